/**
 * Culture models and the integrator under them: pure functions of state, inputs and culture day.
 *
 * @example
 * const culture = new TCellCulture(initial);
 * culture.step(day, 30, inputs); // 30 seconds
 * culture.state.viable; // 1e6/mL
 */
export { bicarbonate, pCo2For, phOf } from './acid-base.ts';
export { RungeKutta4 } from './runge-kutta.ts';
export type { Derivative } from './runge-kutta.ts';
export { TCellCulture, activation, cultureRates, kLa, specificGrowth } from './t-cell-culture.ts';
export type { CultureInputs, CultureState } from './t-cell-culture.ts';
export { freshMedium, tCellParameters } from './t-cell-parameters.ts';
export type { TCellParameters } from './t-cell-parameters.ts';
