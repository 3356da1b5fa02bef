/** A unit of measurement as the servers offer it. */
export interface EngineeringUnit {
  readonly text: string;
  readonly name: string;
  /** Common code in UNECE Recommendation 20, revision 17; null: it has no such unit. */
  readonly code: string | null;
}

/** Units of the models by the text the models use. */
const units: Readonly<Record<string, EngineeringUnit>> = {
  degC: { text: '°C', name: 'degree Celsius', code: 'CEL' },
  '%': { text: '%', name: 'per cent', code: 'P1' },
  pH: { text: 'pH', name: 'pH (potential of hydrogen)', code: 'Q30' },
  rpm: { text: 'rpm', name: 'revolutions per minute', code: 'RPM' },
  'mL/min': { text: 'mL/min', name: 'millilitre per minute', code: '41' },
  mbar: { text: 'mbar', name: 'millibar', code: 'MBR' },
  Pa: { text: 'Pa', name: 'pascal', code: 'PAL' },
  L: { text: 'L', name: 'litre', code: 'LTR' },
  vvd: { text: 'vvd', name: 'vessel volumes per day', code: 'E91' },
  'mmol/L': { text: 'mmol/L', name: 'millimole per litre', code: 'M33' },
  'IU/mL': { text: 'IU/mL', name: 'international units per millilitre', code: null },
  '1e6/mL': { text: 'M/mL', name: 'million cells per millilitre', code: null },
  d: { text: 'd', name: 'day', code: 'DAY' },
  'vials/min': { text: 'vials/min', name: 'vials per minute', code: null },
  '/m3': { text: '/m3', name: 'particles per cubic metre', code: null },
};

/** The unit a model means; null for a dimensionless value; throws RangeError for one without an entry here. */
export function unitOf(text: string): EngineeringUnit | null {
  if (text === '') return null;
  const unit = units[text];
  if (!unit) throw new RangeError(`The unit "${text}" has no entry in engineering-unit.ts.`);
  return unit;
}
