import { VeinlineError } from '@veinline/base';

/** Who can do what at which cost. */
export interface AssignmentProblem {
  readonly rows: number;
  /** How many rows each column can take; whole numbers. */
  readonly capacities: readonly number[];
  /** Cost of serving a row by a column; Infinity when it cannot. */
  cost(row: number, column: number): number;
}

/** The column of each row (-1 for rows left over) and the total cost of those assigned. */
export interface AssignmentPlan {
  readonly columns: Int32Array;
  readonly cost: number;
  readonly assigned: number;
}

/**
 * Assigns as many rows as capacities allow, and among all such plans one of least total cost, exactly: successive
 * shortest augmenting paths with dual prices (Jonker and Volgenant 1987, extended to columns that take several
 * rows). Rows that cannot all be served go to a last column at a price above any saving. Ties go to the lower column.
 * Up to O(rows² · columns) time; throws VeinlineError ASSIGNMENT_INVALID for costs or capacities that are none.
 */
export function minCostAssignment(problem: AssignmentProblem): AssignmentPlan {
  const { rows } = problem;
  const real = problem.capacities.length;
  const costs = readCosts(problem);
  const solver = new AugmentingPaths(rows, [...problem.capacities, rows], costs);
  for (let row = 0; row < rows; row++) solver.insert(row);
  const columns = solver.columnOf.map((column) => (column === real ? -1 : column));
  let cost = 0;
  let assigned = 0;
  columns.forEach((column, row) => {
    if (column < 0) return;
    cost += costs[row * (real + 1) + column]!;
    assigned++;
  });
  return { columns, cost, assigned };
}

/** The cost matrix with the column of the left-over rows appended. */
function readCosts({ rows, capacities, cost }: AssignmentProblem): Float64Array {
  const width = capacities.length + 1;
  const costs = new Float64Array(rows * width);
  let [low, high] = [0, 0];
  capacities.forEach((capacity, column) => {
    if (Number.isInteger(capacity) && capacity >= 0) return;
    throw invalid(`Column ${column} has capacity ${capacity}.`, 'Capacities are whole numbers from 0.');
  });
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width - 1; column++) {
      const value = cost(row, column);
      if (Number.isNaN(value) || value === Number.NEGATIVE_INFINITY)
        throw invalid(
          `Row ${row} in column ${column} costs ${value}.`,
          'Costs are numbers; Infinity forbids a pair.',
        );
      costs[row * width + column] = value;
      if (value !== Number.POSITIVE_INFINITY) [low, high] = [Math.min(low, value), Math.max(high, value)];
    }
  }
  const leftOver = high + (rows + 1) * (high - low) + 1;
  for (let row = 0; row < rows; row++) costs[row * width + width - 1] = leftOver;
  return costs;
}

class AugmentingPaths {
  readonly columnOf: Int32Array;
  readonly #width: number;
  readonly #rowsIn: number[][];
  readonly #rowPrice: Float64Array;
  readonly #columnPrice: Float64Array;
  readonly #distance: Float64Array;
  readonly #via: Int32Array;
  readonly #settled: Uint8Array;

  constructor(
    rows: number,
    readonly capacities: readonly number[],
    readonly costs: Float64Array,
  ) {
    this.#width = capacities.length;
    this.columnOf = new Int32Array(rows).fill(-1);
    this.#rowsIn = capacities.map(() => []);
    this.#rowPrice = new Float64Array(rows);
    this.#columnPrice = new Float64Array(this.#width);
    this.#distance = new Float64Array(this.#width);
    this.#via = new Int32Array(this.#width);
    this.#settled = new Uint8Array(this.#width);
  }

  /** Adds one row at least cost, moving rows already placed along the cheapest alternating path. */
  insert(row: number): void {
    this.#settled.fill(0);
    this.#distance.fill(Number.POSITIVE_INFINITY);
    this.#relax(row, 0);
    let column = this.#closest();
    while (this.#rowsIn[column]!.length >= this.capacities[column]!) {
      this.#settled[column] = 1;
      for (const placed of this.#rowsIn[column]!) this.#relax(placed, this.#distance[column]!);
      column = this.#closest();
    }
    this.#reprice(row, this.#distance[column]!);
    this.#augment(row, column);
  }

  #relax(row: number, base: number): void {
    const offset = row * this.#width;
    for (let k = 0; k < this.#width; k++) {
      if (this.#settled[k] === 1) continue;
      const distance = base + this.costs[offset + k]! - this.#rowPrice[row]! - this.#columnPrice[k]!;
      if (distance >= this.#distance[k]!) continue;
      this.#distance[k] = distance;
      this.#via[k] = row;
    }
  }

  /** The nearest column not settled; the last column has room for all, so there always is one. */
  #closest(): number {
    let best = this.#width - 1;
    for (let k = this.#width - 1; k >= 0; k--) {
      if (this.#settled[k] === 0 && this.#distance[k]! <= this.#distance[best]!) best = k;
    }
    return best;
  }

  #reprice(row: number, reached: number): void {
    this.#rowPrice[row]! += reached;
    for (let k = 0; k < this.#width; k++) {
      if (this.#settled[k] === 0) continue;
      const gain = reached - this.#distance[k]!;
      this.#columnPrice[k]! -= gain;
      for (const placed of this.#rowsIn[k]!) this.#rowPrice[placed]! += gain;
    }
  }

  #augment(row: number, end: number): void {
    for (let column = end; ;) {
      const moved = this.#via[column]!;
      const left = this.columnOf[moved]!;
      this.columnOf[moved] = column;
      this.#rowsIn[column]!.push(moved);
      if (moved === row) return;
      const rows = this.#rowsIn[left]!;
      rows.splice(rows.indexOf(moved), 1);
      column = left;
    }
  }
}

function invalid(message: string, hint: string): VeinlineError {
  return new VeinlineError('ASSIGNMENT_INVALID', message, { hint });
}
