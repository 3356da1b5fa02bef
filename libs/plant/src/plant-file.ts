import type { Environment, Problem } from '@veinline/documents';
import { ProblemList, inDocumentOrder, openDocument, readFields } from '@veinline/documents';
import type { PlantModel } from './model.ts';
import { readClasses, readConnectors } from './plant-file-classes.ts';
import { EquipmentReader } from './plant-file-equipment.ts';
import type { SettingsSchemas } from './plant-file-settings.ts';
import type { TagId } from './sample.ts';
import { fileShape } from './plant-file-format.ts';
import { resolveReferences } from './plant-file-references.ts';

export interface ReadPlantOptions {
  /** Values for `${NAME}` in the file. */
  readonly environment: Environment;
  /** For messages. */
  readonly fileName: string;
  /** Schemas of the connectors' settings by kind; settings of a kind that is not named here are not checked. */
  readonly settings?: SettingsSchemas;
}

/** A whole plant, or everything that keeps the file from being one. */
export type PlantFileResult =
  | { readonly ok: true; readonly model: PlantModel; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a plant file (YAML 1.2, format version 1). Never throws: a text that is no plant comes back as the list
 * of all its problems, each with line, column, path, the value found and what to write instead.
 */
export function readPlantFile(
  text: string,
  { environment, fileName, settings = {} }: ReadPlantOptions,
): PlantFileResult {
  const outline = 'version: 1, name: ..., connectors: [...] and equipment: [...]';
  const source = openDocument(text, { environment, fileName, outline });
  if (source.value === undefined) return { ok: false, problems: source.problems };
  const problems = new ProblemList(source.locate);
  const model = readModel(source.value, settings, problems);
  const found = inDocumentOrder([...source.problems, ...problems.problems]);
  if (!model || found.length > 0) return { ok: false, problems: found };
  return { ok: true, model, warnings: [...source.warnings, ...problems.warnings] };
}

function readModel(value: unknown, settings: SettingsSchemas, problems: ProblemList): PlantModel | null {
  const file = readFields(fileShape, value, [], problems, { what: 'plant file' });
  if (!file) return null;
  const connectors = readConnectors(file.connectors ?? [], settings, problems);
  const classes = readClasses(file.classes ?? {}, problems);
  const reader = new EquipmentReader(classes, problems);
  reader.read(file.equipment ?? [], ['equipment']);
  reader.checkUnusedClasses();
  const { processSpeedTag } = file;
  const tags = resolveReferences(
    { connectors, classes, equipment: reader.equipment, tags: reader.tags, processSpeedTag },
    problems,
  );
  return {
    name: file.name ?? '',
    timeZone: file.timeZone ?? 'UTC',
    processSpeedTag: processSpeedTag === undefined ? null : (processSpeedTag as TagId),
    connectors: [...connectors.values()],
    equipment: reader.equipment,
    tags,
  };
}
