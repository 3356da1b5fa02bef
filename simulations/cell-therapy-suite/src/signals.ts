/** What a served value is: name, unit, full scale and meaning. */
export interface Signal {
  readonly name: string;
  readonly type: 'number' | 'string' | 'boolean';
  /** UCUM-like text, empty for dimensionless. */
  readonly unit: string;
  readonly range: readonly [low: number, high: number];
  readonly description: string;
  /** Sensor noise, standard deviation in the unit; absent for what is not measured. */
  readonly noise?: number;
  /** Noise as a share of the value, added to `noise`. */
  readonly relativeNoise?: number;
}

function number(
  name: string,
  unit: string,
  low: number,
  high: number,
  description: string,
  noise?: number,
  relativeNoise?: number,
): Signal {
  return {
    name,
    type: 'number',
    unit,
    range: [low, high],
    description,
    ...(noise === undefined ? {} : { noise }),
    ...(relativeNoise === undefined ? {} : { relativeNoise }),
  };
}

function text(name: string, description: string): Signal {
  return { name, type: 'string', unit: '', range: [0, 0], description };
}

/** Values of one bioreactor. Noise: usual sensor performance; the in-line VCD probe is smoothed (assumption). */
export const bioreactorSignals: readonly Signal[] = [
  number('Temperature', 'degC', 0, 50, 'Culture temperature', 0.05),
  number('TemperatureSetpoint', 'degC', 0, 50, 'Set point of the temperature loop'),
  number('pH', 'pH', 6, 8, 'pH of the culture', 0.02),
  number('pHSetpoint', 'pH', 6, 8, 'Set point of the pH loop'),
  number('DO', '%', 0, 150, 'Dissolved oxygen, share of air saturation', 1),
  number('DOSetpoint', '%', 0, 150, 'Set point of the oxygen loop'),
  number('Agitation', 'rpm', 0, 300, 'Impeller speed', 0.3),
  number('AirFlow', 'mL/min', 0, 500, 'Air to the sparger', 0.2),
  number('O2Flow', 'mL/min', 0, 500, 'Oxygen to the sparger', 0.2),
  number('CO2Flow', 'mL/min', 0, 500, 'Carbon dioxide to the sparger', 0.1),
  number('N2Flow', 'mL/min', 0, 500, 'Nitrogen to the sparger', 0.2),
  number('Pressure', 'mbar', 0, 200, 'Head pressure over atmosphere', 0.5),
  number('Volume', 'L', 0, 1, 'Culture volume', 0.001),
  number('PerfusionRate', 'vvd', 0, 5, 'Fresh medium, vessel volumes per day', 0.005),
  number('Glucose', 'mmol/L', 0, 40, 'Glucose', 0.02, 0.03),
  number('Lactate', 'mmol/L', 0, 40, 'Lactate', 0.02, 0.02),
  number('Ammonium', 'mmol/L', 0, 10, 'Ammonium', 0.01, 0.02),
  number('IL2', 'IU/mL', 0, 200, 'Interleukin 2', 0.2, 0.03),
  number('VCD', '1e6/mL', 0, 40, 'Viable cell density by capacitance', 0.01, 0.02),
  number(
    'Viability',
    '%',
    0,
    100,
    'Living share of the cells; the last result while the vessel is empty',
    0.4,
  ),
  text('BatchId', 'Batch in the vessel'),
  text('Patient', 'Pseudonym of the patient'),
  text('Phase', 'Phase of the unit procedure (ISA-88)'),
  text('PhaseState', 'State of the phase (ISA-88)'),
  number('CultureDay', 'd', 0, 15, 'Days since seeding'),
  number('PlannedDays', 'd', 0, 15, 'Planned days from seeding to the end of harvest'),
  text('Mode', 'Auto or Manual'),
  text('Next', 'What happens next'),
];

/** Values of a freezer, an LN2 store, an incubator and a cleanroom. Noise: assumption. */
export const monitorSignals = {
  freezer: [
    number('Temperature', 'degC', -100, 30, 'Air temperature', 0.3),
    { name: 'DoorOpen', type: 'boolean', unit: '', range: [0, 1], description: 'Door is open' },
  ],
  'ln2-store': [
    number('Temperature', 'degC', -200, 30, 'Temperature in the vapour', 0.3),
    number('Level', '%', 0, 100, 'Liquid nitrogen level', 0.2),
  ],
  incubator: [
    number('Temperature', 'degC', 0, 60, 'Chamber temperature', 0.05),
    number('CO2', '%', 0, 20, 'Carbon dioxide', 0.03),
    number('Humidity', '%', 0, 100, 'Relative humidity', 0.3),
    { name: 'DoorOpen', type: 'boolean', unit: '', range: [0, 1], description: 'Door is open' },
  ],
  cleanroom: [
    number('Particles0_5', '/m3', 0, 10000, 'Particles of 0.5 um and larger', 40),
    number('Particles5_0', '/m3', 0, 100, 'Particles of 5 um and larger', 0.5),
    number('DifferentialPressure', 'Pa', -20, 60, 'Pressure over the corridor', 0.3),
    number('Temperature', 'degC', 0, 40, 'Room temperature', 0.05),
    number('Humidity', '%', 0, 100, 'Relative humidity', 0.3),
  ],
} as const satisfies Record<string, readonly Signal[]>;

export type MonitorKind = keyof typeof monitorSignals;
