import type { AlarmDefinition, TagValue } from '@veinline/plant';
import type { AlarmInput } from './state-machine.ts';
import type { AlarmState, AlarmStatus, AlarmTransition } from './alarm.ts';
import type { Instant } from '@veinline/base';
import { isConditionOn, ruleFor } from './state-machine.ts';

/** One alarm with its state and its running delay. Times are source times of the alarm's tag. */
export class TrackedAlarm {
  readonly definition: AlarmDefinition;
  /** Last value of the tag, good or bad. */
  lastValue: TagValue = null;
  #state: AlarmState = 'normal';
  #value: TagValue = null;
  #raisedAt: Instant | null = null;
  #returnedAt: Instant | null = null;
  #acknowledgedAt: Instant | null = null;
  #acknowledgedBy: string | null = null;
  #comment: string | null = null;
  /** When the delay now running began; null if the condition agrees with the state. */
  #pendingSince: number | null = null;
  /** A delay cannot have run out before this: the condition was unknown until then. */
  #notBefore = -Infinity;
  #isHeld = false;

  constructor(definition: AlarmDefinition) {
    this.definition = definition;
  }

  get isOn(): boolean {
    return isConditionOn(this.#state);
  }

  get isPending(): boolean {
    return this.#pendingSince !== null;
  }

  get state(): AlarmState {
    return this.#state;
  }

  /** The process cannot be judged now: state and delay are held, and no delay runs out. */
  hold(): void {
    this.#isHeld = true;
  }

  /** Forgets the running delay, when the source's clock was set back. */
  forgetDelay(): void {
    this.#pendingSince = null;
    this.#notBefore = -Infinity;
  }

  /** Takes note of the condition as judged at a time; call `runOut` before and after. */
  observe(condition: boolean, at: number): void {
    if (this.#isHeld) this.#notBefore = at;
    this.#isHeld = false;
    if (condition === this.isOn) this.#pendingSince = null;
    else this.#pendingSince ??= at;
  }

  /** Lets the delay run out if it is over by `at`; returns the transition or null. */
  runOut(at: number): AlarmTransition | null {
    if (this.#pendingSince === null || this.#isHeld) return null;
    const { onDelaySeconds, offDelaySeconds } = this.definition;
    const delay = (this.isOn ? offDelaySeconds : onDelaySeconds) * 1000;
    const due = Math.max(this.#pendingSince + delay, this.#notBefore);
    if (due > at) return null;
    this.#pendingSince = null;
    return this.#step(this.isOn ? 'condition-off' : 'condition-on', due as Instant, null, null);
  }

  /** Null if there is nothing to acknowledge in this state. */
  acknowledge(actor: string, comment: string | null, at: Instant): AlarmTransition | null {
    return this.#step('acknowledge', at, actor, comment);
  }

  status(): AlarmStatus {
    return {
      definition: this.definition,
      state: this.#state,
      raisedAt: this.#raisedAt,
      returnedAt: this.#returnedAt,
      acknowledgedAt: this.#acknowledgedAt,
      acknowledgedBy: this.#acknowledgedBy,
      comment: this.#comment,
      value: this.#value,
    };
  }

  /** Takes over a state kept across a restart; it holds until a sample says otherwise. */
  restore(status: AlarmStatus): void {
    this.#state = status.state;
    this.#raisedAt = status.raisedAt;
    this.#returnedAt = status.returnedAt;
    this.#acknowledgedAt = status.acknowledgedAt;
    this.#acknowledgedBy = status.acknowledgedBy;
    this.#comment = status.comment;
    this.#value = status.value;
    this.lastValue = status.value;
    this.#pendingSince = null;
  }

  #step(on: AlarmInput, at: Instant, actor: string | null, comment: string | null): AlarmTransition | null {
    const { id, tag, priority, message, isLatched } = this.definition;
    const rule = ruleFor(this.#state, on, isLatched);
    if (!rule) return null;
    this.#state = rule.to;
    if (on === 'condition-on') {
      this.#raisedAt = at;
      this.#returnedAt = this.#acknowledgedAt = this.#acknowledgedBy = this.#comment = null;
      this.#value = this.lastValue;
    } else if (on === 'condition-off') this.#returnedAt = at;
    else {
      this.#acknowledgedAt = at;
      this.#acknowledgedBy = actor;
      this.#comment = comment;
    }
    const { event, from, to } = rule;
    return { at, alarm: id, tag, priority, message, event, from, to, value: this.lastValue, actor, comment };
  }
}
