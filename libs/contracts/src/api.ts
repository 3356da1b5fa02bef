import { z } from 'zod';

/** Milliseconds since 1970 UTC. */
const instant = z.number().describe('Milliseconds since 1970-01-01T00:00:00Z');
const quality = z.enum(['good', 'uncertain', 'bad']);
const timeSource = z.enum(['live', 'replay', 'simulated']);

/** JSON form of a value: NaN and infinities become their names, 64-bit integers decimal text. */
export const valueSchema = z.json();

export const healthSchema = z.object({
  status: z.literal('ok'),
  version: z.string(),
  uptimeSeconds: z.number(),
});

export const sessionSchema = z.object({
  user: z.object({ id: z.string(), name: z.string(), roles: z.array(z.string()) }),
});

export const equipmentSchema = z.object({
  id: z.string(),
  name: z.string(),
  level: z.string().describe('ISA-95 / ISA-88 equipment level'),
  parent: z.string().nullable(),
  description: z.string(),
  class: z.string().nullable(),
  display: z
    .object({ indicators: z.array(z.string()), context: z.record(z.string(), z.string()) })
    .nullable()
    .describe('Property names a page shows for this equipment'),
});

export const equipmentListSchema = z.object({
  plant: z.object({
    name: z.string(),
    timeZone: z.string(),
    timeSource: z.enum(['live', 'replay', 'simulated', 'mixed']),
    processSpeedTag: z.string().nullable(),
  }),
  equipment: z.array(equipmentSchema),
});

export const alarmDefinitionSchema = z.object({
  id: z.string(),
  type: z.enum(['high-high', 'high', 'low', 'low-low', 'deviation', 'rate-of-change', 'bad-quality']),
  priority: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  limit: z.number().nullable(),
  message: z.string(),
  consequence: z.string().nullable(),
  response: z.string().nullable(),
  onDelaySeconds: z.number(),
  offDelaySeconds: z.number(),
  deadband: z.number(),
  isLatched: z.boolean(),
});

export const liveValueSchema = z.object({
  tag: z.string(),
  value: valueSchema,
  quality,
  status: z.number().describe('Full 32-bit OPC UA status code'),
  statusName: z.string(),
  sourceTime: instant,
  receiveTime: instant,
});

export const tagSchema = z.object({
  id: z.string(),
  equipment: z.string(),
  property: z.string(),
  description: z.string(),
  connector: z.string(),
  address: z.string(),
  timeSource,
  dataType: z.enum(['number', 'boolean', 'string']),
  unit: z.string(),
  range: z.tuple([z.number(), z.number()]).nullable(),
  normal: z.tuple([z.number(), z.number()]).nullable(),
  decimals: z.number(),
  expectedIntervalSeconds: z.number().nullable(),
  states: z.record(z.string(), z.string()).nullable(),
  alarms: z.array(alarmDefinitionSchema),
  last: liveValueSchema.nullable(),
});
export const tagListSchema = z.object({ tags: z.array(tagSchema) });

export const gapSchema = z.object({
  connector: z.string(),
  address: z.string().nullable(),
  from: instant,
  to: instant.nullable(),
  cause: z.string(),
});

export const rawSampleSchema = z.object({
  at: instant,
  value: valueSchema,
  quality,
  status: z.number(),
  serverTime: instant.nullable(),
  receiveTime: instant,
});
export const bucketSchema = z.object({
  start: instant,
  count: z.number(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  average: z.number().nullable(),
  first: z.number().nullable(),
  last: z.number().nullable(),
  worstQuality: quality,
});
/** Answer of /api/samples: `samples` when `buckets` was not asked for, `buckets` otherwise. */
export const samplesSchema = z.object({
  tag: z.string(),
  from: instant,
  to: instant,
  timeSource,
  samples: z.array(rawSampleSchema).optional(),
  isTruncated: z.boolean().optional().describe('True if more samples exist than were returned'),
  buckets: z.array(bucketSchema).optional(),
  gaps: z.array(gapSchema),
});

export const connectorSchema = z.object({
  id: z.string(),
  kind: z.string(),
  timeSource,
  endpoint: z.string().describe('Endpoint without credentials'),
  state: z.enum(['stopped', 'connecting', 'connected', 'reconnecting', 'refused']),
  since: instant,
  lastError: z
    .object({ code: z.string(), message: z.string(), hint: z.string().optional(), at: instant })
    .nullable(),
  tags: z.number(),
  samples: z.number(),
  samplesPerSecond: z.number().describe('Over the last 10 s'),
  latencyMs: z
    .object({ p50: z.number(), p99: z.number() })
    .nullable()
    .describe('Source time to stored, last minute'),
  reconnects: z.number(),
  rejected: z.number(),
  lost: z.number(),
  badAddresses: z.array(
    z.object({ address: z.string(), status: z.number(), statusName: z.string(), reason: z.string() }),
  ),
  gaps: z.array(gapSchema).describe('Newest first, last 20'),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export const connectorListSchema = z.object({ connectors: z.array(connectorSchema) });

/** Answer of /api/connectors/:id/browse?below=ADDRESS: one level of the source's tree. */
export const browseSchema = z.object({
  entries: z.array(
    z.object({
      address: z.string(),
      parent: z.string().nullable(),
      name: z.string(),
      kind: z.enum(['object', 'variable', 'method']),
      dataType: z.string().optional(),
      unit: z.string().optional(),
      range: z.tuple([z.number(), z.number()]).optional(),
      description: z.string().optional(),
      hasChildren: z.boolean().optional(),
      tag: z.string().nullable().describe('The tag already mapped to this address'),
    }),
  ),
});

export const alarmSchema = z.object({
  id: z.string(),
  tag: z.string(),
  equipment: z.string(),
  state: z.enum([
    'normal',
    'unacknowledged-active',
    'acknowledged-active',
    'returned-unacknowledged',
    'latched-unacknowledged',
    'latched-acknowledged',
  ]),
  type: z.string(),
  priority: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  limit: z.number().nullable(),
  unit: z.string(),
  message: z.string(),
  consequence: z.string().nullable(),
  response: z.string().nullable(),
  value: valueSchema,
  raisedAt: instant.nullable(),
  returnedAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  comment: z.string().nullable(),
});
/** Answer of /api/alarms: every alarm that is not normal, most urgent first. */
export const alarmListSchema = z.object({
  alarms: z.array(alarmSchema),
  since: instant.describe('Server start'),
});
/** Body of POST /api/alarms/acknowledge. */
export const acknowledgeSchema = z.strictObject({
  ids: z.array(z.string().min(1)).min(1).max(1000),
  comment: z.string().max(1000).optional(),
});
export const acknowledgedSchema = z.object({
  acknowledged: z.array(z.string()),
  refused: z.array(z.object({ id: z.string(), reason: z.string() })),
});

/** Answer of /api/alarms/journal?from=&to=&subject=&limit=. */
export const journalSchema = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      at: instant,
      category: z.string(),
      event: z.string(),
      subject: z.string(),
      priority: z.number().nullable(),
      message: z.string(),
      actor: z.string().nullable(),
      details: z.record(z.string(), z.json()),
    }),
  ),
});

/** RFC 9457 problem details, the body of every error. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  instance: z.string(),
  code: z.string(),
  hint: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

export type Health = z.infer<typeof healthSchema>;
export type Session = z.infer<typeof sessionSchema>;
export type EquipmentView = z.infer<typeof equipmentSchema>;
export type EquipmentList = z.infer<typeof equipmentListSchema>;
export type TagView = z.infer<typeof tagSchema>;
export type TagList = z.infer<typeof tagListSchema>;
export type LiveValue = z.infer<typeof liveValueSchema>;
export type GapView = z.infer<typeof gapSchema>;
export type SamplesView = z.infer<typeof samplesSchema>;
export type BucketView = z.infer<typeof bucketSchema>;
export type ConnectorView = z.infer<typeof connectorSchema>;
export type ConnectorList = z.infer<typeof connectorListSchema>;
export type BrowseView = z.infer<typeof browseSchema>;
export type AlarmView = z.infer<typeof alarmSchema>;
export type AlarmList = z.infer<typeof alarmListSchema>;
export type Acknowledge = z.infer<typeof acknowledgeSchema>;
export type Acknowledged = z.infer<typeof acknowledgedSchema>;
export type Journal = z.infer<typeof journalSchema>;
export type Problem = z.infer<typeof problemSchema>;
