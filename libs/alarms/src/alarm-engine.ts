import type { AlarmDefinition, TagId, TagSample } from '@veinline/plant';
import type { AlarmStatus, AlarmTransition } from './alarm.ts';
import { isBeyond, isUsable, judgedNumber } from './alarm-condition.ts';
import type { Instant } from '@veinline/base';
import { RateWindow } from './rate-window.ts';
import { TrackedAlarm } from './tracked-alarm.ts';
import { Status } from '@veinline/plant';

export interface AlarmEngineOptions {
  /** Seconds over which a rate of change is fitted; 60 unless told. */
  readonly rateWindowSeconds?: number;
}

/** An acknowledgement that was taken, or why it was not. */
export type AcknowledgeResult =
  | { readonly ok: true; readonly transition: AlarmTransition }
  | { readonly ok: false; readonly reason: string };

/** What the engine knows of a tag that has alarms or is the set point of one. */
interface WatchedTag {
  readonly alarms: TrackedAlarm[];
  /** Deviation alarms of other tags that take their set point from this one. */
  readonly dependants: TrackedAlarm[];
  readonly rate: RateWindow | null;
  /** Last number that could be judged; null while the tag cannot be. */
  number: number | null;
  /** Time up to which the tag was judged, on the source's clock; never runs back unless that clock does. */
  time: number;
  /** Source time of the last sample that the source itself gave. */
  sourceTime: number;
  sequence: number;
  receiveTime: number;
  /** Source time of the last sample refused as older. */
  refusedTime: number;
  /** True after Bad_NoCommunication. */
  isLost: boolean;
}

/** After so long without a sample in order, older source times mean that the source's clock was set back. */
const clockStepMs = 10_000;
const none: readonly AlarmTransition[] = [];

/**
 * Evaluates samples against alarm definitions (ISA-18.2). Delays run in the source time of the tag, so neither
 * transport delay nor the moment of a tick changes when an alarm is raised. No I/O, no clock of its own.
 */
export class AlarmEngine {
  readonly #tags = new Map<TagId, WatchedTag>();
  readonly #alarms = new Map<string, TrackedAlarm>();
  readonly #pending = new Set<TrackedAlarm>();

  constructor(definitions: Iterable<AlarmDefinition>, { rateWindowSeconds = 60 }: AlarmEngineOptions = {}) {
    const all = [...definitions];
    const rated = new Set(all.filter(({ type }) => type === 'rate-of-change').map(({ tag }) => tag));
    const watch = (id: TagId): WatchedTag => {
      const tag = this.#tags.get(id) ?? unseenTag(rated.has(id) ? new RateWindow(rateWindowSeconds) : null);
      this.#tags.set(id, tag);
      return tag;
    };
    for (const definition of all) {
      const alarm = new TrackedAlarm(definition);
      this.#alarms.set(definition.id, alarm);
      watch(definition.tag).alarms.push(alarm);
      if (typeof definition.setpoint === 'string') watch(definition.setpoint).dependants.push(alarm);
    }
  }

  /** Judges one sample; returns the transitions it causes, in order, mostly none. */
  evaluate(sample: TagSample): readonly AlarmTransition[] {
    const tag = this.#tags.get(sample.tag);
    if (!tag || sample.historical === true || !accept(tag, sample)) return none;
    const number = judgedNumber(sample);
    const transitions: AlarmTransition[] = [];
    const at = tag.time;
    // What was pending runs out before the new sample counts: until then the last value held.
    for (const alarm of tag.alarms) this.#runOut(alarm, at, transitions);
    if (number === null) tag.rate?.clear();
    else tag.rate?.add(at, number);
    tag.number = number;
    for (const alarm of tag.alarms) {
      alarm.lastValue = sample.value;
      this.#observe(alarm, tag, !isUsable(sample), at);
      this.#runOut(alarm, at, transitions);
    }
    for (const alarm of tag.dependants) this.#setpointChanged(alarm, at, transitions);
    return transitions;
  }

  /**
   * Lets delays run out without new samples; `now` is the clock that stamps `receiveTime`. Call it every second or
   * so; a rarer tick reports later but dates the same.
   */
  tick(now: Instant): readonly AlarmTransition[] {
    if (this.#pending.size === 0) return none;
    const transitions: AlarmTransition[] = [];
    for (const alarm of [...this.#pending]) {
      const tag = this.#tags.get(alarm.definition.tag);
      if (tag) this.#runOut(alarm, now - (tag.receiveTime - tag.time), transitions);
    }
    return transitions.sort((a, b) => a.at - b.at);
  }

  /** Acknowledges one alarm; refused if it is unknown, normal or acknowledged already. */
  acknowledge(id: string, actor: string, comment: string | null, at: Instant): AcknowledgeResult {
    const alarm = this.#alarms.get(id);
    if (!alarm) return { ok: false, reason: `There is no alarm ${id}.` };
    const { state } = alarm;
    const transition = alarm.acknowledge(actor, comment, at);
    if (transition) return { ok: true, transition };
    const by = alarm.status().acknowledgedBy;
    const why = state === 'normal' ? 'is normal' : `was acknowledged by ${by ?? 'somebody'} already`;
    return { ok: false, reason: `${id} ${why}.` };
  }

  /** Every alarm that is not normal, in the order of the definitions. */
  active(): AlarmStatus[] {
    return [...this.#alarms.values()]
      .filter(({ state }) => state !== 'normal')
      .map((alarm) => alarm.status());
  }

  /** The state of one alarm, normal or not; undefined if there is none with this id. */
  status(id: string): AlarmStatus | undefined {
    return this.#alarms.get(id)?.status();
  }

  /** Takes over states kept across a restart, under the present definitions; returns the ids it does not know. */
  restore(statuses: Iterable<AlarmStatus>): string[] {
    const unknown: string[] = [];
    for (const status of statuses) {
      const alarm = this.#alarms.get(status.definition.id);
      if (alarm) alarm.restore(status);
      else unknown.push(status.definition.id);
    }
    return unknown;
  }

  #observe(alarm: TrackedAlarm, tag: WatchedTag, isBad: boolean, at: number): void {
    const { definition } = alarm;
    if (definition.type === 'bad-quality') {
      alarm.observe(isBad, at);
      return;
    }
    const measure = this.#measure(definition, tag);
    if (measure === null) alarm.hold();
    else alarm.observe(isBeyond(definition, measure, alarm.isOn), at);
  }

  #measure({ type, setpoint }: AlarmDefinition, tag: WatchedTag): number | null {
    if (tag.number === null) return null;
    if (type === 'rate-of-change') {
      const slope = tag.rate?.slope() ?? null;
      return slope === null ? null : Math.abs(slope);
    }
    if (type !== 'deviation') return tag.number;
    const target = typeof setpoint === 'string' ? (this.#tags.get(setpoint)?.number ?? null) : setpoint;
    return target === null ? null : Math.abs(tag.number - target);
  }

  /** Judged at the later of the two source times: the alarm's own time never runs back. */
  #setpointChanged(alarm: TrackedAlarm, setpointTime: number, transitions: AlarmTransition[]): void {
    const tag = this.#tags.get(alarm.definition.tag);
    if (!tag || tag.time === -Infinity) return;
    const at = Math.max(setpointTime, tag.time);
    this.#runOut(alarm, at, transitions);
    this.#observe(alarm, tag, false, at);
    this.#runOut(alarm, at, transitions);
  }

  #runOut(alarm: TrackedAlarm, at: number, transitions: AlarmTransition[]): void {
    const transition = alarm.runOut(at);
    if (transition) transitions.push(transition);
    if (alarm.isPending) this.#pending.add(alarm);
    else this.#pending.delete(alarm);
  }
}

function unseenTag(rate: RateWindow | null): WatchedTag {
  const times = { time: -Infinity, sourceTime: -Infinity, receiveTime: -Infinity, refusedTime: Infinity };
  return { alarms: [], dependants: [], rate, number: null, ...times, sequence: -1, isLost: false };
}

/**
 * Moves the tag's time to the sample's, or refuses a sample that is older than the last one.
 *
 * Bad_NoCommunication is the connector's own word, not the source's: it always counts, at the present source time
 * as far as that is known, and the first value after it counts whatever its age, since a source that reports by
 * exception then repeats an old value.
 */
function accept(tag: WatchedTag, { sourceTime, sequence, receiveTime, status }: TagSample): boolean {
  const present = tag.time === -Infinity ? sourceTime : receiveTime - (tag.receiveTime - tag.time);
  if ((status & 0xffff0000) >>> 0 === Status.BadNoCommunication) {
    tag.isLost = true;
    tag.time = Math.max(tag.time, present);
    tag.receiveTime = receiveTime;
    return true;
  }
  if (tag.isLost) tag.time = Math.max(tag.time, present, sourceTime);
  else if (sourceTime < tag.sourceTime) {
    const wasSetBack = receiveTime - tag.receiveTime >= clockStepMs && sourceTime > tag.refusedTime;
    tag.refusedTime = sourceTime;
    if (!wasSetBack) return false;
    tag.rate?.clear();
    for (const alarm of tag.alarms) alarm.forgetDelay();
    tag.time = sourceTime;
  } else if (sourceTime === tag.sourceTime && sequence < tag.sequence) return false;
  else tag.time = Math.max(tag.time, sourceTime);
  tag.isLost = false;
  tag.refusedTime = Infinity;
  tag.sourceTime = sourceTime;
  tag.sequence = sequence;
  tag.receiveTime = receiveTime;
  return true;
}
