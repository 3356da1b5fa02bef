/** One measured figure. `value` null means it could not be measured here; `reason` says why. */
export interface Figure {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  /** What is aimed at, in words; null for a figure given for comparison only. */
  readonly goal: string | null;
  readonly ok: boolean | null;
  readonly reason?: string;
}

/** A figure that must not exceed its limit. */
export function atMost(name: string, value: number, unit: string, limit: number): Figure {
  return { name, value: round(value), unit, goal: `<= ${limit} ${unit}`, ok: value <= limit };
}

/** A figure that must reach its limit. */
export function atLeast(name: string, value: number, unit: string, limit: number): Figure {
  return { name, value: round(value), unit, goal: `>= ${limit} ${unit}`, ok: value >= limit };
}

/** A figure for comparison. */
export function peer(name: string, value: number, unit: string): Figure {
  return { name, value: round(value), unit, goal: null, ok: null };
}

/** Prints figures as a table or, with --json, as one object; exit code 1 if a goal was missed. */
export function report(bench: string, results: readonly Figure[]): void {
  if (process.argv.includes('--json')) console.log(JSON.stringify({ bench, results }, null, 2));
  else
    console.table(
      results.map(({ reason, ...figure }) => ({ ...figure, ...(reason === undefined ? {} : { reason }) })),
    );
  if (results.some((figure) => figure.ok === false)) process.exitCode = 1;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
