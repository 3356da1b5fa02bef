import { alarmTypes, equipmentLevels } from './model.ts';
import { z } from 'zod';

const legalId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);
const id = legalId.describe('an id of letters, digits, - and _ (at most 64), in quotes if it is a number');
const text = z.string().min(1).describe('text, in quotes if it looks like a number or contains ": "');
const optionalText = text.optional().describe('text, in quotes if it looks like a number or contains ": "');
const seconds = (fallback: number) =>
  z.number().min(0).default(fallback).describe('a number of seconds, 0 or more');
const list = z.array(z.unknown()).default([]).describe('a list: lines that start with "- "');
const pair = (example: string) =>
  z.tuple([z.number(), z.number()]).optional().describe(`two numbers, low and high: ${example}`);

/** The connector kinds a plant file may name. */
export const connectorKinds = ['opcua', 'mqtt', 'sparkplug', 'cassette'] as const;

/** Top of the file. */
export const fileShape = {
  version: z.literal(1).describe('1, the only format this Veinline reads'),
  name: text,
  timeZone: z
    .string()
    .refine(isTimeZone)
    .default('UTC')
    .describe('an IANA time zone such as Europe/Amsterdam or UTC'),
  processSpeedTag: z.string().optional().describe('the id of a number tag, EQUIPMENT.Property'),
  connectors: list,
  classes: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('class names with their tags: "perfused-bioreactor: { tags: [...] }"'),
  equipment: z
    .array(z.unknown())
    .min(1)
    .describe('a list of at least one piece of equipment, starting with the site'),
};

/** A connector; every key beyond these is a setting of its kind. */
export const connectorShape = {
  id,
  kind: z.enum(connectorKinds).describe(`one of ${connectorKinds.join(', ')}`),
  timeSource: z
    .enum(['live', 'simulated', 'replay'])
    .optional()
    .describe('live, simulated or replay; without it live (a cassette: replay)'),
};

/** A class: what equipment of one kind shows and which tags it has. */
export const classShape = {
  display: z.unknown(),
  tags: list,
};

export const displayShape = {
  indicators: z.array(z.string()).default([]).describe('a list of property names: [Temperature, DO]'),
  context: z.unknown(),
};

const property = z.string().optional().describe('the property name of a tag of this class');
export const contextShape = {
  batch: property,
  patient: property,
  phase: property,
  day: property,
  plannedDays: property,
  mode: property,
  next: property,
  state: property,
};

export const tagShape = {
  property: legalId.describe('a property name of letters, digits, - and _ (at most 64)'),
  address: text,
  connector: z.string().optional().describe('the id of a connector'),
  type: z.enum(['number', 'string', 'boolean']).default('number').describe('number, string or boolean'),
  description: z.string().default('').describe('text'),
  unit: z.string().default('').describe('text such as "degC", in quotes'),
  range: pair('[0, 100]'),
  normal: pair('[40, 65]'),
  decimals: z.int().min(0).max(12).optional().describe('a whole number of decimals from 0 to 12'),
  interval: z.number().positive().optional().describe('the expected seconds between updates, above 0'),
  states: z
    .record(z.string().regex(/^-?\d+$/), z.string())
    .optional()
    .describe('names by whole number: { 0: Closed, 1: Open }'),
  alarms: list,
};

export const alarmShape = {
  type: z.enum(alarmTypes).describe(`one of ${alarmTypes.join(', ')}`),
  limit: z.number().optional().describe('a number in the unit of the tag'),
  setpoint: z
    .union([z.number(), z.string().min(1)])
    .optional()
    .describe('a number, a property of the same equipment, or a tag id EQUIPMENT.Property'),
  priority: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .default(2)
    .describe('1 (most urgent), 2 or 3'),
  onDelay: seconds(0),
  offDelay: seconds(0),
  deadband: z.number().min(0).default(0).describe('a distance in the unit of the tag, 0 or more'),
  latch: z.boolean().default(false).describe('true or false'),
  message: optionalText,
  consequence: optionalText,
  response: optionalText,
};

export const equipmentShape = {
  id,
  level: z.enum(equipmentLevels).describe(`one of ${equipmentLevels.join(', ')}`),
  name: text.optional().describe('text'),
  description: z.string().default('').describe('text'),
  class: z.string().optional().describe('the name of a class of this file'),
  connector: z.string().optional().describe('the id of a connector of this file'),
  tags: list,
  children: list,
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
