import { VeinlineError, type Clock } from '@veinline/base';
import type { BrowseView, ConnectorView } from '@veinline/contracts';
import { statusName, type ConnectorDefinition } from '@veinline/plant';
import type { ConnectorFeed } from '../ingest/connector-feed.ts';

const mostEntries = 5_000;

/** What the Connectors page is told. */
export class ConnectorDesk {
  readonly #feeds: () => readonly ConnectorFeed[];
  readonly #definitions: readonly ConnectorDefinition[];
  readonly #clock: Clock;

  constructor(
    feeds: () => readonly ConnectorFeed[],
    definitions: readonly ConnectorDefinition[],
    clock: Clock,
  ) {
    this.#feeds = feeds;
    this.#definitions = definitions;
    this.#clock = clock;
  }

  list(): ConnectorView[] {
    return this.#definitions.flatMap((definition) => {
      const feed = this.#feed(definition.id);
      return feed === undefined ? [] : [this.#view(definition, feed)];
    });
  }

  /** One level below an address; at most 5,000 entries. @throws VeinlineError CONNECTOR_UNKNOWN */
  async browse(id: string, below: string | undefined, signal: AbortSignal): Promise<BrowseView> {
    const feed = this.#feed(id);
    if (feed === undefined) {
      throw new VeinlineError('CONNECTOR_UNKNOWN', `There is no connector "${id}".`, {
        hint: `Known: ${this.#definitions.map((d) => d.id).join(', ')}.`,
      });
    }
    const entries: BrowseView['entries'] = [];
    for await (const entry of feed.connector.browse({
      depth: 1,
      signal,
      ...(below === undefined ? {} : { below }),
    })) {
      const { range, ...rest } = entry;
      entries.push({
        ...rest,
        ...(range && { range: [range[0], range[1]] }),
        tag: feed.tagsAt(entry.address)[0] ?? null,
      });
      if (entries.length >= mostEntries) break;
    }
    return { entries };
  }

  #feed(id: string): ConnectorFeed | undefined {
    return this.#feeds().find((feed) => feed.connector.id === id);
  }

  #view(definition: ConnectorDefinition, feed: ConnectorFeed): ConnectorView {
    const status = feed.connector.status();
    const now = this.#clock.now();
    const p50 = feed.queue.latency.quantile(0.5, now);
    const p99 = feed.queue.latency.quantile(0.99, now);
    return {
      id: definition.id,
      kind: definition.kind,
      timeSource: definition.timeSource,
      endpoint: endpointOf(definition),
      state: status.state,
      since: status.since,
      lastError: status.lastError && { ...status.lastError },
      tags: feed.tags.length,
      samples: status.samples,
      samplesPerSecond: feed.samplesPerSecond(),
      latencyMs: p50 === null || p99 === null ? null : { p50, p99 },
      reconnects: status.reconnects,
      rejected: status.rejected,
      lost: status.lost,
      badAddresses: status.badAddresses.map((bad) => ({ ...bad, statusName: statusName(bad.status) })),
      gaps: feed.gaps.map((gap) => ({ ...gap })),
      facts: { ...status.facts },
    };
  }
}

/** The endpoint without credentials. */
function endpointOf(definition: ConnectorDefinition): string {
  const { endpoint, url, file } = definition.settings;
  const text = String(endpoint ?? url ?? file ?? '');
  return text.replace(/\/\/[^/@]*@/, '//');
}
