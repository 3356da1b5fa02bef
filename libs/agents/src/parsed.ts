import { VeinlineError } from '@veinline/base';
import { type z } from 'zod';

/** A value that cannot be used: where it is and what to write instead. */
export interface InputProblem {
  readonly path: string;
  readonly message: string;
}

/** Reads plain data by a schema; throws VeinlineError `code` with every problem, its path and its remedy. */
export function parsed<S extends z.ZodType>(
  schema: S,
  input: unknown,
  code: string,
  what: string,
): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw refused(problemsOf(result.error.issues), code, what);
}

/** One error out of all problems. */
export function refused(problems: readonly InputProblem[], code: string, what: string): VeinlineError {
  const lines = problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return new VeinlineError(code, `${what} cannot be used: ${lines.join(' ')}`, {
    hint: 'Correct the values named; each problem says how.',
    details: { problems },
  });
}

/** Issues of a schema as problems; of alternatives, those of the one that comes closest to what was written. */
export function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  within: readonly PropertyKey[] = [],
): InputProblem[] {
  return issues.flatMap((issue) => {
    const path = [...within, ...issue.path];
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const closest = [...issue.errors].sort((a, b) => distance(a) - distance(b))[0]!;
      if (closest.some((inner) => inner.path.length > 0)) return problemsOf(closest, path);
    }
    return [{ path: path.map(String).join('.'), message: issue.message }];
  });
}

/** Unknown keys and other types mean another alternative was meant; a wrong value inside means this one. */
function distance(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => {
    const isOtherShape =
      issue.code === 'unrecognized_keys' ||
      issue.path.length === 0 ||
      (issue.code === 'invalid_type' && issue.input === undefined);
    return sum + (isOtherShape ? 10 : 1);
  }, 0);
}
