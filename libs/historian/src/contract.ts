import { afterEach, beforeEach, describe } from 'vitest';
import { bucketContract } from './contract-buckets.ts';
import { recordContract } from './contract-records.ts';
import { sampleContract } from './contract-samples.ts';
import { valueContract } from './contract-values.ts';
import type { Historian } from './historian.ts';

/** What an adapter gives the suite: a fresh, empty historian not yet started, and how to clean up after it. */
export interface HistorianUnderTest {
  readonly historian: Historian;
  /** The same store opened anew, to see what survived; called after the first historian was stopped. */
  reopen(): Historian;
  dispose(): Promise<void>;
}

/**
 * The promises every historian keeps, as a vitest suite: call it in the adapter's spec.
 *
 * @example
 * historianContract('DuckDB', async () => ({ historian, reopen, dispose }));
 */
export function historianContract(name: string, create: () => Promise<HistorianUnderTest>): void {
  describe(`${name} keeps the historian contract`, () => {
    let subject: HistorianUnderTest;
    let current: Historian;

    beforeEach(async () => {
      subject = await create();
      current = subject.historian;
      await current.start();
    });

    afterEach(async () => {
      await current.stop();
      await subject.dispose();
    });

    const historian = () => current;
    const restart = async () => {
      await current.stop();
      current = subject.reopen();
      await current.start();
    };
    sampleContract(historian, restart);
    valueContract(historian, restart);
    bucketContract(historian);
    recordContract(historian, restart);
  });
}
