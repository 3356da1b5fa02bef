/**
 * A discrete-event simulation engine: processes as generators, callbacks and compiled flow on one clock and one event list;
 * resources, stores, containers, signals; named random streams; monitors. Runs repeat bit by bit from their seed.
 *
 * @example
 * const sim = new Simulation({ seed: 7, timeUnit: 'minutes' });
 * const clinic = sim.resource('clinic', { capacity: 2 });
 * const arrival = sim.sampler('arrival', { type: 'exponential', mean: 5 });
 * const treatment = sim.sampler('treatment', { type: 'lognormal', median: 8, p90: 15 });
 * function* patient(p: Process) {
 *   yield clinic.seize(p);
 *   yield p.hold(treatment());
 *   clinic.release(p);
 * }
 * function* arrivals(p: Process) {
 *   for (;;) {
 *     yield p.hold(arrival());
 *     sim.spawn(patient);
 *   }
 * }
 * sim.spawn(arrivals);
 * sim.run(480);
 * clinic.wait.mean; // minutes
 */
export type { Awaitable, Waiter } from './awaitable.ts';
export type { BreakdownOptions } from './breakdown.ts';
export type { CapacityPiece, CapacitySchedule } from './capacity-schedule.ts';
export { Container } from './container.ts';
export type { ContainerOptions } from './container.ts';
export type { ClaimView, Discipline, QueueOrder } from './discipline.ts';
export { EventList } from './event-list.ts';
export { SimulationError } from './fault.ts';
export { Histogram } from './histogram.ts';
export type { HistogramBar, HistogramOptions } from './histogram.ts';
export { Kernel } from './kernel.ts';
export type { EventId, EventTarget, RunReason } from './kernel.ts';
export { Level } from './level.ts';
export { Outcome, outcomeName } from './outcome.ts';
export { Pacer } from './pacer.ts';
export type { PacerOptions } from './pacer.ts';
export { Process } from './process.ts';
export type { ProcessBody, Wait, WaitOptions } from './process.ts';
export type { RequestOptions } from './request-line.ts';
export { Resource } from './resource.ts';
export type { ResourceOptions, SeizeOptions } from './resource.ts';
export { Signal } from './signal.ts';
export type { SignalOptions } from './signal.ts';
export { Simulation } from './simulation.ts';
export type { RunOutcome, SimulationOptions, TimeUnit, WaitingProcess } from './simulation.ts';
export { Store } from './store.ts';
export type { GetOptions, StoreOptions } from './store.ts';
export { formatTrace } from './trace.ts';
export type { TraceEntry, TraceSink } from './trace.ts';
export type { StoppedWork, WorkRule } from './work-rule.ts';
export { compileFlow } from './flow/compile-flow.ts';
export { Flow } from './flow/flow.ts';
export type { FlowAttributes } from './flow/flow.ts';
export type { FlowBlock, FlowDefinition, FlowValue, RouteCase } from './flow/flow-definition.ts';
export type { FlowPoolStatistics, FlowTally } from './flow/flow-statistics.ts';
