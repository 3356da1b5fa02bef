import { type Instant, VeinlineError } from '@veinline/base';
import { SkillFlow } from './skill-flow.ts';
import { type Team } from './team.ts';

/** A piece of work, open now or expected. */
export interface Work {
  readonly skill: string;
  readonly hours: number;
  /** When it can begin; at once when left out. */
  readonly release?: Instant;
  readonly due: Instant;
}

/** A team in one window of a forecast, in hours. */
export interface TeamLoad {
  readonly team: string;
  readonly capacity: number;
  readonly used: number;
  readonly overtime: number;
  /** Hours used by hours there are, overtime left out; 0 where there are none. */
  readonly utilisation: number;
}

/** A skill in one window of a forecast, in hours. */
export interface SkillLoad {
  readonly skill: string;
  readonly released: number;
  readonly served: number;
  /** Open at the end of the window. */
  readonly backlog: number;
  /** Open at the end of the window although due. */
  readonly late: number;
}

/** One window of a forecast. */
export interface LoadWindow {
  readonly from: Instant;
  readonly to: Instant;
  readonly teams: readonly TeamLoad[];
  readonly skills: readonly SkillLoad[];
}

interface OpenWork extends Work {
  left: number;
}

/**
 * What the teams will be able to do, window by window: work is done in order of due date as far as hours and skills
 * reach, and overtime is worked only for what would be late at the end of the window. Hours are divisible, and work
 * released within a window counts as there from its start: a forecast of load, not a schedule. Throws VeinlineError
 * WORK_INVALID for work of no team's skill or of impossible hours.
 */
export function forecastLoad(
  teams: readonly Team[],
  work: readonly Work[],
  edges: readonly Instant[],
): LoadWindow[] {
  checkWork(teams, work);
  const skills = [...new Set(teams.flatMap((team) => team.skills))].sort();
  const pending = work
    .map((piece): OpenWork => ({ ...piece, left: piece.hours }))
    .sort((a, b) => a.due - b.due);
  return edges.slice(1).map((to, index): LoadWindow => {
    const from = edges[index]!;
    const released = pending.filter(({ release, left }) => left > 0 && (release ?? from) < to);
    const loads = new Map(
      skills.map((skill) => [skill, { skill, released: 0, served: 0, backlog: 0, late: 0 }]),
    );
    for (const piece of released)
      if (index === 0 || (piece.release ?? Number.NEGATIVE_INFINITY) >= from)
        loads.get(piece.skill)!.released += piece.hours;
    const regular = new SkillFlow(
      teams.map((team) => ({ skills: team.skills, hours: team.hoursBetween(from, to) })),
    );
    const extra = new SkillFlow(
      teams.map((team) => ({ skills: team.skills, hours: team.overtimeBetween(from, to) })),
    );
    const serve = (flow: SkillFlow, piece: OpenWork): void => {
      const served = Math.min(piece.left, flow.serve(piece.skill, piece.left));
      piece.left -= served;
      loads.get(piece.skill)!.served += served;
    };
    for (const piece of released) serve(regular, piece);
    for (const piece of released) if (piece.due <= to && piece.left > 0) serve(extra, piece);
    for (const { skill, left, due } of released) {
      const load = loads.get(skill)!;
      load.backlog += left;
      if (due <= to) load.late += left;
    }
    return { from, to, teams: teamLoads(teams, regular, extra, from, to), skills: [...loads.values()] };
  });
}

function teamLoads(
  teams: readonly Team[],
  regular: SkillFlow,
  extra: SkillFlow,
  from: Instant,
  to: Instant,
): TeamLoad[] {
  const [used, overtime] = [regular.used(), extra.used()];
  return teams.map((team, index) => {
    const capacity = team.hoursBetween(from, to);
    return {
      team: team.name,
      capacity,
      used: used[index]!,
      overtime: overtime[index]!,
      utilisation: capacity === 0 ? 0 : used[index]! / capacity,
    };
  });
}

function checkWork(teams: readonly Team[], work: readonly Work[]): void {
  const known = new Set(teams.flatMap((team) => team.skills));
  for (const { skill, hours, due } of work) {
    const problem = !known.has(skill)
      ? `needs '${skill}', which no team can do`
      : !(hours >= 0 && hours < Number.POSITIVE_INFINITY)
        ? `takes ${hours} hours of ${skill}`
        : Number.isNaN(due)
          ? `is due at no point in time`
          : undefined;
    if (problem === undefined) continue;
    throw new VeinlineError('WORK_INVALID', `A piece of work ${problem}.`, {
      hint: `Give finite hours from 0 on, a due date, and one of the skills: ${[...known].join(', ')}.`,
      details: { skill, hours },
    });
  }
}
