import { VeinlineError } from '@veinline/base';

/** One window of a team's time, in model time. */
export interface UtilisationWindow {
  readonly from: number;
  readonly to: number;
  /** Units of the team busy, times time. */
  readonly busy: number;
  /** Units of the team there were, times time. */
  readonly capacity: number;
  /** Busy by capacity; 0 where there was none. Above 1 is overtime. */
  readonly utilisation: number;
}

/**
 * Keeps the books on work while a simulation runs: what came in by skill, what was done by whom and when, and what
 * is left. Amounts are units times model time. At all times arrived = done + dropped + backlog.
 */
export class WorkloadLedger {
  readonly #width: number;
  readonly #backlog = new Map<string, number>();
  readonly #busy = new Map<string, number[]>();

  /** `windowWidth` in model time: the resolution of utilisation. */
  constructor(options: { readonly windowWidth: number }) {
    if (!(options.windowWidth > 0) || !Number.isFinite(options.windowWidth))
      throw new VeinlineError('WORKLOAD_INVALID', `Windows cannot be ${options.windowWidth} wide.`, {
        hint: 'Give a finite width above 0, in model time.',
      });
    this.#width = options.windowWidth;
  }

  /** Work of a skill came in. */
  arrive(skill: string, amount: number): void {
    this.#change(skill, checkedAmount(amount));
  }

  /** Work of a skill will not be done after all. */
  drop(skill: string, amount: number): void {
    this.#change(skill, -checkedAmount(amount));
  }

  /**
   * A team worked on a skill from one time to another with so many units. `amount` is the work done by it when that
   * differs from the time spent. Throws VeinlineError WORKLOAD_INVALID when more is done than came in.
   */
  work(
    team: string,
    skill: string,
    from: number,
    to: number,
    options: { readonly units?: number; readonly amount?: number } = {},
  ): void {
    const { units = 1 } = options;
    if (!(from >= 0 && to >= from && to < Number.POSITIVE_INFINITY))
      throw new VeinlineError('WORKLOAD_INVALID', `${team} cannot have worked from ${from} to ${to}.`, {
        hint: 'Give model times from 0 on, the earlier first.',
      });
    this.#change(skill, -checkedAmount(options.amount ?? units * (to - from)));
    let windows = this.#busy.get(team);
    if (!windows) this.#busy.set(team, (windows = []));
    for (let k = Math.floor(from / this.#width); k * this.#width < to; k++) {
      const spent = Math.min(to, (k + 1) * this.#width) - Math.max(from, k * this.#width);
      while (windows.length <= k) windows.push(0);
      windows[k]! += units * spent;
    }
  }

  /** What is left to do of a skill, or of all. */
  backlog(skill?: string): number {
    if (skill !== undefined) return this.#backlog.get(skill) ?? 0;
    return [...this.#backlog.values()].reduce((sum, amount) => sum + amount, 0);
  }

  /** The windows of a team that ended by `until`; `capacity` says how many units times time it had between two times. */
  utilisation(
    team: string,
    until: number,
    capacity: (from: number, to: number) => number,
  ): UtilisationWindow[] {
    const windows = this.#busy.get(team) ?? [];
    return Array.from({ length: Math.floor(until / this.#width) }, (_, k) => {
      const [from, to] = [k * this.#width, (k + 1) * this.#width];
      const [busy, there] = [windows[k] ?? 0, capacity(from, to)];
      return { from, to, busy, capacity: there, utilisation: there === 0 ? 0 : busy / there };
    });
  }

  #change(skill: string, amount: number): void {
    const before = this.#backlog.get(skill) ?? 0;
    const after = before + amount;
    // Sums of many small pieces may fall short of nothing by rounding.
    const slack = 1e-9 * Math.max(1, before, Math.abs(amount));
    if (after < -slack)
      throw new VeinlineError(
        'WORKLOAD_INVALID',
        `${-amount} of ${skill} was done where only ${before} was open.`,
        {
          hint: 'Report work as arrived before it is done, and what is done once.',
          details: { skill, open: before, done: -amount },
        },
      );
    this.#backlog.set(skill, Math.max(0, after));
  }
}

function checkedAmount(amount: number): number {
  if (amount >= 0 && amount < Number.POSITIVE_INFINITY) return amount;
  throw new VeinlineError('WORKLOAD_INVALID', `${amount} is no amount of work.`, {
    hint: 'Give a finite amount from 0 on.',
  });
}
