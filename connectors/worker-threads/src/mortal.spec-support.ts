import { existsSync, writeFileSync } from 'node:fs';
import { defineModel, type Model } from '@veinline/experiment';
import { models as contractModels } from '@veinline/experiment/contract-models';
import { z } from 'zod';

/** Ends its worker in the middle of replication 5: the first time only, or each time. */
const mortal = defineModel({
  id: 'mortal',
  version: '1',
  title: 'Ends its worker',
  description: 'For tests of lost workers.',
  timeUnit: 'hours',
  parameters: z.strictObject({
    marker: z.string().describe('a file that says the worker was ended already'),
    isStubborn: z.boolean().describe('true to end it each time'),
  }),
  outputs: { draw: { unit: '1', description: 'A random number' } },
  build({ marker, isStubborn }, { simulation, replication }) {
    const draw = simulation.stream('draw').next();
    return {
      run() {
        if (replication !== 5 || (existsSync(marker) && !isStubborn)) return;
        writeFileSync(marker, '');
        process.exit(1);
      },
      outputs: () => ({ draw }),
    };
  },
});

/** What the workers of these tests import. */
export const models: readonly Model[] = [...contractModels, mortal];
