/**
 * ISA-18.2 alarms as a pure engine: samples in, transitions out. It knows limits, deviation, rate of change and
 * bad quality, with delays, deadband, latching and acknowledgement, and keeps no clock and no files.
 *
 * @example
 * const engine = new AlarmEngine(plant.tags.flatMap((tag) => tag.alarms));
 * for (const transition of engine.evaluate(sample)) journal.append(transition);
 * engine.acknowledge('BR-01.DO.low', 'anna', 'sparger cleaned', clock.now());
 */
export type { AlarmEvent, AlarmState, AlarmStatus, AlarmTransition } from './alarm.ts';
export { AlarmEngine } from './alarm-engine.ts';
export type { AcknowledgeResult, AlarmEngineOptions } from './alarm-engine.ts';
export { alarmMetrics } from './alarm-metrics.ts';
export type { AlarmFlood, AlarmMetrics } from './alarm-metrics.ts';
export { alarmRules, isConditionOn, ruleFor } from './state-machine.ts';
export type { AlarmInput, AlarmRule } from './state-machine.ts';
