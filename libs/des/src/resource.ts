import { Tally } from '@veinline/stats';
import { Breakdown, type SamplerSource } from './breakdown.ts';
import { followSchedule, highestCapacity } from './capacity-schedule.ts';
import { type Claim, type ClaimOwner } from './claim.ts';
import { ClaimPool } from './claim-pool.ts';
import { ClaimList, type ClaimQueue } from './claim-queue.ts';
import { type ClaimView, queueOf, viewOf } from './discipline.ts';
import { PRIORITY_RANGE } from './event-list.ts';
import { type Kernel } from './kernel.ts';
import { Level } from './level.ts';
import { Outcome } from './outcome.ts';
import { type Process, type Wait } from './process.ts';
import {
  checkCapacity,
  notHeld,
  type ResourceFaultContext,
  resourceInvalid,
  unitsInvalid,
} from './resource-fault.ts';
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
  private readonly kernel: Kernel;
  private readonly line: ClaimQueue;
  private readonly claims = new ClaimPool(this);
  private readonly holding = new ClaimList();
  private readonly preemption: 'none' | Exclude<WorkRule, 'finish'>;
  private readonly queueLimit: number;
  private largest: number;
  private units: number;
  private broken = 0;
  private taken = 0;
  private grants = 0;
  private renegedCount = 0;
  private balkedCount = 0;
  private stoppedCount = 0;
  private background = 0;
  private breakdowns: Breakdown[] = [];

  /** Simulations make resources. Throws RESOURCE_INVALID. @internal */
  constructor(kernel: Kernel, name: string, options: ResourceOptions, sampler: SamplerSource) {
    const { capacity, preemption = 'none' } = options;
    this.name = name;
    this.kernel = kernel;
    this.preemption = preemption;
    this.line = queueOf(options.discipline ?? (preemption === 'none' ? 'fifo' : 'priority'));
    this.queueLimit = options.queueLimit ?? Infinity;
    if (!(this.queueLimit >= 0))
      throw resourceInvalid(this.name, `queueLimit is ${this.queueLimit}; it must be 0 or more`);
    this.largest = typeof capacity === 'number' ? capacity : highestCapacity(capacity, name);
    this.units = typeof capacity === 'number' ? capacity : 0;
    checkCapacity(this.name, this.largest);
    this.busy = new Level(kernel, `${name}.busy`);
    this.queueLength = new Level(kernel, `${name}.queue`);
    this.available = new Level(kernel, `${name}.available`, this.units);
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
      this.breakdowns.push(new Breakdown(kernel, this, breakdown, this.breakdowns.length, sampler));
    }
  }

  /** Units there are by the calendar or the last `setCapacity`, broken ones included. */
  get capacity(): number {
    return this.units;
  }

  /** Units in use. */
  get inUse(): number {
    return this.taken;
  }

  /** Units free to take; negative while more are in use than there are. */
  get free(): number {
    return this.units - this.broken - this.taken;
  }

  /** Units broken. */
  get down(): number {
    return this.broken;
  }

  /** Requests waiting, interrupted work included. */
  get waiting(): number {
    return this.line.size;
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
    return this.renegedCount;
  }

  /** Requests turned away by the queue limit since the last reset. */
  get balked(): number {
    return this.balkedCount;
  }

  /** Times work was stopped by priority, calendar or breakdown since the last reset. */
  get stopped(): number {
    return this.stoppedCount;
  }

  /** Those waiting, in the order they are served; a copy. */
  queue(): ClaimView[] {
    return this.line.toArray().map(viewOf);
  }

  /** Those holding units, by order of request; a copy. */
  holders(): ClaimView[] {
    return this.holding.toArray().map(viewOf);
  }

  /** Units a process holds. */
  heldBy(process: Process): number {
    return this.claims.heldBy(process);
  }

  /**
   * Asks for units, and waits for them. Outcome completed: they are held until `release`; reneged: patience ran out; balked:
   * the queue was full. Throws UNITS_INVALID and DELAY_INVALID.
   */
  seize(process: Process, options?: SeizeOptions): Wait {
    if (!process.ready('seize')) return;
    const units = options?.units ?? 1;
    const patience = options?.patience ?? Infinity;
    if (!(units > 0 && units <= this.largest))
      throw unitsInvalid(this.kernel, 'seize', units, this.context(process));
    if (!(patience >= 0)) throw this.kernel.invalidDelay('seize (patience)', patience, process.name);
    const claim = this.claims.take(process, units, options?.priority ?? 0, this.kernel.now);
    if (this.line.size === 0 && units <= this.units - this.broken - this.taken) {
      this.grant(claim);
      this.noteUse();
    } else {
      this.enqueue(claim, patience);
    }
  }

  /** Takes units if that many are free and nobody waits; no event, no yield. Throws UNITS_INVALID. */
  tryTake(process: Process, units = 1): boolean {
    if (!(units > 0)) throw unitsInvalid(this.kernel, 'tryTake', units, this.context(process));
    if (this.line.size > 0 || units > this.free || process.isDone) return false;
    const claim = this.claims.take(process, units, 0, this.kernel.now);
    this.hold(claim);
    this.noteUse();
    return true;
  }

  /** Gives back units a process holds: by default those of its latest seize here. Throws NOT_HELD. */
  release(process: Process, units?: number): void {
    let claim = this.claims.latestOf(process);
    if (claim === null) throw notHeld(this.kernel, units ?? 1, this.context(process));
    let left = units ?? claim.units;
    if (!(left > 0)) throw unitsInvalid(this.kernel, 'release', left, this.context(process));
    if (units !== undefined && units > this.claims.unitsOf(process))
      throw notHeld(this.kernel, units, this.context(process));
    while (left > 0 && claim !== null) {
      const part = Math.min(left, claim.units);
      left -= part;
      if (part < claim.units) {
        claim.units -= part;
        if (!claim.isQueued) this.taken -= part;
      } else if (claim.isQueued) {
        this.withdraw(claim);
        process.restore();
      } else {
        this.holding.remove(claim);
        this.taken -= part;
        this.claims.drop(claim);
      }
      if (left > 0) claim = this.claims.latestOf(process);
    }
    if (this.kernel.trace !== null) this.note('release', process);
    if (this.line.size > 0) this.serve();
    this.noteUse();
  }

  /** Changes the units there are; `work` says what happens to work in excess of them. Throws RESOURCE_INVALID. */
  setCapacity(units: number, work: WorkRule = 'finish'): void {
    checkCapacity(this.name, units);
    if (work === 'restart') this.kernel.keepHoldStarts();
    this.units = units;
    if (units > this.largest) this.largest = units;
    this.rebalance(work, { resource: this.name, reason: 'calendar' });
  }

  /** Takes units out of service, or back into it by a negative number. Breakdowns call it. @internal */
  addDown(units: number, work: WorkRule): void {
    this.broken += units;
    this.rebalance(work, { resource: this.name, reason: 'breakdown' });
  }

  /** Work there is to keep its own events alive for. @internal */
  countBackground(change: number): void {
    this.background += change;
    if (this.line.size === 0) this.kernel.countBackground(change);
  }

  /** Takes a claim out of the queue for good: its process gave up, was interrupted, or lost the unit. */
  withdraw(claim: Claim): void {
    this.dequeue(claim);
    if (!claim.isSuspended) this.renegedCount++;
    if (this.kernel.trace !== null) this.note('leave', claim.process);
    this.claims.drop(claim);
    if (this.line.size > 0) {
      this.serve();
      this.noteUse();
    }
  }

  resetStatistics(): void {
    this.wait.reset();
    this.busy.resetStatistics();
    this.queueLength.resetStatistics();
    this.available.resetStatistics();
    this.renegedCount = 0;
    this.balkedCount = 0;
    this.stoppedCount = 0;
  }

  private enqueue(claim: Claim, patience: number): void {
    const { process } = claim;
    const waiting = this.line.size;
    this.queueUp(claim);
    this.serve();
    if (claim.isQueued && this.preemption !== 'none') this.preempt(claim, this.preemption);
    if (!claim.isQueued) {
      this.noteUse();
    } else if (waiting >= this.queueLimit) {
      this.dequeue(claim);
      this.claims.drop(claim);
      this.balkedCount++;
      if (this.kernel.trace !== null) this.note('balk', process);
      process.succeed(Outcome.balked);
    } else {
      this.queueLength.set(this.line.size);
      process.park(null, patience);
    }
  }

  private queueUp(claim: Claim): void {
    claim.isQueued = true;
    if (this.line.size === 0 && this.background > 0) this.kernel.countBackground(-this.background);
    this.line.add(claim);
  }

  private dequeue(claim: Claim): void {
    claim.isQueued = false;
    this.line.remove(claim);
    if (this.line.size === 0 && this.background > 0) this.kernel.countBackground(this.background);
    this.queueLength.set(this.line.size);
  }

  private serve(): void {
    for (;;) {
      const { head } = this.line;
      if (head === null || head.units > this.units - this.broken - this.taken) return;
      this.dequeue(head);
      this.grant(head);
    }
  }

  private grant(claim: Claim): void {
    const { process } = claim;
    if (claim.isSuspended) {
      claim.isSuspended = false;
      this.take(claim);
      process.restore();
      return;
    }
    this.hold(claim);
    if (process.isRunning) process.succeed();
    else process.wake(Outcome.completed);
  }

  private hold(claim: Claim): void {
    const { now } = this.kernel;
    this.wait.add(now - claim.since);
    claim.since = now;
    this.take(claim);
  }

  private take(claim: Claim): void {
    claim.grant = this.grants++;
    this.taken += claim.units;
    this.holding.add(claim);
    if (this.kernel.trace !== null) this.note('grant', claim.process);
  }

  private preempt(claim: Claim, rule: Exclude<WorkRule, 'finish'>): void {
    const shortage = claim.units - this.free;
    const victims = this.youngestFirst().filter((holder) => holder.priority > claim.priority);
    let gained = 0;
    const stopped = victims.filter((victim) => gained < shortage && (gained += victim.units) > 0);
    if (gained < shortage) return;
    this.dequeue(claim);
    for (const victim of stopped) {
      this.stop(victim, rule, { resource: this.name, reason: 'priority', by: claim.process });
    }
    this.grant(claim);
    this.serve();
  }

  private rebalance(work: WorkRule, cause: StoppedWork): void {
    if (work !== 'finish' && this.free < 0) this.stopExcess(work, cause, false);
    this.available.set(Math.max(0, this.units - this.broken));
    if (this.line.size > 0) this.serve();
    this.noteUse();
  }

  /** Work that ends at this very time is not stopped, unless it turns out to go on: that is seen after all else of this time. */
  private stopExcess(rule: Exclude<WorkRule, 'finish'>, cause: StoppedWork, isLast: boolean): void {
    for (const holder of this.youngestFirst()) {
      if (this.free >= 0) return;
      if (isLast || !holder.process.isEnding) this.stop(holder, rule, cause);
    }
    if (this.free >= 0 || isLast) return;
    this.kernel.after(
      0,
      () => {
        this.stopExcess(rule, cause, true);
        this.noteUse();
      },
      PRIORITY_RANGE - 1,
    );
  }

  /** Holders in the order their work is stopped: highest priority number, then latest granted. */
  private youngestFirst(): Claim[] {
    return this.holding.toArray().sort((a, b) => b.priority - a.priority || b.grant - a.grant);
  }

  private stop(claim: Claim, rule: Exclude<WorkRule, 'finish'>, cause: StoppedWork): void {
    const { process } = claim;
    this.stoppedCount++;
    this.holding.remove(claim);
    this.taken -= claim.units;
    if (this.kernel.trace !== null) this.note('stop', process);
    if (rule === 'notify' || process.isDone) {
      this.claims.drop(claim);
      process.breakOff(Outcome.preempted, cause);
    } else {
      claim.isSuspended = true;
      this.queueUp(claim);
      this.queueLength.set(this.line.size);
      process.suspend(rule === 'restart');
    }
  }

  private noteUse(): void {
    if (this.busy.value === this.taken) return;
    this.busy.set(this.taken);
    for (const breakdown of this.breakdowns) breakdown.useChanged(this.taken);
  }

  private note(action: string, process: Process): void {
    process.note(
      action,
      `${this.name} ${this.taken}/${this.units - this.broken} in use, ${this.line.size} waiting`,
    );
  }

  private context(process: Process): ResourceFaultContext {
    const held = this.claims.unitsOf(process);
    return { resource: this.name, process: process.name, largest: this.largest, held };
  }
}
