import { type Instant, instant } from '@veinline/base';
import { type Process, type ProcessBody, Simulation } from '@veinline/des';
import { ModelTime } from '../calendar/model-time.ts';
import { WorkingCalendar } from '../calendar/working-calendar.ts';
import { DisruptionInjector } from '../disruptions/injector.ts';
import { type DisruptionEffect } from '../disruptions/targets.ts';
import { DecisionLoop } from '../ooda/decision-loop.ts';
import { type LoopModel, type Proposal } from '../ooda/loop-model.ts';
import { AssignmentPolicy } from '../policies/assignment-policy.ts';
import { DispatchPolicy } from '../policies/dispatch-policy.ts';
import { DispatchQueue } from '../policies/dispatch-queue.ts';
import { Agent } from '../population/agent.ts';
import { type AgentId } from '../population/agent-id.ts';
import { f64, i32, u8 } from '../population/column-spec.ts';
import { Population } from '../population/population.ts';
import { WorkloadLedger } from '../workload/workload-ledger.ts';
import { type RepairParameters } from './repair-parameters.ts';

// Model of a repair service, the example and test of the whole package:
//
//   calls --> depot: queue --dispatch policy--> repair by the crew that the assignment policy names --> done
//   (per        ^ crews of the district, free in working hours, less those ill
//   district)   |
//   decision loop: each morning sees the backlogs of some hours ago and may move crews between districts

const CrewState = { free: 0, busy: 1 } as const;
const JobState = { waiting: 0, underway: 1, done: 2 } as const;

const jobColumns = {
  district: i32(),
  state: u8(JobState, { indexed: true }),
  arrived: f64(),
  due: f64(),
  hours: f64(),
  place: f64(),
  finished: f64(),
};
const crewColumns = {
  district: i32({ indexed: true }),
  state: u8(CrewState, { indexed: true }),
  place: f64(),
};

type JobId = AgentId<'job'>;
type CrewId = AgentId<'crew'>;

/** What the loop sees of a district. */
interface DistrictSeen {
  readonly id: string;
  readonly backlogHours: number;
  readonly crews: number;
  /** Crews able to work, the ill left out. */
  readonly able: number;
}

/** A depot: reads calls and news, and sends out crews whenever it can. */
class Depot extends Agent<{ readonly job?: JobId }> {
  crewsLost = (crews: number): number => crews;
  demandFactor = (rate: number): number => rate;
  durationFactor = (hours: number): number => hours;

  constructor(
    readonly service: RepairService,
    readonly number: number,
    readonly queue: DispatchQueue<JobId>,
    readonly jobsPerDay: number,
    name: string,
  ) {
    super(service.simulation, name);
  }

  get crews(): number {
    return this.service.crews.columns.district.countOf(this.number);
  }

  get able(): number {
    return Math.floor(this.crewsLost(this.crews));
  }

  protected *live(p: Process): ProcessBody {
    for (;;) {
      yield this.inbox.get(p);
      const { job } = this.inbox.received(p);
      if (job !== undefined) this.queue.add(job);
      this.service.sendOut(this);
    }
  }
}

/** One run of the repair service. */
export class RepairService {
  readonly simulation: Simulation;
  readonly jobs = new Population('job', jobColumns);
  readonly crews = new Population('crew', crewColumns);
  readonly ledger = new WorkloadLedger({ windowWidth: 7 });
  readonly injector: DisruptionInjector;
  readonly loop: DecisionLoop<readonly DistrictSeen[]>;
  readonly #parameters: RepairParameters;
  readonly #calendar: WorkingCalendar;
  readonly #time = new ModelTime(instant('2026-03-02T00:00:00+01:00'), 'days');
  readonly #depots: readonly Depot[];
  readonly #assignment: AssignmentPolicy<JobId, CrewId>;

  constructor(
    parameters: RepairParameters,
    options: { readonly seed: number; readonly replication: number },
  ) {
    this.#parameters = parameters;
    this.simulation = new Simulation({ ...options, timeUnit: 'days' });
    this.#calendar = new WorkingCalendar(parameters.calendar);
    const { district, due, arrived, place } = this.jobs.columns;
    const dispatch = new DispatchPolicy<JobId>(parameters.dispatch, {
      id: (job) => job,
      arrival: (job) => arrived.get(job),
      due: (job) => due.get(job),
    });
    this.#assignment = new AssignmentPolicy<JobId, CrewId>(parameters.assignment, {
      serverId: (crew) => `crew ${crew}`,
      load: (crew) => this.crews.columns.state.get(crew),
      capacity: () => 1,
      refusal: (job, crew) =>
        this.crews.columns.district.get(crew) === district.get(job) ? undefined : 'in another district',
      distance: (job, crew) => Math.abs(place.get(job) - this.crews.columns.place.get(crew)),
    });
    this.#depots = parameters.districts.map(({ id, crews, jobsPerDay }, number) => {
      for (let n = 0; n < crews; n++) this.crews.add({ district: number, state: CrewState.free, place: 0.5 });
      return new Depot(this, number, new DispatchQueue(dispatch), jobsPerDay, id);
    });
    this.injector = new DisruptionInjector(this.simulation, parameters.disruptions, {
      crews: this.#effect((depot, apply) => (depot.crewsLost = apply)),
      demand: this.#effect((depot, apply) => (depot.demandFactor = apply)),
      duration: this.#effect((depot, apply) => (depot.durationFactor = apply)),
    });
    this.loop = new DecisionLoop(this.simulation, parameters.loop, this.#loopModel());
  }

  /** Runs to the end; the mean days by which repairs are late, those still open counted as if done at the end. */
  run(): number {
    const { days } = this.#parameters;
    for (const depot of this.#depots) {
      depot.start();
      this.simulation.spawnNamed(`${depot.name}.calls`, (p) => this.#calls(p, depot));
    }
    for (const { start } of this.#calendar.openIntervals(this.#time.origin, this.#time.toInstant(days)))
      this.simulation.at(this.#time.toModel(start), () => this.#depots.forEach((depot) => depot.tell({})));
    this.injector.start();
    this.loop.start();
    this.simulation.run(days);
    const { due, finished } = this.jobs.columns;
    let late = 0;
    for (const job of this.jobs) late += Math.max(0, Math.min(finished.get(job), days) - due.get(job));
    return late / this.jobs.size;
  }

  /** How many jobs wait, are under way and are done. */
  jobsByState(): Readonly<Record<keyof typeof JobState, number>> {
    const { state } = this.jobs.columns;
    return {
      waiting: state.countOf(JobState.waiting),
      underway: state.countOf(JobState.underway),
      done: state.countOf(JobState.done),
    };
  }

  /** Starts repairs while the depot has work, working hours and crews. */
  sendOut(depot: Depot): void {
    const { district, state } = this.crews.columns;
    const { now } = this.simulation;
    if (!this.#calendar.isOpen(this.#time.toInstant(now))) return;
    for (;;) {
      const free = this.crews.where({ district: depot.number, state: CrewState.free });
      if (free.length === 0 || depot.crews - free.length >= depot.able) return;
      const job = depot.queue.take(now)?.item;
      if (job === undefined) return;
      const crew = this.#assignment.choose(job, free, now).server!;
      state.set(crew, CrewState.busy);
      this.jobs.columns.state.set(job, JobState.underway);
      const end = this.#endOf(job, crew, depot);
      this.simulation.at(end, () => {
        state.set(crew, CrewState.free);
        this.crews.columns.place.set(crew, this.jobs.columns.place.get(job));
        this.jobs.columns.state.set(job, JobState.done);
        this.jobs.columns.finished.set(job, end);
        this.ledger.work(`crew ${crew}`, depot.name, now, end, { amount: this.jobs.columns.hours.get(job) });
        this.#depots[district.get(crew)]!.tell({});
      });
    }
  }

  #endOf(job: JobId, crew: CrewId, depot: Depot): number {
    const { hours, place } = this.jobs.columns;
    const way = Math.abs(place.get(job) - this.crews.columns.place.get(crew));
    const spent = depot.durationFactor(hours.get(job)) + way * this.#parameters.travelHours;
    const start: Instant = this.#time.toInstant(this.simulation.now);
    return this.#time.toModel(this.#calendar.addWorkingTime(start, spent));
  }

  *#calls(p: Process, depot: Depot): ProcessBody {
    const gap = this.simulation.sampler(`${depot.name}.calls`, { type: 'exponential', mean: 1 });
    const hours = this.simulation.sampler(`${depot.name}.hours`, this.#parameters.repairHours);
    const place = this.simulation.stream(`${depot.name}.place`);
    for (;;) {
      yield p.hold(gap() / depot.demandFactor(depot.jobsPerDay));
      const { now } = this.simulation;
      const job = this.jobs.add({
        district: depot.number,
        state: JobState.waiting,
        arrived: now,
        due: now + this.#parameters.promisedDays,
        hours: hours(),
        place: place.next(),
        finished: Number.POSITIVE_INFINITY,
      });
      this.ledger.arrive(depot.name, this.jobs.columns.hours.get(job));
      depot.tell({ job });
    }
  }

  #effect(change: (depot: Depot, apply: (base: number) => number) => void): DisruptionEffect {
    return {
      targets: this.#depots.map(({ name }) => ({ id: name })),
      apply: (target, modifier) => {
        const depot = this.#depots.find(({ name }) => name === target)!;
        change(depot, (base) => modifier.apply(base));
        depot.tell({});
      },
    };
  }

  #loopModel(): LoopModel<readonly DistrictSeen[]> {
    return {
      terms: ['relief'],
      observe: () =>
        this.#depots.map(({ name, crews, able }) => ({
          id: name,
          backlogHours: this.ledger.backlog(name),
          crews,
          able,
        })),
      orient: (districts) => {
        const loads = districts.map(loadOf);
        return { worst: Math.max(...loads), spread: Math.max(...loads) - Math.min(...loads) };
      },
      propose: (districts) =>
        districts.flatMap((from, a) =>
          from.able < 2 ? [] : districts.flatMap((to, b) => (a === b ? [] : [this.#move(from, to, a, b)])),
        ),
    };
  }

  #move(from: DistrictSeen, to: DistrictSeen, a: number, b: number): Proposal {
    return {
      id: `move a crew from ${from.id} to ${to.id}`,
      targets: [from.id, to.id],
      terms: { relief: loadOf(to) - loadOf(from) },
      cost: 1,
      leadTime: 0.5,
      perform: () => {
        const { district, state } = this.crews.columns;
        const there = this.crews.where({ district: a });
        if (there.length < 2) return;
        district.set(there.find((crew) => state.get(crew) === CrewState.free) ?? there[0]!, b);
        this.#depots[b]!.tell({});
      },
    };
  }
}

/** Hours of open work per able crew. */
function loadOf({ backlogHours, able }: DistrictSeen): number {
  return backlogHours / Math.max(0.5, able);
}
