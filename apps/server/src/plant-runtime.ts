import { join } from 'node:path';
import type { Clock } from '@veinline/base';
import type { Historian } from '@veinline/historian';
import type { ConnectorDefinition, Gap, PlantModel, TagId, TagSample } from '@veinline/plant';
import { randomUUID } from 'node:crypto';
import { createConnector } from './connect/connector-factory.ts';
import { ConnectorDesk } from './connect/connector-desk.ts';
import { ConnectorFeed } from './ingest/connector-feed.ts';
import { LatestValues } from './ingest/latest-values.ts';
import { AlarmDesk } from './operate/alarm-desk.ts';
import { LiveHub } from './operate/live-hub.ts';
import { PlantDirectory } from './operate/plant-directory.ts';
import type { Logger } from './platform/logger.ts';
import type { Settings } from './platform/settings.ts';
import type { Telemetry } from './platform/telemetry.ts';

const hour = 3_600_000;

/** What a runtime is made of. */
export interface RuntimeParts {
  readonly model: PlantModel;
  readonly historian: Historian;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly log: Logger;
}

/** The plant at work: connectors feed screens, alarms and historian. Plain objects; Nest only hands them out. */
export class PlantRuntime {
  readonly directory: PlantDirectory;
  readonly latest: LatestValues;
  readonly alarms: AlarmDesk;
  readonly live: LiveHub;
  readonly connectors: ConnectorDesk;
  readonly #parts: RuntimeParts;
  #feeds: readonly ConnectorFeed[] = [];
  #retention: NodeJS.Timeout | null = null;

  constructor(parts: RuntimeParts) {
    const { model, historian, clock, log, telemetry } = parts;
    this.#parts = parts;
    this.directory = new PlantDirectory(model);
    this.latest = new LatestValues(clock);
    this.alarms = new AlarmDesk({ directory: this.directory, historian, clock, log });
    this.live = new LiveHub(
      { latest: this.latest, alarms: () => this.alarms.list(), alarmVersion: () => this.alarms.version },
      clock,
      telemetry,
    );
    this.connectors = new ConnectorDesk(() => this.#feeds, model.connectors, clock);
  }

  /** Restores what was known before and starts all connectors in the background. */
  async start(): Promise<void> {
    const { historian, directory } = { historian: this.#parts.historian, directory: this.directory };
    const last = await historian.last(directory.model.tags.map((tag) => tag.id as TagId));
    for (const sample of last.values()) this.latest.update(sample);
    await this.alarms.start();
    this.#feeds = await Promise.all(directory.model.connectors.map((definition) => this.#feedOf(definition)));
    for (const feed of this.#feeds) feed.start();
    if (this.#parts.settings.retentionDays !== undefined) {
      this.#retention = setInterval(() => void this.#retain(), hour).unref();
      void this.#retain();
    }
  }

  /** Stops in the order of the flow, so that what was received is stored. */
  async stop(): Promise<void> {
    if (this.#retention !== null) clearInterval(this.#retention);
    this.live.stop();
    await Promise.all(this.#feeds.map((feed) => feed.stop()));
    await this.alarms.stop();
    await this.#parts.historian.stop();
  }

  async #feedOf(definition: ConnectorDefinition): Promise<ConnectorFeed> {
    const { model, historian, clock, log, telemetry, settings } = this.#parts;
    const connector = await createConnector(definition, {
      clock,
      dataFolder: join(settings.data, 'connectors'),
    });
    const tags = model.tags.filter((tag) => tag.connector === definition.id);
    const onSamples = (samples: readonly TagSample[]): void => this.#take(samples);
    const onGap = (gap: Gap): void => this.#journal(gap);
    return new ConnectorFeed(connector, tags, { historian, clock, telemetry, log, onSamples, onGap });
  }

  #take(samples: readonly TagSample[]): void {
    for (const sample of samples) this.latest.update(sample);
    this.alarms.evaluate(samples);
  }

  #journal(gap: Gap): void {
    const { historian, clock, log } = this.#parts;
    const isOver = gap.to !== null;
    const entry = {
      id: randomUUID(),
      at: clock.now(),
      category: 'connector',
      event: isOver ? 'gap-closed' : 'gap-opened',
      subject: gap.address === null ? gap.connector : `${gap.connector} ${gap.address}`,
      priority: null,
      message: gap.cause,
      actor: null,
      details: { from: gap.from, to: gap.to },
    };
    log.warn(
      { connector: gap.connector, address: gap.address, from: gap.from, to: gap.to, cause: gap.cause },
      `connector.${entry.event}`,
    );
    historian.appendJournal([entry]).catch((error: unknown) => log.error({ err: error }, 'journal.refused'));
  }

  async #retain(): Promise<void> {
    const { historian, clock, log, settings } = this.#parts;
    const olderThan = clock.now() - (settings.retentionDays ?? Infinity) * 24 * hour;
    try {
      const { removed } = await historian.retain(olderThan as ReturnType<Clock['now']>);
      if (removed > 0) log.info({ removed, olderThan }, 'historian.retained');
    } catch (error) {
      log.error({ err: error }, 'historian.retention_failed');
    }
  }
}
