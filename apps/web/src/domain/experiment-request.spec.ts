import { experimentRequestSchema, type ModelView } from '@veinline/contracts';
import { describe, expect, it } from 'vitest';
import { copyOfScenario, draftOf, newDraft, type Draft } from './experiment-draft.ts';
import { placeOf, requestOf, withoutPlace } from './experiment-request.ts';
import { fieldsOf, type JsonObject } from './parameter-fields.ts';

const model: ModelView = {
  id: 'clinic',
  version: '1',
  title: 'Clinic',
  description: '',
  parameters: {
    type: 'object',
    properties: {
      chairs: { type: 'integer', minimum: 1, maximum: 40 },
      pattern: { type: 'string', enum: ['steady', 'peak'] },
      demand: { type: 'object', properties: { rate: { type: 'number', exclusiveMinimum: 0 } } },
    },
  },
  defaults: { chairs: 4, pattern: 'steady', demand: { rate: 5 } },
  timeUnit: 'days',
  outputs: [{ name: 'wait', unit: 'd', description: '' }],
  series: [],
};
const fields = fieldsOf(model.parameters as JsonObject);
const start = newDraft(model, fields, null);
const build = (draft: Draft) => requestOf(draft, model, fields);

describe('the request of a draft', () => {
  it('is what the server takes, for every kind', () => {
    const base = start.scenarios[0] ?? { name: '', values: {} };
    const drafts: Draft[] = [
      start,
      { ...start, kind: 'compare', scenarios: [base, copyOfScenario([base], base)] },
      {
        ...start,
        kind: 'sweep',
        axes: [
          { path: 'chairs', text: '3 to 6 by 1' },
          { path: 'pattern', text: 'peak' },
        ],
      },
      { ...start, kind: 'sensitivity', factors: [{ path: 'demand.rate', low: '4', high: '6' }] },
      { ...start, plan: { ...start.plan, isPrecise: true } },
    ];
    for (const draft of drafts) {
      const { request, problems } = build(draft);
      expect([...problems]).toEqual([]);
      expect(experimentRequestSchema.safeParse(request).error).toBeUndefined();
    }
  });
  it('carries only what differs from the defaults of the model', () => {
    const values = { chairs: 5, pattern: 'steady', demand: { rate: 5 } };
    const { request } = build({ ...start, scenarios: [{ name: ' Five ', values }] });
    expect(request).toMatchObject({ scenario: { name: 'Five', parameters: { chairs: 5 } } });
    expect(request.kind === 'run' && request.scenario.parameters).toEqual({ chairs: 5 });
  });
  it('turns a share in percent into a share', () => {
    const { request } = build({ ...start, plan: { ...start.plan, isPrecise: true, width: '2.5' } });
    expect(request.plan.precision).toEqual({ output: 'wait', relative: 0.025 });
  });
  it('comes back to the same draft', () => {
    const values = { chairs: 5, pattern: 'peak', demand: { rate: 6 } };
    const draft: Draft = {
      ...start,
      kind: 'sweep',
      scenarios: [{ name: 'A', values }],
      axes: [{ path: 'chairs', text: '3, 4' }],
    };
    const request = experimentRequestSchema.parse(build(draft).request);
    expect(draftOf(request, model, fields)).toEqual(draft);
  });
});

describe('problems of a draft', () => {
  it('stand at the place of their field', () => {
    const wrong: Draft = {
      ...start,
      kind: 'sensitivity',
      scenarios: [{ name: '', values: { chairs: 0, pattern: 'steady', demand: { rate: 'x' } } }],
      factors: [{ path: 'chairs', low: '5', high: '3' }],
      samples: '1',
      plan: { ...start.plan, seed: '-1', replications: '1.5' },
    };
    expect([...build(wrong).problems.keys()].sort()).toEqual([
      'factors.0.high',
      'plan.replications',
      'plan.seed',
      'samples',
      'scenarios.0.name',
      'scenarios.0.parameters.chairs',
      'scenarios.0.parameters.demand.rate',
    ]);
  });
  it('cover axes: no parameter, twice the same, a value out of range', () => {
    const axes = [
      { path: 'chairs', text: '3, 99' },
      { path: 'chairs', text: '3' },
      { path: '', text: '1' },
    ];
    const { problems } = build({ ...start, kind: 'sweep', axes });
    expect([...problems.keys()]).toEqual(['axes.0.values', 'axes.1.path', 'axes.2.path']);
  });
  it('of the server are found at the same places, however it writes paths', () => {
    expect(placeOf('scenario.parameters.demand.rate')).toBe('scenarios.0.parameters.demand.rate');
    expect(placeOf('scenarios[1].parameters.chairs')).toBe('scenarios.1.parameters.chairs');
    expect(placeOf('/scenarios/1/name')).toBe('scenarios.1.name');
    expect(placeOf('plan.precision.halfWidth')).toBe('plan.precision');
  });
  it('go away with a change at their place or above it', () => {
    const known = new Map([
      ['a.b.c', '1'],
      ['a.bc', '2'],
    ]);
    expect([...withoutPlace(known, 'a.b').keys()]).toEqual(['a.bc']);
    expect(withoutPlace(known, 'x')).toBe(known);
  });
});
