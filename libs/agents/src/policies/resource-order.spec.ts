import { type Process, Simulation } from '@veinline/des';
import { describe, expect, it } from 'vitest';
import { DispatchPolicy } from './dispatch-policy.ts';
import { resourceOrder } from './resource-order.ts';

interface Ticket {
  readonly id: number;
  readonly due: number;
}

describe('a dispatch policy as the discipline of a resource', () => {
  const view = { id: (ticket: Ticket) => ticket.id, arrival: () => 0, due: (ticket: Ticket) => ticket.due };

  it('serves in the order of the policy', () => {
    const simulation = new Simulation();
    const waiting = new Map<Process, Ticket>();
    const policy = new DispatchPolicy<Ticket>({ type: 'earliest-due-date' }, view);
    const desk = simulation.resource('desk', {
      capacity: 1,
      discipline: resourceOrder(policy, (p) => waiting.get(p)!),
    });
    const served: number[] = [];
    function* customer(p: Process, ticket: Ticket) {
      waiting.set(p, ticket);
      yield desk.seize(p);
      served.push(ticket.id);
      yield p.hold(1);
      desk.release(p);
    }
    [9, 5, 7, 5, 1].forEach((due, id) => simulation.spawn(customer, { id, due }));
    simulation.run();
    expect(served).toEqual([0, 4, 1, 3, 2]);
  });

  it('is refused when time changes the order', () => {
    const terms = { ratio: { value: (ticket: Ticket, now: number) => ticket.due / now } };
    const policy = new DispatchPolicy<Ticket>(
      { type: 'weighted', weights: { ratio: 1 } },
      { ...view, terms },
    );
    expect(() => resourceOrder(policy, () => ({ id: 0, due: 0 }))).toThrow(
      /changes its order as time passes/,
    );
  });
});
