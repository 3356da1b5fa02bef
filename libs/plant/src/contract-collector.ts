import type { ConnectorEvent } from './connector.ts';
import type { Address, Gap, Sample } from './sample.ts';

/** Consumes a subscription into lists, for assertions. */
export class Collector {
  readonly events: ConnectorEvent[] = [];
  /** True once the iterable completed. */
  hasEnded = false;
  /** What the iterable threw, undefined if nothing. */
  failure: unknown;

  constructor(events: AsyncIterable<ConnectorEvent>) {
    void this.#consume(events);
  }

  get samples(): readonly Sample[] {
    return this.events.flatMap((event) => (event.kind === 'samples' ? event.samples : []));
  }

  get gaps(): readonly Gap[] {
    return this.events.flatMap((event) => (event.kind === 'gap' ? [event.gap] : []));
  }

  /** The samples of one address, in the order they came. */
  of(address: Address): readonly Sample[] {
    return this.samples.filter((sample) => sample.address === address);
  }

  async #consume(events: AsyncIterable<ConnectorEvent>): Promise<void> {
    try {
      for await (const event of events) this.events.push(event);
    } catch (thrown) {
      this.failure = thrown;
    }
    this.hasEnded = true;
  }
}
