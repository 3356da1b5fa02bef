import { TCellCulture, freshMedium, pCo2For, tCellParameters } from '@veinline/bioprocess';
import { UnitProcedure, tCellPhases } from '@veinline/batch';
import { gaussian } from '@veinline/base';
import { setpoints } from './controls.ts';
import type { RandomStream } from '@veinline/base';
import type { TCellBatchContext } from '@veinline/batch';

/** Days of cleaning and preparation after harvest. Assumption. */
const cleaningDays = 0.4;
/** Working volume, L. Assumption. */
const volume = 0.5;

/** A vessel of conditioned fresh medium with cells at a density (1e6/mL); each donor grows at its own rate. */
export function fill(viable: number, random: RandomStream): TCellCulture {
  // Donor-to-donor CV of the growth rate: 15-25 %; held inside two thirds of that spread.
  const donor = 1 + Math.max(-0.15, Math.min(0.15, 0.15 * gaussian(random)));
  const parameters = { ...tCellParameters, muMax: tCellParameters.muMax * donor };
  return new TCellCulture(
    {
      viable,
      dead: 0.03 * viable,
      glucose: freshMedium.glucose,
      lactate: 0,
      ammonium: 0,
      il2: freshMedium.il2,
      oxygen: setpoints.oxygen,
      pCo2: pCo2For(parameters, 0, setpoints.ph),
      temperature: setpoints.temperature,
      volume,
    },
    parameters,
  );
}

/** Seeding density, 1e6/mL: 0.5-2e6/mL is usual. */
export const seedDensity = 0.6;

/** The unit procedure of a batch with the cleaning that follows it, started. */
export function startProcedure(plannedDays: number): UnitProcedure<TCellBatchContext> {
  const procedure = new UnitProcedure([
    ...tCellPhases(plannedDays),
    { name: 'Cleaning', plannedDays: cleaningDays },
  ]);
  procedure.command('Start');
  return procedure;
}

/** A patient pseudonym such as P-7F2K; letters that look like digits are left out. */
export function pseudonym(random: RandomStream): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  return `P-${Array.from({ length: 4 }, () => letters[Math.floor(random.next() * letters.length)]).join('')}`;
}

/** The text of what comes next on a unit. */
export function nextText(procedure: UnitProcedure<TCellBatchContext>): string {
  const days = (value: number): string => `${value.toFixed(1)} d`;
  if (procedure.phase === 'Cleaning') return `Next batch in ${days(procedure.remainingDays)}`;
  if (procedure.phase === 'Harvest') return `Cleaning in ${days(procedure.remainingDays)}`;
  return `Harvest in ${days(procedure.daysUntil('Harvest') ?? 0)}`;
}
