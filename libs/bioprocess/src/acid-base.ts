import type { TCellParameters } from './t-cell-parameters.ts';

/** Bicarbonate left by lactic acid, mmol/L; never below 1, where other buffers take over. */
export function bicarbonate(p: TCellParameters, lactate: number): number {
  return Math.max(1, p.bicarbonate - p.bufferShare * lactate);
}

/** pH by Henderson-Hasselbalch, from lactate (mmol/L) and the partial pressure of CO2 (mmHg). */
export function phOf(p: TCellParameters, lactate: number, pCo2: number): number {
  return p.pkBicarbonate + Math.log10(bicarbonate(p, lactate) / (p.co2Solubility * Math.max(pCo2, 0.1)));
}

/** Partial pressure of CO2 (mmHg) that gives a pH at a lactate (mmol/L): the inverse of `phOf`. */
export function pCo2For(p: TCellParameters, lactate: number, ph: number): number {
  return bicarbonate(p, lactate) / (p.co2Solubility * 10 ** (ph - p.pkBicarbonate));
}
