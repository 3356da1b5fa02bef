import { randomUUID } from 'node:crypto';
import { AlarmEngine, type AlarmStatus, type AlarmTransition } from '@veinline/alarms';
import { messageOf, type Clock } from '@veinline/base';
import type { Acknowledged, AlarmView } from '@veinline/contracts';
import type { Historian, JournalEntry } from '@veinline/historian';
import type { AlarmDefinition, Tag, TagSample } from '@veinline/plant';
import { toJsonValue } from '../ingest/json-value.ts';
import type { Logger } from '../platform/logger.ts';
import { statusesFromJournal } from './alarm-memory.ts';
import type { PlantDirectory } from './plant-directory.ts';

/** What the desk is made of. */
export interface AlarmDeskParts {
  readonly directory: PlantDirectory;
  readonly historian: Historian;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Runs the alarm engine on the live samples and keeps its journal in the historian. */
export class AlarmDesk {
  readonly startedAt: number;
  readonly #engine: AlarmEngine;
  readonly #parts: AlarmDeskParts;
  readonly #tags: ReadonlyMap<string, Tag>;
  readonly #definitions: ReadonlyMap<string, AlarmDefinition>;
  #version = 0;
  #unwritten: JournalEntry[] = [];
  #writing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: AlarmDeskParts) {
    this.#parts = parts;
    this.startedAt = parts.clock.now();
    const { tags } = parts.directory.model;
    const definitions = tags.flatMap((tag) => tag.alarms);
    this.#engine = new AlarmEngine(definitions);
    this.#definitions = new Map(definitions.map((definition) => [definition.id, definition]));
    this.#tags = new Map(tags.map((tag) => [tag.id, tag]));
  }

  /** Grows with every change of the list. */
  get version(): number {
    return this.#version;
  }

  /** Restores what was raised and acknowledged before, then starts the second hand that ends delays. */
  async start(): Promise<void> {
    const { historian, clock } = this.#parts;
    this.#engine.restore(await statusesFromJournal(historian, this.#definitions, clock.now()));
    this.#timer = setInterval(() => this.#take(this.#engine.tick(this.#parts.clock.now())), 500).unref();
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#write();
  }

  evaluate(samples: readonly TagSample[]): void {
    for (const sample of samples) this.#take(this.#engine.evaluate(sample));
  }

  /** Every alarm that is not normal: unacknowledged first, then by priority, newest first. */
  list(): AlarmView[] {
    return this.#engine
      .active()
      .map((status) => this.#view(status))
      .sort((a, b) => rank(a) - rank(b) || a.priority - b.priority || (b.raisedAt ?? 0) - (a.raisedAt ?? 0));
  }

  acknowledge(ids: readonly string[], actor: string, comment: string | null): Acknowledged {
    const acknowledged: string[] = [];
    const refused: { id: string; reason: string }[] = [];
    for (const id of ids) {
      const result = this.#engine.acknowledge(id, actor, comment, this.#parts.clock.now());
      if (result.ok) {
        acknowledged.push(id);
        this.#take([result.transition]);
      } else {
        refused.push({ id, reason: result.reason });
      }
    }
    return { acknowledged, refused };
  }

  #take(transitions: readonly AlarmTransition[]): void {
    if (transitions.length === 0) return;
    this.#version++;
    for (const transition of transitions) this.#unwritten.push(this.#entry(transition));
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
  }

  async #write(): Promise<void> {
    while (this.#unwritten.length > 0) {
      const entries = this.#unwritten;
      this.#unwritten = [];
      try {
        await this.#parts.historian.appendJournal(entries);
      } catch (error) {
        this.#parts.log.error({ entries: entries.length, reason: messageOf(error) }, 'journal.refused');
        this.#unwritten = [...entries, ...this.#unwritten];
        return;
      }
    }
  }

  #entry(transition: AlarmTransition): JournalEntry {
    const { at, alarm, event, priority, message, actor, from, to, value, comment } = transition;
    const limit = this.#definitions.get(alarm)?.limit ?? null;
    const details = { from, to, value: toJsonValue(value), limit, comment };
    return {
      id: randomUUID(),
      at,
      category: 'alarm',
      event,
      subject: alarm,
      priority,
      message,
      actor,
      details,
    };
  }

  #view({ definition, ...status }: AlarmStatus): AlarmView {
    const { id, tag, type, priority, limit, message, consequence, response } = definition;
    const known = this.#tags.get(tag);
    return {
      ...status,
      id,
      tag,
      type,
      priority,
      limit,
      message,
      consequence,
      response,
      value: toJsonValue(status.value),
      equipment: known?.equipment ?? '',
      unit: known?.unit ?? '',
    };
  }
}

function rank(alarm: AlarmView): number {
  return alarm.state === 'acknowledged-active' || alarm.state === 'latched-acknowledged' ? 1 : 0;
}
