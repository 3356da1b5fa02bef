import { VeinlineError, nearestName } from '@veinline/base';
import type { JsonValue } from './json.ts';

/**
 * A copy of the parameters with the value at a path such as `demand.rate` or `shifts[0].nurses` replaced. The path must
 * exist already: defaults are filled in, so what does not exist is mistyped. Throws PARAMETER_UNKNOWN with the nearest
 * name, PARAMETER_PATH for a path that is no path.
 */
export function setParameter(parameters: JsonValue, path: string, value: JsonValue): JsonValue {
  return replaced(parameters, stepsOf(path), 0, value, path);
}

/** The value at a path; throws as `setParameter` does. */
export function getParameter(parameters: JsonValue, path: string): JsonValue {
  let found = parameters;
  const steps = stepsOf(path);
  for (const [i, step] of steps.entries()) found = childOf(found, step, steps.slice(0, i), path);
  return found;
}

type Step = string | number;

function replaced(
  at: JsonValue,
  steps: readonly Step[],
  depth: number,
  value: JsonValue,
  path: string,
): JsonValue {
  const step = steps[depth];
  if (step === undefined) return value;
  const child = childOf(at, step, steps.slice(0, depth), path);
  const changed = replaced(child, steps, depth + 1, value, path);
  if (Array.isArray(at)) return at.map((each: JsonValue, i) => (i === step ? changed : each));
  return { ...(at as Readonly<Record<string, JsonValue>>), [step]: changed };
}

/** The keys and list positions of a path. Throws PARAMETER_PATH for a text that is none. */
export function stepsOf(path: string): Step[] {
  const legal = /^[^.[\]]+(\[\d+\])*(\.[^.[\]]+(\[\d+\])*)*$/;
  if (legal.test(path))
    return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
      index === undefined ? name! : Number(index),
    );
  throw new VeinlineError('PARAMETER_PATH', `"${path}" is no path to a parameter.`, {
    hint: 'Join the keys by dots, as in demand.rate; count list entries from 0, as in shifts[0].nurses.',
    details: { path },
  });
}

function childOf(at: JsonValue, step: Step, above: readonly Step[], path: string): JsonValue {
  if (typeof at === 'object' && at !== null && Object.hasOwn(at, step)) {
    const child = (at as Readonly<Record<Step, JsonValue | undefined>>)[step];
    if (child !== undefined && (typeof step === 'number') === Array.isArray(at)) return child;
  }
  throw unknown(at, step, textOf(above), path);
}

function unknown(at: JsonValue, step: Step, above: string, path: string): VeinlineError {
  const where = above === '' ? 'The parameters have' : `${above} has`;
  const details = { path };
  if (typeof at !== 'object' || at === null)
    return new VeinlineError(
      'PARAMETER_UNKNOWN',
      `${path} does not exist: ${above} is ${JSON.stringify(at)}.`,
      {
        hint: `Vary ${above} itself.`,
        details,
      },
    );
  if (Array.isArray(at)) {
    const hint = `Write ${above}[0] to ${above}[${at.length - 1}].`;
    const message = `${path} does not exist: ${where} ${at.length} entries, counted from 0.`;
    return new VeinlineError('PARAMETER_UNKNOWN', message, { hint, details });
  }
  const keys = Object.keys(at);
  const near = nearestName(String(step), keys);
  const join = (key: string) => (above === '' ? key : `${above}.${key}`);
  return new VeinlineError('PARAMETER_UNKNOWN', `${path} does not exist: ${where} no "${step}".`, {
    hint: near ? `Did you mean "${join(near)}"?` : `There are ${keys.map(join).join(', ')}.`,
    details,
  });
}

function textOf(steps: readonly Step[]): string {
  return steps
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step}`))
    .join('');
}
