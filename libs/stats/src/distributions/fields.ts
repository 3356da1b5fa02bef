import { z } from 'zod';

/** The description of every field completes the sentence "Write ...". */
export const anyNumber = (meaning: string) => z.number().describe(`a number: ${meaning}`);

export const positive = (meaning: string) => z.number().positive().describe(`a number above 0: ${meaning}`);

/** A shape or count, bounded because the time that a cdf takes grows with its square root. */
export const size = (meaning: string) =>
  z.number().positive().max(1e9).describe(`a number above 0, at most 1e9: ${meaning}`);

export const notNegative = (meaning: string) =>
  z.number().nonnegative().describe(`a number of 0 or more: ${meaning}`);

export const wholeSize = (meaning: string) =>
  z.int().positive().max(1e9).describe(`a whole number from 1 to 1e9: ${meaning}`);

/** Standard deviation over mean of a gamma distribution, whose shape is 1 over its square. */
export const variation = (meaning: string) =>
  z.number().min(1e-4).describe(`a number of 0.0001 or more: ${meaning}`);

/** A probability at which something still happens. */
export const chance = (meaning: string) =>
  z.number().min(1e-9).max(1).describe(`a number from 1e-9 to 1: ${meaning}`);

/** A refinement: each number must not be below the one before it, and the last must be above the first. */
export function ascending<K extends string>(...keys: readonly K[]) {
  return (spec: Readonly<Record<K, number>>, context: z.RefinementCtx): void => {
    for (const [i, key] of keys.entries()) {
      const before = keys[i - 1];
      if (before !== undefined && spec[key] < spec[before])
        return refuse(
          context,
          key,
          `is ${spec[key]}, below ${before} (${spec[before]})`,
          `Write a ${key} of at least ${spec[before]}, or a lower ${before}.`,
        );
    }
    const first = keys[0]!;
    const last = keys.at(-1)!;
    if (spec[first] === spec[last])
      refuse(
        context,
        last,
        `is ${spec[last]}, the same as ${first}`,
        `Write a ${last} above ${spec[first]}; for a fixed value write the number alone.`,
      );
  };
}

/** Reports a fault of one field of a record together with its remedy. */
export function refuse(context: z.RefinementCtx, key: string, problem: string, fix: string): void {
  context.addIssue({
    code: 'custom',
    path: [key],
    message: `${key} ${problem}. ${fix}`,
    params: { problem, fix },
  });
}
