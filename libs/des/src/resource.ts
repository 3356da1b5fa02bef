import { VeinlineError } from '@veinline/base';
import { Tally } from '@veinline/stats';
import { Breakdown, type SamplerSource } from './breakdown.ts';
import { followSchedule, highestCapacity } from './capacity-schedule.ts';
import { type Claim, type ClaimOwner } from './claim.ts';
import { ClaimPool } from './claim-pool.ts';
import { ClaimList, type ClaimQueue } from './claim-queue.ts';
import { type ClaimView, queueOf } from './discipline.ts';
import { PRIORITY_RANGE } from './event-list.ts';
import { type Kernel } from './kernel.ts';
import { Level } from './level.ts';
import { Outcome } from './outcome.ts';
import { type Process, type Wait } from './process.ts';
import { type ResourceOptions, type SeizeOptions } from './resource-options.ts';
import { type StoppedWork, type WorkRule } from './work-rule.ts';

export type { ResourceOptions, SeizeOptions } from './resource-options.ts';

/**
 * Units that processes seize and release.
 *
 * A request that can be met takes its units without an event, and its process goes on at the next yield; one that waited is
 * resumed by an event at the time of the grant. The first in the queue is never overtaken, however many units it wants.
 */
export class Resource implements ClaimOwner {
  readonly name: string;
  /** Time waited by those who were served, in time units. */
  readonly wait = new Tally();
  /** Units in use over time. */
  readonly busy: Level;
  /** Requests waiting over time. */
  readonly queueLength: Level;
  /** Units there are over time: by calendar, less those broken. */
  readonly available: Level;
  readonly #kernel: Kernel;
  readonly #queue: ClaimQueue;
  readonly #claims = new ClaimPool(this);
  readonly #holders = new ClaimList();
  readonly #preemption: 'none' | Exclude<WorkRule, 'finish'>;
  readonly #queueLimit: number;
  #largest: number;
  #capacity: number;
  #down = 0;
  #inUse = 0;
  #grants = 0;
  #reneged = 0;
  #balked = 0;
  #stopped = 0;
  #background = 0;
  #breakdowns: Breakdown[] = [];

  /** Simulations make resources. Throws RESOURCE_INVALID. @internal */
  constructor(kernel: Kernel, name: string, options: ResourceOptions, sampler: SamplerSource) {
    const { capacity, preemption = 'none' } = options;
    this.name = name;
    this.#kernel = kernel;
    this.#preemption = preemption;
    this.#queue = queueOf(options.discipline ?? (preemption === 'none' ? 'fifo' : 'priority'));
    this.#queueLimit = options.queueLimit ?? Infinity;
    if (!(this.#queueLimit >= 0))
      throw this.#invalid(`queueLimit is ${this.#queueLimit}; it must be 0 or more`);
    this.#largest = typeof capacity === 'number' ? capacity : highestCapacity(capacity, name);
    this.#capacity = typeof capacity === 'number' ? capacity : 0;
    this.#checkCapacity(this.#largest);
    this.busy = new Level(kernel, `${name}.busy`);
    this.queueLength = new Level(kernel, `${name}.queue`);
    this.available = new Level(kernel, `${name}.available`, this.#capacity);
    if (preemption === 'restart') kernel.keepHoldStarts();
    if (typeof capacity !== 'number') {
      if (capacity.work === 'restart') kernel.keepHoldStarts();
      followSchedule(capacity, kernel, {
        set: (units) => this.setCapacity(units, capacity.work ?? 'finish'),
        background: (change) => this.countBackground(change),
      });
      this.available.resetStatistics();
    }
    for (const breakdown of options.breakdowns ?? []) {
      if (breakdown.work === 'restart') kernel.keepHoldStarts();
      this.#breakdowns.push(new Breakdown(kernel, this, breakdown, this.#breakdowns.length, sampler));
    }
  }

  /** Units there are by the calendar or the last `setCapacity`, broken ones included. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Units in use. */
  get inUse(): number {
    return this.#inUse;
  }

  /** Units free to take; negative while more are in use than there are. */
  get free(): number {
    return this.#capacity - this.#down - this.#inUse;
  }

  /** Units broken. */
  get down(): number {
    return this.#down;
  }

  /** Requests waiting, interrupted work included. */
  get waiting(): number {
    return this.#queue.size;
  }

  /** Mean units in use by mean units available since the last reset; above 1 when work goes on after its shift. */
  get utilisation(): number {
    return this.busy.area / this.available.area;
  }

  /** Requests served since the last reset. */
  get served(): number {
    return this.wait.count;
  }

  /** Requests given up by impatience or interruption since the last reset. */
  get reneged(): number {
    return this.#reneged;
  }

  /** Requests turned away by the queue limit since the last reset. */
  get balked(): number {
    return this.#balked;
  }

  /** Times work was stopped by priority, calendar or breakdown since the last reset. */
  get stopped(): number {
    return this.#stopped;
  }

  /** Those waiting, in the order they are served; a copy. */
  queue(): ClaimView[] {
    return this.#queue.toArray().map(viewOf);
  }

  /** Those holding units, by order of request; a copy. */
  holders(): ClaimView[] {
    return this.#holders.toArray().map(viewOf);
  }

  /** Units a process holds. */
  heldBy(process: Process): number {
    return this.#claims.heldBy(process);
  }

  /**
   * Asks for units, and waits for them. Outcome completed: they are held until `release`; reneged: patience ran out; balked:
   * the queue was full. Throws UNITS_INVALID and DELAY_INVALID.
   */
  seize(process: Process, options?: SeizeOptions): Wait {
    if (!process.ready('seize')) return;
    const units = options?.units ?? 1;
    const patience = options?.patience ?? Infinity;
    if (!(units > 0 && units <= this.#largest)) throw this.#invalidUnits('seize', units, process);
    if (!(patience >= 0)) throw this.#kernel.invalidDelay('seize (patience)', patience, process.name);
    const claim = this.#claims.take(process, units, options?.priority ?? 0, this.#kernel.now);
    if (this.#queue.size === 0 && units <= this.#capacity - this.#down - this.#inUse) {
      this.#grant(claim);
      this.#noteUse();
    } else {
      this.#enqueue(claim, patience);
    }
  }

  /** Takes units if that many are free and nobody waits; no event, no yield. Throws UNITS_INVALID. */
  tryTake(process: Process, units = 1): boolean {
    if (!(units > 0)) throw this.#invalidUnits('tryTake', units, process);
    if (this.#queue.size > 0 || units > this.free || process.isDone) return false;
    const claim = this.#claims.take(process, units, 0, this.#kernel.now);
    this.#hold(claim);
    this.#noteUse();
    return true;
  }

  /** Gives back units a process holds: by default those of its latest seize here. Throws NOT_HELD. */
  release(process: Process, units?: number): void {
    let claim = this.#claims.latestOf(process);
    if (claim === null) throw this.#notHeld(process, units ?? 1);
    let left = units ?? claim.units;
    if (!(left > 0)) throw this.#invalidUnits('release', left, process);
    if (units !== undefined && units > this.#claims.unitsOf(process)) throw this.#notHeld(process, units);
    while (left > 0 && claim !== null) {
      const part = Math.min(left, claim.units);
      left -= part;
      if (part < claim.units) {
        claim.units -= part;
        if (!claim.isQueued) this.#inUse -= part;
      } else if (claim.isQueued) {
        this.withdraw(claim);
        process.restore();
      } else {
        this.#holders.remove(claim);
        this.#inUse -= part;
        this.#claims.drop(claim);
      }
      if (left > 0) claim = this.#claims.latestOf(process);
    }
    if (this.#kernel.trace !== null) this.#note('release', process);
    if (this.#queue.size > 0) this.#serve();
    this.#noteUse();
  }

  /** Changes the units there are; `work` says what happens to work in excess of them. Throws RESOURCE_INVALID. */
  setCapacity(units: number, work: WorkRule = 'finish'): void {
    this.#checkCapacity(units);
    if (work === 'restart') this.#kernel.keepHoldStarts();
    this.#capacity = units;
    if (units > this.#largest) this.#largest = units;
    this.#rebalance(work, { resource: this.name, reason: 'calendar' });
  }

  /** Takes units out of service, or back into it by a negative number. Breakdowns call it. @internal */
  addDown(units: number, work: WorkRule): void {
    this.#down += units;
    this.#rebalance(work, { resource: this.name, reason: 'breakdown' });
  }

  /** Work there is to keep its own events alive for. @internal */
  countBackground(change: number): void {
    this.#background += change;
    if (this.#queue.size === 0) this.#kernel.countBackground(change);
  }

  /** Takes a claim out of the queue for good: its process gave up, was interrupted, or lost the unit. */
  withdraw(claim: Claim): void {
    this.#dequeue(claim);
    if (!claim.isSuspended) this.#reneged++;
    if (this.#kernel.trace !== null) this.#note('leave', claim.process);
    this.#claims.drop(claim);
    if (this.#queue.size > 0) {
      this.#serve();
      this.#noteUse();
    }
  }

  resetStatistics(): void {
    this.wait.reset();
    this.busy.resetStatistics();
    this.queueLength.resetStatistics();
    this.available.resetStatistics();
    this.#reneged = 0;
    this.#balked = 0;
    this.#stopped = 0;
  }

  #enqueue(claim: Claim, patience: number): void {
    const { process } = claim;
    const waiting = this.#queue.size;
    this.#queueUp(claim);
    this.#serve();
    if (claim.isQueued && this.#preemption !== 'none') this.#preempt(claim, this.#preemption);
    if (!claim.isQueued) {
      this.#noteUse();
    } else if (waiting >= this.#queueLimit) {
      this.#dequeue(claim);
      this.#claims.drop(claim);
      this.#balked++;
      if (this.#kernel.trace !== null) this.#note('balk', process);
      process.succeed(Outcome.balked);
    } else {
      this.queueLength.set(this.#queue.size);
      process.park(null, patience);
    }
  }

  #queueUp(claim: Claim): void {
    claim.isQueued = true;
    if (this.#queue.size === 0 && this.#background > 0) this.#kernel.countBackground(-this.#background);
    this.#queue.add(claim);
  }

  #dequeue(claim: Claim): void {
    claim.isQueued = false;
    this.#queue.remove(claim);
    if (this.#queue.size === 0 && this.#background > 0) this.#kernel.countBackground(this.#background);
    this.queueLength.set(this.#queue.size);
  }

  #serve(): void {
    for (;;) {
      const { head } = this.#queue;
      if (head === null || head.units > this.#capacity - this.#down - this.#inUse) return;
      this.#dequeue(head);
      this.#grant(head);
    }
  }

  #grant(claim: Claim): void {
    const { process } = claim;
    if (claim.isSuspended) {
      claim.isSuspended = false;
      this.#take(claim);
      process.restore();
      return;
    }
    this.#hold(claim);
    if (process.isRunning) process.succeed();
    else process.wake(Outcome.completed);
  }

  #hold(claim: Claim): void {
    const { now } = this.#kernel;
    this.wait.add(now - claim.since);
    claim.since = now;
    this.#take(claim);
  }

  #take(claim: Claim): void {
    claim.grant = this.#grants++;
    this.#inUse += claim.units;
    this.#holders.add(claim);
    if (this.#kernel.trace !== null) this.#note('grant', claim.process);
  }

  #preempt(claim: Claim, rule: Exclude<WorkRule, 'finish'>): void {
    const shortage = claim.units - this.free;
    const victims = this.#youngestFirst().filter((holder) => holder.priority > claim.priority);
    let gained = 0;
    const stopped = victims.filter((victim) => gained < shortage && (gained += victim.units) > 0);
    if (gained < shortage) return;
    this.#dequeue(claim);
    for (const victim of stopped) {
      this.#stop(victim, rule, { resource: this.name, reason: 'priority', by: claim.process });
    }
    this.#grant(claim);
    this.#serve();
  }

  #rebalance(work: WorkRule, cause: StoppedWork): void {
    if (work !== 'finish' && this.free < 0) this.#stopExcess(work, cause, false);
    this.available.set(Math.max(0, this.#capacity - this.#down));
    if (this.#queue.size > 0) this.#serve();
    this.#noteUse();
  }

  /** Work that ends at this very time is not stopped, unless it turns out to go on: that is seen after all else of this time. */
  #stopExcess(rule: Exclude<WorkRule, 'finish'>, cause: StoppedWork, isLast: boolean): void {
    for (const holder of this.#youngestFirst()) {
      if (this.free >= 0) return;
      if (isLast || !holder.process.isEnding) this.#stop(holder, rule, cause);
    }
    if (this.free >= 0 || isLast) return;
    this.#kernel.after(
      0,
      () => {
        this.#stopExcess(rule, cause, true);
        this.#noteUse();
      },
      PRIORITY_RANGE - 1,
    );
  }

  /** Holders in the order their work is stopped: highest priority number, then latest granted. */
  #youngestFirst(): Claim[] {
    return this.#holders.toArray().sort((a, b) => b.priority - a.priority || b.grant - a.grant);
  }

  #stop(claim: Claim, rule: Exclude<WorkRule, 'finish'>, cause: StoppedWork): void {
    const { process } = claim;
    this.#stopped++;
    this.#holders.remove(claim);
    this.#inUse -= claim.units;
    if (this.#kernel.trace !== null) this.#note('stop', process);
    if (rule === 'notify' || process.isDone) {
      this.#claims.drop(claim);
      process.breakOff(Outcome.preempted, cause);
    } else {
      claim.isSuspended = true;
      this.#queueUp(claim);
      this.queueLength.set(this.#queue.size);
      process.suspend(rule === 'restart');
    }
  }

  #noteUse(): void {
    if (this.busy.value === this.#inUse) return;
    this.busy.set(this.#inUse);
    for (const breakdown of this.#breakdowns) breakdown.useChanged(this.#inUse);
  }

  #checkCapacity(units: number): void {
    if (units >= 0 && units < Infinity) return;
    throw this.#invalid(`its capacity is ${units}; it must be a finite number of units, 0 or more`);
  }

  #note(action: string, process: Process): void {
    process.note(
      action,
      `${this.name} ${this.#inUse}/${this.#capacity - this.#down} in use, ${this.#queue.size} waiting`,
    );
  }

  #invalid(problem: string): VeinlineError {
    return new VeinlineError('RESOURCE_INVALID', `Resource ${this.name}: ${problem}.`);
  }

  #invalidUnits(command: string, units: number, process: Process): Error {
    return this.#kernel.fault('UNITS_INVALID', `${command} was given ${units} units of ${this.name}.`, {
      process: process.name,
      hint: `Ask for more than 0 and at most ${this.#largest} units.`,
      details: { resource: this.name, units, largest: this.#largest },
    });
  }

  #notHeld(process: Process, units: number): Error {
    const held = this.#claims.unitsOf(process);
    return this.#kernel.fault('NOT_HELD', `It released ${units} of ${this.name} but holds ${held}.`, {
      process: process.name,
      hint: 'After a wait that ended as reneged, balked, interrupted or preempted nothing was seized: check outcome.',
      details: { resource: this.name, units, held },
    });
  }
}

function viewOf({ process, units, priority, since }: Claim): ClaimView {
  return { process, units, priority, since };
}
