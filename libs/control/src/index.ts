/**
 * Control as plain, deterministic objects: the PID loop and the PackML machine. Time comes in as an argument,
 * so the same loop runs in virtual time and against a plant.
 *
 * @example
 * const heater = new Pid({ gain: 8, integralSeconds: 600, low: 0, high: 100 });
 * const percent = heater.update(37, 36.4, 1);
 *
 * const line = new PackMlMachine();
 * line.command('Start'); // false: a stopped machine wants Reset first
 */
export {
  PackMlMachine,
  packMlCommands,
  packMlCompletions,
  packMlStates,
  packMlTransitions,
} from './packml.ts';
export type { PackMlCommand, PackMlState } from './packml.ts';
export { packMlStateNumbers } from './packml-numbers.ts';
export { Pid } from './pid.ts';
export type { PidSettings } from './pid.ts';
