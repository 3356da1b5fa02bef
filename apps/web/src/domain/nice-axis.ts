/** Ends and step of an axis, on round numbers. */
export interface NiceAxis {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Decimals that tell its ticks apart. */
  readonly decimals: number;
}

/** A round axis around values, with about `ticks` steps of 1, 2 or 5 times a power of ten. */
export function niceAxis(values: Iterable<number | null | undefined>, ticks = 5): NiceAxis {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null || value === undefined || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) [low, high] = [0, 1];
  if (high - low < 1e-12 * Math.max(1, Math.abs(high))) {
    const pad = Math.abs(high) > 1e-9 ? Math.abs(high) * 0.1 : 1;
    [low, high] = [low - pad, high + pad];
  }
  const rough = (high - low) / ticks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const round = (value: number): number => Number(value.toFixed(Math.min(20, decimals + 1)));
  return {
    min: round(Math.floor(low / step + 1e-9) * step),
    max: round(Math.ceil(high / step - 1e-9) * step),
    step: round(step),
    decimals,
  };
}
