import { z } from 'zod';
import { alarmSchema, liveValueSchema } from './api.ts';

/**
 * The live stream, `GET /api/live?tags=A,B&equipment=BR-01`: server-sent events. The first event is `values`
 * with every subscribed tag (or, after a reconnect with Last-Event-ID, those that changed since); then at most
 * ten `values` a second with what changed. `alarms` carries the whole list of alarms that are not normal,
 * whenever it changes. `heartbeat` comes every 5 s if nothing else did.
 */
export const liveEventSchemas = {
  values: z.object({ serverTime: z.number(), values: z.array(liveValueSchema) }),
  alarms: z.object({ serverTime: z.number(), alarms: z.array(alarmSchema) }),
  heartbeat: z.object({ serverTime: z.number() }),
} as const;

export type LiveValuesEvent = z.infer<typeof liveEventSchemas.values>;
export type LiveAlarmsEvent = z.infer<typeof liveEventSchemas.alarms>;
export type HeartbeatEvent = z.infer<typeof liveEventSchemas.heartbeat>;
