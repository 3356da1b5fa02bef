/**
 * A leukapheresis clinic as a queue: bookings over the day, chairs, nurses, needles that fail, opening hours.
 *
 * @example
 * const experiment = defineExperiment({ model: apheresisClinic, parameters: { chairs: 4 } });
 * const { summary } = await runExperiment(experiment, { runner: new InlineRunner([apheresisClinic]) });
 */
export { apheresisClinic } from './model.ts';
export { clinicParameters } from './parameters.ts';
export type { ClinicParameters } from './parameters.ts';
