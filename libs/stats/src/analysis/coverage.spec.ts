import { describe, expect, it } from 'vitest';
import { gaussian, type RandomStream } from '@veinline/base';
import { StreamFamily } from '../random/index.ts';
import { batchMeans } from './batch-means.ts';
import { meanInterval, pairedInterval, type Interval } from './interval.ts';
import { nSkart } from './n-skart.ts';
import { quantileInterval } from './quantile.ts';

const macroReplications = 1000;

/** Share of macro-replications whose interval holds the truth. */
function coverage(truth: number, interval: (stream: RandomStream) => Interval): number {
  let covered = 0;
  for (let replication = 0; replication < macroReplications; replication++) {
    const stream = new StreamFamily({ seed: 20_260, replication }).stream('coverage');
    const { low, high } = interval(stream);
    if (low <= truth && truth <= high) covered++;
  }
  return covered / macroReplications;
}

/** Four standard errors of a share over the macro-replications. */
const tolerance = (p: number): number => 4 * Math.sqrt((p * (1 - p)) / macroReplications);

const exponential = (stream: RandomStream, mean: number): number => -mean * Math.log(1 - stream.next());

/** Waiting times of M/M/1 with mean service 1 by Lindley's recursion, from an empty system. */
function waitingTimes(stream: RandomStream, load: number, customers: number): Float64Array {
  const waits = new Float64Array(customers);
  let wait = 0;
  for (let i = 0; i < customers; i++) {
    waits[i] = wait;
    wait = Math.max(0, wait + exponential(stream, 1) - exponential(stream, 1 / load));
  }
  return waits;
}

/** A stationary normal first-order autoregression of mean 5, or one that starts far from it. */
function autoregression(stream: RandomStream, phi: number, n: number, start?: number): Float64Array {
  const values = new Float64Array(n);
  let x = start ?? gaussian(stream) / Math.sqrt(1 - phi * phi);
  for (let i = 0; i < n; i++) {
    values[i] = 5 + x;
    x = phi * x + gaussian(stream);
  }
  return values;
}

describe('the t interval', () => {
  it.each([0.8, 0.95])('covers the mean of ten normal values with probability %f', (confidence) => {
    const share = coverage(3, (stream) =>
      meanInterval(
        Array.from({ length: 10 }, () => 3 + 2 * gaussian(stream)),
        confidence,
      ),
    );
    expect(Math.abs(share - confidence)).toBeLessThan(tolerance(confidence));
  });

  it('covers the mean of 200 exponential values with probability 0.95', () => {
    const share = coverage(1, (stream) =>
      meanInterval(Array.from({ length: 200 }, () => exponential(stream, 1))),
    );
    expect(Math.abs(share - 0.95)).toBeLessThan(tolerance(0.95));
  });

  it('covers a difference of two correlated systems when paired', () => {
    const share = coverage(0.5, (stream) => {
      const common = Array.from({ length: 15 }, () => 10 * gaussian(stream));
      return pairedInterval(
        common.map((x) => x + 0.5 + gaussian(stream)),
        common.map((x) => x + gaussian(stream)),
        0.9,
      );
    });
    expect(Math.abs(share - 0.9)).toBeLessThan(tolerance(0.9));
  });
});

describe('the order-statistic interval', () => {
  it('covers the 0.8 quantile of an exponential output exactly as often as it says', () => {
    let promised = 0;
    const share = coverage(Math.log(5), (stream) => {
      const result = quantileInterval(
        Array.from({ length: 60 }, () => exponential(stream, 1)),
        0.8,
      );
      promised = result.coverage;
      return result;
    });
    expect(Math.abs(share - promised)).toBeLessThan(tolerance(promised));
  });
});

describe('batch means', () => {
  it('cover the mean of an autoregression when its batches are long', () => {
    // Batches of 200 with φ = 0.6: their lag-1 correlation is below 0.01.
    const share = coverage(5, (stream) => batchMeans(autoregression(stream, 0.6, 2000), { batches: 10 }));
    expect(Math.abs(share - 0.95)).toBeLessThan(tolerance(0.95));
  });

  it.each([
    [320, 5, 0.69],
    [320, 20, 0.49],
    [1280, 10, 0.74],
    [2560, 5, 0.798],
    [2560, 20, 0.753],
  ])(
    'cover the delay in M/M/1 at load 0.8 as published: %i customers in %i batches',
    (customers, batches, published) => {
      // Law, Simulation Modeling and Analysis, chapter 9: estimated coverage of 90 % intervals over 400 experiments.
      const share = coverage(4, (stream) =>
        batchMeans(waitingTimes(stream, 0.8, customers), { batches, confidence: 0.9 }),
      );
      const error = Math.sqrt(published * (1 - published) * (1 / 400 + 1 / macroReplications));
      expect(Math.abs(share - published)).toBeLessThan(4 * error);
    },
  );

  it('say so when their batches are too short to be independent', () => {
    const stream = new StreamFamily({ seed: 1 }).stream('batches');
    const values = autoregression(stream, 0.95, 4000);
    expect(batchMeans(values, { batches: 400 }).batchesIndependent).toBe(false);
    expect(batchMeans(values, { batches: 400 }).lag1).toBeGreaterThan(0.4);
    expect(batchMeans(values, { batches: 10 }).batchesIndependent).toBe(true);
  });
});

describe('N-Skart', () => {
  // The procedure means to cover at least as often as it says; it is conservative on short, skewed series.
  const atLeast = (share: number, confidence: number): void => {
    expect(share).toBeGreaterThan(confidence - tolerance(confidence));
    expect(share).toBeLessThan(confidence + 0.08);
  };

  it('covers the mean of independent exponential values', () => {
    atLeast(
      coverage(1, (stream) =>
        nSkart(
          Array.from({ length: 5120 }, () => exponential(stream, 1)),
          0.9,
        ),
      ),
      0.9,
    );
  });

  it('covers the mean of an autoregression that starts 40 standard deviations away', () => {
    atLeast(
      coverage(5, (stream) => nSkart(autoregression(stream, 0.9, 5120, 100), 0.9)),
      0.9,
    );
  });

  it('covers the delay in M/M/1 at load 0.8 from an empty start', () => {
    atLeast(
      coverage(4, (stream) => nSkart(waitingTimes(stream, 0.8, 20_480), 0.9)),
      0.9,
    );
  });
});
