/*
 * As many replications as a precision takes, and a hash that says two runs are the same.
 *
 * The model is an M/D/1 queue: load 0.8, service of exactly 1 minute. By Pollaczek and Khinchine the mean wait is
 * 0.8 / (2 x 0.2) = 2 minutes in the long run; a replication starts with an empty queue, which 2,000 minutes of warm-up
 * make forgotten. The experiment decides after 20, 30, 40, ... replications whether the half-width of the 95 % interval is
 * 0.03 minutes or less; a replication has a standard deviation of some 0.17, so (1.96 x 0.17 / 0.03)^2, about 120, should do.
 * Running it again must give the same hash, and another seed another one. The interval should hold
 * the truth, as 19 of 20 such intervals do.
 */
import type { Process } from '@veinline/des';
import { InlineRunner, defineExperiment, defineModel, runExperiment } from '@veinline/experiment';
import { z } from 'zod';

const filling = defineModel({
  id: 'filling-station',
  version: '1.0.0',
  title: 'Filling station',
  description: 'One filler, vials that come at random.',
  timeUnit: 'minutes',
  parameters: z.strictObject({
    load: z.number().positive().lt(1).default(0.8).describe('the load, above 0 and below 1'),
  }),
  outputs: {
    waitMean: { unit: 'min', description: 'Mean wait for the filler' },
    busy: { unit: '%', description: 'Filler in use' },
  },
  build({ load }, { simulation }) {
    const filler = simulation.resource('filler', { capacity: 1 });
    const gap = simulation.sampler('arrivals', { type: 'exponential', mean: 1 / load });
    function* vial(p: Process) {
      yield filler.seize(p);
      yield p.hold(1);
      filler.release(p);
    }
    function* belt(p: Process) {
      for (;;) {
        yield p.hold(gap());
        simulation.spawn(vial);
      }
    }
    return {
      run() {
        simulation.spawn(belt);
        simulation.run(2_000);
        simulation.resetStatistics();
        simulation.run(12_000);
      },
      outputs: () => ({ waitMean: filler.wait.mean, busy: 100 * filler.utilisation }),
    };
  },
});

const runner = new InlineRunner([filling]);
const run = (seed: number) =>
  runExperiment(
    defineExperiment({
      model: filling,
      settings: { replications: 20, seed, precision: { output: 'waitMean', halfWidth: 0.03, batch: 10 } },
    }),
    { runner },
  );

const first = await run(1);
const again = await run(1);
const other = await run(2);
for (const { manifest, summary, isPreciseEnough, experiment } of [first, other]) {
  const { mean, halfWidth, low, high } = summary['waitMean']!.interval!;
  console.log(
    `seed ${experiment.settings.seed}: ${manifest.replications} replications, precise enough: ${isPreciseEnough}`,
  );
  console.log(
    `  mean wait ${mean.toFixed(3)} ± ${halfWidth.toFixed(3)} min, holds 2: ${low <= 2 && 2 <= high}`,
  );
  console.log(`  filler busy ${summary['busy']!.interval!.mean.toFixed(2)} %, theory 80`);
}
console.log(`same seed, same hash: ${first.manifest.resultHash === again.manifest.resultHash}`);
console.log(`other seed, same hash: ${first.manifest.resultHash === other.manifest.resultHash}`);
