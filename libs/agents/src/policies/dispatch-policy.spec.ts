import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DispatchPolicy, type DispatchView } from './dispatch-policy.ts';
import { DispatchQueue } from './dispatch-queue.ts';
import { type DispatchInput, dispatchSchema } from './dispatch-schema.ts';

interface Ticket {
  readonly id: number;
  readonly arrived: number;
  readonly due: number;
  readonly urgency: number;
  readonly minutes: number;
}

const view: DispatchView<Ticket> = {
  id: (ticket) => ticket.id,
  arrival: (ticket) => ticket.arrived,
  due: (ticket) => ticket.due,
  urgency: (ticket) => ticket.urgency,
  duration: (ticket) => ticket.minutes,
  terms: { criticalRatio: { value: (ticket, now) => (ticket.due - now) / ticket.minutes } },
};
const policies: DispatchInput[] = [
  { type: 'fifo' },
  { type: 'earliest-due-date' },
  { type: 'priority' },
  { type: 'priority', then: 'earliest-due-date' },
  { type: 'shortest-processing-time' },
  { type: 'weighted', weights: { waiting: 1, slack: -2, urgency: -10 } },
  { type: 'weighted', weights: { criticalRatio: -1, waiting: 0.1 } },
];
const whole = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
const tickets = fc
  .array(
    fc.record({
      arrived: whole(5),
      due: whole(20),
      urgency: whole(2),
      minutes: fc.integer({ min: 1, max: 4 }),
    }),
  )
  .map((list) => list.map((ticket, id): Ticket => ({ ...ticket, id })));

describe('a dispatch policy', () => {
  const a: Ticket = { id: 1, arrived: 0, due: 30, urgency: 1, minutes: 5 };
  const b: Ticket = { id: 2, arrived: 1, due: 10, urgency: 2, minutes: 9 };
  const c: Ticket = { id: 3, arrived: 2, due: 20, urgency: 0, minutes: 1 };
  const d: Ticket = { id: 4, arrived: 2, due: 15, urgency: 0, minutes: 7 };

  it.each([
    [policies[0]!, [1, 2, 3, 4]],
    [policies[1]!, [2, 4, 3, 1]],
    [policies[2]!, [3, 4, 1, 2]],
    [policies[3]!, [4, 3, 1, 2]],
    [policies[4]!, [3, 1, 4, 2]],
    // waiting − 2 slack − 10 urgency at time 5: 5−50−10, 4−10−20, 3−30, 3−20.
    [policies[5]!, [4, 2, 3, 1]],
    // −(due − 5)/minutes + waiting/10 at time 5: −4.5, −0.16, −14.7, −1.13.
    [policies[6]!, [2, 4, 1, 3]],
  ])('orders by hand-worked scores under %j', (spec, order) => {
    const policy = new DispatchPolicy(spec, view);
    expect(policy.rank([c, a, d, b], 5).map(({ id }) => id)).toEqual(order);
  });

  it('explains the choice term by term', () => {
    const choice = new DispatchPolicy(policies[5]!, view).choose([a, b, c, d], 5);
    expect(choice).toEqual({
      item: d,
      policy: 'weighted',
      among: 4,
      scores: [
        {
          total: -17,
          terms: [
            { name: 'waiting', value: 3, weight: 1, contribution: 3 },
            { name: 'slack', value: 10, weight: -2, contribution: -20 },
            { name: 'urgency', value: 0, weight: -10, contribution: -0 },
          ],
        },
      ],
    });
  });

  it('is independent of the order in which items are looked at', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...policies),
        tickets,
        fc.infiniteStream(fc.nat()),
        whole(30),
        (spec, list, order, now) => {
          const policy = new DispatchPolicy(spec, view);
          const shuffled = list
            .map((ticket) => ({ ticket, key: order.next().value as number }))
            .sort((x, y) => x.key - y.key)
            .map(({ ticket }) => ticket);
          expect(policy.rank(shuffled, now)).toEqual(policy.rank(list, now));
          expect(policy.choose(shuffled, now)?.item).toEqual(policy.rank(list, now)[0]);
        },
      ),
      { seed: 3 },
    );
  });

  it('gives a queue that takes items in the order of its rank, whenever they came', () => {
    fc.assert(
      fc.property(fc.constantFrom(...policies), tickets, (spec, list) => {
        const policy = new DispatchPolicy(spec, view);
        const queue = new DispatchQueue(policy);
        list.forEach((ticket) => queue.add(ticket));
        const served: Ticket[] = [];
        for (let now = 6; queue.length > 0; now++) {
          const expected = policy.rank(queue.items, now)[0];
          const choice = queue.take(now);
          expect(choice?.item).toEqual(expected);
          served.push(choice!.item);
        }
        expect(served.map(({ id }) => id).sort((x, y) => x - y)).toEqual(list.map(({ id }) => id));
      }),
      { seed: 4 },
    );
  });

  it('passes over items that cannot go and drops those that gave up', () => {
    const queue = new DispatchQueue(new DispatchPolicy({ type: 'fifo' }, view));
    [a, b, c].forEach((ticket) => queue.add(ticket));
    expect(queue.take(5, (ticket) => ticket.id !== 1)?.item).toBe(b);
    expect(queue.remove(a)).toBe(true);
    expect(queue.remove(a)).toBe(false);
    expect(queue.take(5)?.item).toBe(c);
    expect(queue.take(5)).toBeUndefined();
  });

  it('refuses what the model has no term for and helps with the name', () => {
    expect(() => new DispatchPolicy({ type: 'weighted', weights: { urgancy: 1 } }, view)).toThrow(
      expect.objectContaining({
        code: 'POLICY_TERM_UNKNOWN',
        hint: expect.stringMatching(/^Did you mean 'urgency'\?/) as string,
      }),
    );
    const plain: DispatchView<Ticket> = { id: view.id, arrival: view.arrival };
    expect(() => new DispatchPolicy({ type: 'earliest-due-date' }, plain)).toThrow(/weighs 'due'/);
    expect(dispatchSchema.safeParse({ type: 'weighted', weights: {} }).success).toBe(false);
    expect(() => new DispatchPolicy({ type: 'lifo' } as unknown as DispatchInput, view)).toThrow(
      /dispatch policy cannot be used/,
    );
  });

  it('refuses a term that is no number for an item', () => {
    const policy = new DispatchPolicy({ type: 'earliest-due-date' }, view);
    expect(() => policy.choose([a, { ...b, due: Number.NaN }], 0)).toThrow(/'due' is not a number/);
  });
});
