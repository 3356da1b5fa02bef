import type { ExperimentRequestInput, ModelView } from '@veinline/contracts';
import type { Draft, PlanDraft } from './experiment-draft.ts';
import type { Field, Json, JsonObject } from './parameter-fields.ts';
import { numberProblem, problemsOf } from './parameter-problems.ts';
import { differencesOf, leversOf, type Lever } from './parameter-values.ts';
import type { Size } from './run-count.ts';
import { readChoices, readNumbers, type ValueList } from './value-list.ts';

/** Problems by place, such as `scenarios.0.parameters.demand.rate`; the page shows each at its field. */
export type Problems = ReadonlyMap<string, string>;

type Plan = ExperimentRequestInput['plan'];

/** The request that a draft makes, or everything that is wrong with the draft. */
export function requestOf(
  draft: Draft,
  model: ModelView,
  fields: readonly Field[],
): { readonly request: ExperimentRequestInput; readonly problems: Problems } {
  const problems = new Map<string, string>();
  const used = draft.kind === 'compare' ? draft.scenarios : draft.scenarios.slice(0, 1);
  const scenarios = used.map(({ name, values }, at) => {
    if (name.trim() === '') problems.set(`scenarios.${at}.name`, 'Write a name for the scenario.');
    if (used.findIndex((other) => other.name === name) < at) {
      problems.set(`scenarios.${at}.name`, `“${name}” is taken by another scenario.`);
    }
    for (const [path, message] of problemsOf(fields, values)) {
      problems.set(`scenarios.${at}.parameters.${path}`, message);
    }
    const parameters = differencesOf(fields, model.defaults as JsonObject, values);
    return { name: name.trim(), model: draft.model, parameters };
  });
  const plan = planOf(draft.plan, problems);
  const scenario = scenarios[0] ?? { name: '', model: draft.model, parameters: {} };
  const levers = leversOf(fields, draft.scenarios[0]?.values ?? {});
  return { request: kindOf(), problems };

  function kindOf(): ExperimentRequestInput {
    switch (draft.kind) {
      case 'run':
        return { kind: 'run', scenario, plan };
      case 'compare':
        if (scenarios.length < 2) problems.set('scenarios', 'A comparison needs at least two scenarios.');
        return { kind: 'compare', scenarios, plan };
      case 'sweep':
        return { kind: 'sweep', scenario, axes: axesOf(draft, levers, problems), plan };
      case 'sensitivity': {
        const samples = whole(draft.samples, 'samples', 2, 4096, problems);
        const factors = factorsOf(draft, levers, problems);
        return { kind: 'sensitivity', scenario, method: draft.method, factors, samples, plan };
      }
    }
  }
}

function number(text: string): Json {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text.trim();
}

function whole(
  text: string,
  key: string,
  minimum: number,
  maximum: number,
  into: Map<string, string>,
): number {
  const limits = { isInteger: true, minimum, maximum, above: null, below: null };
  const problem = numberProblem(number(text), limits);
  if (problem !== null) into.set(key, problem);
  return Number(text);
}

function planOf(draft: PlanDraft, problems: Map<string, string>): Plan {
  const plan: Plan = {
    seed: whole(draft.seed, 'plan.seed', 0, Number.MAX_SAFE_INTEGER, problems),
    replications: whole(draft.replications, 'plan.replications', 1, 100_000, problems),
    confidence: draft.confidence,
  };
  if (!draft.isPrecise) return plan;
  const isShare = draft.by === 'relative';
  const limits = { isInteger: false, minimum: null, maximum: isShare ? 100 : null, above: 0, below: null };
  const problem = numberProblem(number(draft.width), limits);
  if (problem !== null) problems.set('plan.precision', problem);
  const width = isShare ? { relative: Number(draft.width) / 100 } : { halfWidth: Number(draft.width) };
  return { ...plan, precision: { output: draft.output, ...width } };
}

/** Values of an axis as written, read by the kind of its parameter. */
export function axisValues(text: string, lever: Lever | undefined): ValueList {
  if (lever?.field.kind === 'choice') return readChoices(text, lever.field.choices);
  if (lever?.field.kind === 'boolean') return readChoices(text, [true, false]);
  return readNumbers(text);
}

function axesOf(draft: Draft, levers: readonly Lever[], problems: Map<string, string>) {
  return draft.axes.map(({ path, text }, at) => {
    const lever = levers.find((item) => item.path === path);
    const { values, problem } = axisValues(text, lever);
    if (path === '') problems.set(`axes.${at}.path`, 'Choose the parameter of this axis.');
    else if (draft.axes.findIndex((axis) => axis.path === path) < at) {
      problems.set(`axes.${at}.path`, 'Another axis moves this parameter already.');
    }
    if (problem !== null) problems.set(`axes.${at}.values`, problem);
    const bad = lever?.field.kind === 'number' ? lever.field : null;
    for (const value of (bad && values) ?? []) {
      const out = bad && numberProblem(value, bad, bad.unit);
      if (out) problems.set(`axes.${at}.values`, out);
    }
    return { path, values: [...(values ?? [])] };
  });
}

function factorsOf(draft: Draft, levers: readonly Lever[], problems: Map<string, string>) {
  if (draft.factors.length === 0) problems.set('factors', 'Choose at least one factor.');
  return draft.factors.map(({ path, low, high }, at) => {
    const field = levers.find((item) => item.path === path)?.field;
    const none = { isInteger: false, minimum: null, maximum: null, above: null, below: null };
    const limits = field?.kind === 'number' ? field : none;
    for (const [key, text] of [
      ['low', low],
      ['high', high],
    ] as const) {
      const problem = numberProblem(number(text), limits, field?.unit);
      if (problem !== null) problems.set(`factors.${at}.${key}`, problem);
    }
    if (Number(low) >= Number(high) && !problems.has(`factors.${at}.high`)) {
      problems.set(`factors.${at}.high`, `The high end must lie above ${low}.`);
    }
    return { path, low: Number(low), high: Number(high) };
  });
}

/** What multiplies to the number of runs of a draft; what cannot be read yet counts as one. */
export function sizeOf(draft: Draft, levers: readonly Lever[]): Size {
  switch (draft.kind) {
    case 'run':
      return { kind: 'run' };
    case 'compare':
      return { kind: 'compare', scenarios: draft.scenarios.length };
    case 'sweep': {
      const count = ({ path, text }: Draft['axes'][number]): number =>
        axisValues(
          text,
          levers.find((lever) => lever.path === path),
        ).values?.length ?? 1;
      return { kind: 'sweep', axes: draft.axes.map(count) };
    }
    case 'sensitivity': {
      const samples = Number(draft.samples) || 1;
      return { kind: 'sensitivity', method: draft.method, factors: draft.factors.length, samples };
    }
  }
}

/** Place of a server's problem: `scenarios[1].parameters.a` and `scenario.parameters.a` by the page's keys. */
export function placeOf(path: string): string {
  const place = path
    .replace(/^\$?\.?(body\.)?/, '')
    .replace(/\[(\w+)\]/g, '.$1')
    .replaceAll('/', '.')
    .replace(/^\.+/, '')
    .replace(/^scenario(?=\.|$)/, 'scenarios.0');
  return place.startsWith('plan.precision') ? 'plan.precision' : place;
}

/** The problems without those at a place or below it. */
export function withoutPlace(problems: Problems, place: string): Problems {
  const rest = [...problems].filter(([key]) => key !== place && !key.startsWith(`${place}.`));
  return rest.length === problems.size ? problems : new Map(rest);
}
