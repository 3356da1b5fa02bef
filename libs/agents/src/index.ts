/**
 * The shared agent core, which knows of no product and no trial: populations held as columns, working calendars, workload
 * against capacity, dispatch and assignment policies, disruptions, and the observe-orient-decide-act loop. Everything a
 * scenario can choose is plain data with a schema; everything that happens is logged with its reason.
 *
 * @example
 * const calendar = new WorkingCalendar({ timeZone: 'Europe/Zurich', weekly: { mon: ['08:00-16:30'] }, holidays: ['12-25'] });
 * calendar.addWorkingTime(instant('2026-11-23T14:00:00Z'), 3); // 2026-11-30T08:30 in Zurich
 * const policy = new DispatchPolicy({ type: 'weighted', weights: { waiting: 1, urgency: -10 } }, view);
 * policy.choose(waitingItems, now)?.scores; // which item goes first, and why
 */
export { calendarSchema } from './calendar/calendar-schema.ts';
export type { CalendarInput, CalendarSpec } from './calendar/calendar-schema.ts';
export { capacitySchedule } from './calendar/capacity-schedule.ts';
export type { CalendarCapacity } from './calendar/capacity-schedule.ts';
export { dayEdges } from './calendar/day-edges.ts';
export { ModelTime } from './calendar/model-time.ts';
export { WorkingCalendar } from './calendar/working-calendar.ts';
export type { OpenInterval } from './calendar/working-calendar.ts';

export { Agent } from './population/agent.ts';
export type { AgentId } from './population/agent-id.ts';
export { f64, i32, text, u8 } from './population/column-spec.ts';
export type { Codes, ColumnSpec } from './population/column-spec.ts';
export type { Column, ColumnOf, IndexedColumn, KeyColumn, ValueOf } from './population/column.ts';
export { Population } from './population/population.ts';
export type { AgentValues, ColumnSpecs } from './population/population.ts';

export { forecastLoad } from './workload/load-forecast.ts';
export type { LoadWindow, SkillLoad, TeamLoad, Work } from './workload/load-forecast.ts';
export { SkillFlow } from './workload/skill-flow.ts';
export type { Supply } from './workload/skill-flow.ts';
export { Team, teamSchema } from './workload/team.ts';
export type { TeamInput } from './workload/team.ts';
export { WorkloadLedger } from './workload/workload-ledger.ts';
export type { UtilisationWindow } from './workload/workload-ledger.ts';

export { AssignmentPolicy } from './policies/assignment-policy.ts';
export type { AssignmentChoice, AssignmentView, Pair } from './policies/assignment-view.ts';
export { assignmentSchema } from './policies/assignment-schema.ts';
export type { AssignmentInput, AssignmentSpec } from './policies/assignment-schema.ts';
export { DispatchPolicy } from './policies/dispatch-policy.ts';
export type { DispatchChoice, DispatchView } from './policies/dispatch-policy.ts';
export { DispatchQueue } from './policies/dispatch-queue.ts';
export { dispatchSchema } from './policies/dispatch-schema.ts';
export type { DispatchInput, DispatchSpec } from './policies/dispatch-schema.ts';
export { minCostAssignment } from './policies/min-cost-assignment.ts';
export type { AssignmentPlan, AssignmentProblem } from './policies/min-cost-assignment.ts';
export { Quotas, quotasSchema } from './policies/quotas.ts';
export type { QuotaGroups, QuotasInput } from './policies/quotas.ts';
export { resourceOrder } from './policies/resource-order.ts';
export type { Score, ScoreTerm, Term, Terms } from './policies/terms.ts';

export { DisruptableCapacity } from './disruptions/disruptable-capacity.ts';
export { disruptionSchema } from './disruptions/disruption-schema.ts';
export type { DisruptionInput, DisruptionSpec } from './disruptions/disruption-schema.ts';
export { DisruptionInjector } from './disruptions/injector.ts';
export type { DisruptionEvent, KnownDisruption } from './disruptions/injector.ts';
export type { Modifier, Strength } from './disruptions/modifier.ts';
export type { DisruptionEffects } from './disruptions/plans.ts';
export type { DisruptionEffect, DisruptionTarget } from './disruptions/targets.ts';

export { DecisionCycle } from './ooda/decision-cycle.ts';
export type { Decision, DecisionRule, ScoredProposal } from './ooda/decision-cycle.ts';
export { DecisionLoop, decideLive } from './ooda/decision-loop.ts';
export type { Approve, LoopOptions } from './ooda/decision-loop.ts';
export type {
  ActionRecord,
  Alternative,
  Indicators,
  LoopContext,
  LoopEntry,
  LoopModel,
  Proposal,
  Snapshot,
} from './ooda/loop-model.ts';
export { loopSchema } from './ooda/loop-schema.ts';
export type { LoopInput, LoopSpec } from './ooda/loop-schema.ts';
