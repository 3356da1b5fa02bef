import type { DocumentPath, ProblemList } from '@veinline/documents';
import { isRecord, readFields } from '@veinline/documents';
import { classShape, connectorShape, contextShape, displayShape } from './plant-file-format.ts';
import type { ConnectorDefinition, EquipmentDisplay } from './model.ts';
import type { SettingsSchemas } from './plant-file-settings.ts';
import { checkSettings } from './plant-file-settings.ts';

/** A class as the file gives it: its tags are read once per piece of equipment. */
export interface EquipmentClass {
  readonly display: EquipmentDisplay | null;
  readonly tags: readonly unknown[];
  readonly path: DocumentPath;
}

/** Reads the connectors; whatever is no id, kind or time source becomes a setting, checked by its kind's schema. */
export function readConnectors(
  values: readonly unknown[],
  schemas: SettingsSchemas,
  problems: ProblemList,
): Map<string, ConnectorDefinition> {
  const connectors = new Map<string, ConnectorDefinition>();
  for (const [i, value] of values.entries()) {
    const path = ['connectors', i];
    const fields = readFields(connectorShape, value, path, problems, { what: 'connector', isOpen: true });
    if (!fields?.id || !isRecord(value)) continue;
    if (connectors.has(fields.id))
      problems.add({
        path: [...path, 'id'],
        message: `is "${fields.id}", which another connector has already.`,
        fix: 'Give every connector its own id.',
      });
    const isCassette = fields.kind === 'cassette';
    if (isCassette && fields.timeSource !== undefined && fields.timeSource !== 'replay')
      problems.add({
        path: [...path, 'timeSource'],
        message: `is "${fields.timeSource}" for a cassette, which always replays.`,
        fix: 'Delete timeSource, or write replay.',
      });
    const own = new Set(Object.keys(connectorShape));
    const settings = Object.fromEntries(Object.entries(value).filter(([key]) => !own.has(key)));
    const schema = fields.kind === undefined ? undefined : schemas[fields.kind];
    if (schema) checkSettings(schema, settings, path, problems);
    connectors.set(fields.id, {
      id: fields.id,
      kind: fields.kind ?? 'unknown',
      timeSource: isCassette ? 'replay' : (fields.timeSource ?? 'live'),
      settings,
    });
  }
  return connectors;
}

/** Reads the classes with their display; tags stay raw, since their address depends on the equipment. */
export function readClasses(
  values: Readonly<Record<string, unknown>>,
  problems: ProblemList,
): Map<string, EquipmentClass> {
  const classes = new Map<string, EquipmentClass>();
  for (const [name, value] of Object.entries(values)) {
    const path = ['classes', name];
    const fields = readFields(classShape, value, path, problems, { what: 'class' });
    const display =
      fields?.display === undefined ? null : readDisplay(fields.display, [...path, 'display'], problems);
    classes.set(name, { display, tags: fields?.tags ?? [], path });
  }
  return classes;
}

function readDisplay(value: unknown, path: DocumentPath, problems: ProblemList): EquipmentDisplay | null {
  const fields = readFields(displayShape, value, path, problems, { what: 'display' });
  if (!fields) return null;
  const context =
    fields.context === undefined
      ? {}
      : readFields(contextShape, fields.context, [...path, 'context'], problems, { what: 'display context' });
  const given = Object.entries(context ?? {}).filter(([, property]) => property !== undefined);
  return { indicators: fields.indicators ?? [], context: Object.fromEntries(given) };
}
