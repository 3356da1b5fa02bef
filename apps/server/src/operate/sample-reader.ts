import type { Instant } from '@veinline/base';
import type { SamplesView } from '@veinline/contracts';
import type { Historian } from '@veinline/historian';
import { qualityOf } from '@veinline/plant';
import { toJsonValue } from '../ingest/json-value.ts';
import type { PlantDirectory } from './plant-directory.ts';
import type { SamplesQuery } from './queries.ts';

/** Answers /api/samples from the historian. */
export class SampleReader {
  readonly #directory: PlantDirectory;
  readonly #historian: Historian;

  constructor(directory: PlantDirectory, historian: Historian) {
    this.#directory = directory;
    this.#historian = historian;
  }

  /** @throws VeinlineError TAG_UNKNOWN */
  async read(query: SamplesQuery): Promise<SamplesView> {
    const tag = this.#directory.tag(query.tag);
    const range = { from: query.from as Instant, to: query.to as Instant };
    const connectorGaps = await this.#historian.gaps({ ...range, connector: tag.connector });
    const gaps = connectorGaps.filter((gap) => gap.address === null || gap.address === tag.address);
    const head = {
      tag: tag.id,
      ...range,
      timeSource: this.#directory.timeSourceOf(tag),
      gaps: gaps.map((gap) => ({ ...gap })),
    };
    if (query.buckets !== undefined) {
      const buckets = await this.#historian.buckets({ tag: tag.id, ...range, buckets: query.buckets });
      return { ...head, buckets: buckets.map((bucket) => ({ ...bucket })) };
    }
    const samples = await this.#historian.raw({ tag: tag.id, ...range, limit: query.limit + 1 });
    return {
      ...head,
      isTruncated: samples.length > query.limit,
      samples: samples.slice(0, query.limit).map((sample) => ({
        at: sample.sourceTime,
        value: toJsonValue(sample.value),
        quality: qualityOf(sample.status),
        status: sample.status,
        serverTime: sample.serverTime,
        receiveTime: sample.receiveTime,
      })),
    };
  }
}
