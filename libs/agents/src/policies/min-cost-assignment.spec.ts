import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minCostAssignment } from './min-cost-assignment.ts';

/** Most rows assigned, then least cost, by trying every plan. */
function bruteForce(
  costs: readonly (readonly number[])[],
  capacities: readonly number[],
): [assigned: number, cost: number] {
  let best: [number, number] = [0, 0];
  const free = [...capacities];
  const visit = (row: number, assigned: number, cost: number): void => {
    if (row === costs.length) {
      if (assigned > best[0] || (assigned === best[0] && cost < best[1])) best = [assigned, cost];
      return;
    }
    visit(row + 1, assigned, cost);
    costs[row]!.forEach((value, column) => {
      if (free[column] === 0 || value === Number.POSITIVE_INFINITY) return;
      free[column]!--;
      visit(row + 1, assigned + 1, cost + value);
      free[column]!++;
    });
  };
  visit(0, 0, 0);
  return best;
}

const problem = fc.integer({ min: 1, max: 4 }).chain((columns) =>
  fc.record({
    capacities: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: columns, maxLength: columns }),
    costs: fc.array(
      fc.array(
        fc.oneof(
          { weight: 5, arbitrary: fc.integer({ min: -20, max: 50 }) },
          { weight: 1, arbitrary: fc.constant(Infinity) },
        ),
        {
          minLength: columns,
          maxLength: columns,
        },
      ),
      { maxLength: 6 },
    ),
  }),
);

describe('the min-cost assignment', () => {
  it('assigns as many rows as brute force at the same least cost, within capacities', () => {
    fc.assert(
      fc.property(problem, ({ capacities, costs }) => {
        const plan = minCostAssignment({
          rows: costs.length,
          capacities,
          cost: (row, column) => costs[row]![column]!,
        });
        expect([plan.assigned, plan.cost]).toEqual(bruteForce(costs, capacities));
        capacities.forEach((capacity, column) =>
          expect(plan.columns.filter((chosen) => chosen === column).length).toBeLessThanOrEqual(capacity),
        );
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  it('keeps its prices right on larger problems: no swap or move of the plan is cheaper', () => {
    const [rows, columns] = [120, 15];
    const cost = (row: number, column: number): number => ((row * 7919 + column * 104_729) % 1009) / 7;
    const plan = minCostAssignment({ rows, capacities: Array<number>(columns).fill(8), cost });
    expect(plan.assigned).toBe(rows);
    for (let a = 0; a < rows; a++)
      for (let b = a + 1; b < rows; b++) {
        const [p, q] = [plan.columns[a]!, plan.columns[b]!];
        expect(cost(a, p) + cost(b, q)).toBeLessThanOrEqual(cost(a, q) + cost(b, p) + 1e-9);
      }
  });

  it('refuses costs and capacities that are none', () => {
    expect(() => minCostAssignment({ rows: 1, capacities: [1], cost: () => Number.NaN })).toThrow(
      /Row 0 in column 0 costs NaN/,
    );
    expect(() => minCostAssignment({ rows: 1, capacities: [1.5], cost: () => 1 })).toThrow(/capacity 1.5/);
  });
});
