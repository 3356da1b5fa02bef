import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssignmentPolicy } from './assignment-policy.ts';
import { type AssignmentInput } from './assignment-schema.ts';
import { type AssignmentView } from './assignment-view.ts';
import { Quotas } from './quotas.ts';

interface Job {
  readonly at: number;
  readonly size: number;
  readonly depot: string;
  readonly region: string;
}
interface Depot {
  readonly id: string;
  readonly at: number;
  readonly capacity: number;
  readonly price: number;
  load: number;
}

const view: AssignmentView<Job, Depot> = {
  serverId: (depot) => depot.id,
  load: (depot) => depot.load,
  capacity: (depot) => depot.capacity,
  demand: (job) => job.size,
  home: (job) => job.depot,
  distance: (job, depot) => Math.abs(job.at - depot.at),
  cost: (job, depot) => depot.price * job.size,
};
const depots = (): Depot[] => [
  { id: 'a', at: 0, capacity: 4, price: 3, load: 3 },
  { id: 'b', at: 10, capacity: 4, price: 1, load: 2 },
  { id: 'c', at: 20, capacity: 10, price: 2, load: 1 },
];
const job: Job = { at: 2, size: 1, depot: 'c', region: 'north' };

describe('an assignment policy', () => {
  it.each<[AssignmentInput, string]>([
    [{ type: 'fixed' }, 'c'],
    [{ type: 'nearest' }, 'a'],
    [{ type: 'least-loaded' }, 'c'],
    [{ type: 'cheapest' }, 'b'],
    [{ type: 'min-cost', of: 'distance' }, 'a'],
    // −distance − 10 load: −2−7.5, −8−5, −18−1.
    [{ type: 'weighted', weights: { distance: -1, load: -10 } }, 'a'],
    // −distance − 40 load: −2−30, −8−20, −18−4.
    [{ type: 'weighted', weights: { distance: -1, load: -40 } }, 'c'],
  ])('chooses by hand-worked values under %j', (spec, expected) => {
    expect(new AssignmentPolicy(spec, view).choose(job, depots(), 0).server?.id).toBe(expected);
  });

  it('explains what it compared and what it passed over', () => {
    const choice = new AssignmentPolicy({ type: 'nearest' }, view).choose({ ...job, size: 2 }, depots(), 0);
    expect(choice).toMatchObject({
      policy: 'nearest',
      score: { total: -8, terms: [{ name: 'distance', value: 8, weight: -1, contribution: -8 }] },
      compared: [
        { server: 'b', total: -8 },
        { server: 'c', total: -18 },
      ],
      refused: [{ server: 'a', reason: '1 of 4 free, 2 needed' }],
    });
  });

  it('lets an item wait for its own server, or roam when the scenario says so', () => {
    const full = { ...job, depot: 'a', size: 2 };
    expect(new AssignmentPolicy({ type: 'fixed' }, view).choose(full, depots(), 0).server).toBeUndefined();
    const roaming = new AssignmentPolicy({ type: 'fixed', otherwise: { type: 'cheapest' } }, view);
    expect(roaming.choose(full, depots(), 0).server?.id).toBe('b');
  });

  it('gives ties to the first server listed', () => {
    const twins = [0, 1, 2].map((n): Depot => ({ id: `t${n}`, at: 5, capacity: 1, price: 1, load: 0 }));
    expect(new AssignmentPolicy({ type: 'nearest' }, view).choose(job, twins, 0).server?.id).toBe('t0');
  });

  it('never gives out more than capacity or quotas, whatever the policy', () => {
    const specs: AssignmentInput[] = [
      { type: 'nearest' },
      { type: 'least-loaded' },
      { type: 'fixed', otherwise: { type: 'cheapest' } },
      { type: 'min-cost', of: 'cost' },
    ];
    const jobs = fc.array(
      fc.record({
        at: fc.nat(20),
        size: fc.constant(1),
        depot: fc.constantFrom('a', 'b', 'c'),
        region: fc.constantFrom('north', 'south'),
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...specs), jobs, fc.nat(6), (spec, list, limit) => {
        const servers = depots();
        const quotas = new Quotas<Job, Depot>([{ group: 'region', limit }], {
          region: (item) => item.region,
        });
        const choices = new AssignmentPolicy(spec, { ...view, quotas }).chooseBatch(list, servers, 0);
        for (const { item, server } of choices) {
          if (!server) continue;
          server.load += item.size;
          quotas.take(item, server, 0);
        }
        for (const server of servers) expect(server.load).toBeLessThanOrEqual(server.capacity);
        for (const region of ['north', 'south'])
          expect(
            choices.filter(({ item, server }) => server && item.region === region).length,
          ).toBeLessThanOrEqual(limit);
      }),
      { seed: 6 },
    );
  });

  it('counts what a batch gave out when it looks for the least loaded', () => {
    const twins = [0, 1].map((n): Depot => ({ id: `t${n}`, at: 5, capacity: 5, price: 1, load: 0 }));
    const choices = new AssignmentPolicy({ type: 'least-loaded' }, view).chooseBatch(
      [job, job, job, job],
      twins,
      0,
    );
    expect(choices.map(({ server }) => server?.id)).toEqual(['t0', 't1', 't0', 't1']);
    expect(choices[3]!.compared).toEqual([
      { server: 't0', total: -0.4 },
      { server: 't1', total: -0.2 },
    ]);
  });

  it('says why a batch left an item over', () => {
    const [only] = depots().filter(({ id }) => id === 'a');
    const policy = new AssignmentPolicy({ type: 'min-cost', of: 'distance' }, view);
    const [far, near] = policy.chooseBatch(
      [
        { ...job, at: 9 },
        { ...job, at: 1 },
      ],
      [only!],
      0,
    );
    expect(near!.server?.id).toBe('a');
    expect(far!.refused).toEqual([{ server: 'a', reason: 'given to items that save more' }]);
    expect(() => policy.chooseBatch([{ ...job, size: 2 }], [only!], 0)).toThrow(/demands 2/);
  });

  it('refuses a policy the model cannot follow', () => {
    const { serverId, load, capacity } = view;
    const bare: AssignmentView<Job, Depot> = { serverId, load, capacity };
    expect(() => new AssignmentPolicy({ type: 'fixed' }, bare)).toThrow(/own server/);
    expect(() => new AssignmentPolicy({ type: 'nearest' }, bare)).toThrow(/weighs 'distance'/);
  });
});

describe('quotas', () => {
  const groups = { region: (item: Job) => item.region, depot: (_: Job, depot: Depot) => depot.id };
  const [a, b] = depots() as [Depot, Depot];

  it('limit items per period in windows from time 0', () => {
    const quotas = new Quotas([{ group: 'region', limit: 2, limits: { south: 1 }, period: 7 }], groups);
    quotas.take(job, a, 0);
    quotas.take(job, a, 6.9);
    expect(quotas.refusal(job, a, 6.99)).toBe('quota of region north used up: 2 per 7');
    expect(quotas.refusal(job, a, 7)).toBeUndefined();
    quotas.take({ ...job, region: 'south' }, a, 7);
    expect(() => quotas.take({ ...job, region: 'south' }, a, 8)).toThrow(/region south used up: 1 per 7/);
  });

  it('limit items held until they are released', () => {
    const quotas = new Quotas([{ group: 'depot', limits: { a: 1 } }], groups);
    quotas.take(job, a, 0);
    expect(quotas.refusal(job, a, 99)).toBe('quota of depot a used up: 1 held');
    expect(quotas.refusal(job, b, 99)).toBeUndefined();
    quotas.release(job, a);
    expect(quotas.refusal(job, a, 99)).toBeUndefined();
    expect(() => quotas.release(job, a)).toThrow(/holds no item/);
  });

  it('refuse a group the model does not have', () => {
    expect(() => new Quotas([{ group: 'regoin', limit: 1 }], groups)).toThrow(
      expect.objectContaining({
        code: 'QUOTA_GROUP_UNKNOWN',
        hint: expect.stringContaining("'region'") as string,
      }),
    );
  });
});
