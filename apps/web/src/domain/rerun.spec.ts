import { experimentRequestSchema } from '@veinline/contracts';
import { expect, it } from 'vitest';
import { rerunOf } from './rerun.ts';

const scenario = (name: string) => ({ name, model: 'clinic', parameters: { chairs: name.length } });
const request = experimentRequestSchema.parse({
  kind: 'compare',
  scenarios: [scenario('A'), scenario('BB')],
  plan: { seed: 42, replications: 50, precision: { output: 'wait', relative: 0.1 } },
});
const error = { code: 'X', message: '', scenario: 'BB', replication: 17, seed: 42 };

it('runs the failed scenario up to the failed replication, with the same seed and no early stop', () => {
  const rerun = rerunOf(request, error);
  expect(rerun?.request).toEqual({
    kind: 'run',
    scenario: scenario('BB'),
    plan: { seed: 42, replications: 18, confidence: 0.95 },
  });
  expect(experimentRequestSchema.safeParse(rerun?.request).success).toBe(true);
});

it('offers nothing where no replication is named', () => {
  expect(rerunOf(request, { code: 'X', message: '' })).toBeNull();
});
