import { z } from 'zod';

/** A time in a query: milliseconds since 1970 or ISO 8601. */
const time = z
  .string()
  .transform((text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text)))
  .refine(
    (ms) => Number.isFinite(ms),
    'write milliseconds since 1970 or ISO 8601 in UTC, e.g. 2026-11-22T14:02:00Z',
  )
  .describe('Milliseconds since 1970-01-01T00:00:00Z or ISO 8601');

const list = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) =>
    value === undefined
      ? []
      : [value]
          .flat()
          .flatMap((text) => text.split(','))
          .filter(Boolean),
  );

/** Query of /api/samples. */
export const samplesQuery = z
  .object({
    tag: z.string().min(1),
    from: time,
    to: time,
    buckets: z.coerce.number().int().min(1).max(10_000).optional(),
    limit: z.coerce.number().int().min(1).max(100_000).default(100_000),
  })
  .refine((query) => query.from < query.to, { path: ['from'], message: '"from" must lie before "to"' });
export type SamplesQuery = z.infer<typeof samplesQuery>;

/** Query of /api/live. */
export const liveQuery = z.object({
  tags: list,
  equipment: list,
  lastEventId: z.coerce.number().nonnegative().optional(),
});
export type LiveQuery = z.infer<typeof liveQuery>;

/** Query of /api/alarms/journal. */
export const journalQuery = z.object({
  from: time.optional(),
  to: time.optional(),
  subject: z.string().optional(),
  category: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(1_000),
});
export type JournalQueryInput = z.infer<typeof journalQuery>;
