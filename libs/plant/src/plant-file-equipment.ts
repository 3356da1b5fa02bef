import { nearestName } from '@veinline/base';
import type { DocumentPath, Fields, ProblemList } from '@veinline/documents';
import { readFields } from '@veinline/documents';
import { equipmentShape } from './plant-file-format.ts';
import { readTag } from './plant-file-tags.ts';
import type { Equipment, EquipmentLevel } from './model.ts';
import type { EquipmentClass } from './plant-file-classes.ts';
import type { PlacedTag, TagOwner } from './plant-file-tags.ts';

/** Order of the levels, IEC 62264-1 figure 5 with the two of IEC 61512-1 below; one number, one tier. */
const tier: Readonly<Record<EquipmentLevel, number>> = {
  enterprise: 0,
  site: 1,
  area: 2,
  'process-cell': 3,
  'production-line': 3,
  'storage-zone': 3,
  unit: 4,
  'work-cell': 4,
  'storage-unit': 4,
  'equipment-module': 5,
  'control-module': 6,
};
/** ISA-88 lets these two contain their like. */
const mayNestInItself: readonly EquipmentLevel[] = ['equipment-module', 'control-module'];

/** Reads the equipment tree, parents before children, class tags before own tags. */
export class EquipmentReader {
  readonly equipment: Equipment[] = [];
  readonly tags: PlacedTag[] = [];
  readonly #ids = new Set<string>();
  readonly #classes: ReadonlyMap<string, EquipmentClass>;
  readonly #problems: ProblemList;

  constructor(classes: ReadonlyMap<string, EquipmentClass>, problems: ProblemList) {
    this.#classes = classes;
    this.#problems = problems;
  }

  read(values: readonly unknown[], path: DocumentPath, parent: Equipment | null = null): void {
    for (const [i, value] of values.entries()) {
      const at = [...path, i];
      const fields = readFields(equipmentShape, value, at, this.#problems, { what: 'piece of equipment' });
      if (!fields) continue;
      const found = this.#equipment(fields, at, parent);
      this.#readTags(fields, found, at);
      this.read(fields.children ?? [], [...at, 'children'], found);
    }
  }

  #equipment(fields: Fields<typeof equipmentShape>, path: DocumentPath, parent: Equipment | null): Equipment {
    const { id } = fields;
    if (id !== undefined && this.#ids.has(id))
      this.#problems.add({
        path: [...path, 'id'],
        message: `is "${id}", which another piece of equipment has already.`,
        fix: 'Give every piece of equipment its own id.',
      });
    if (id !== undefined) this.#ids.add(id);
    if (fields.level && parent) this.#checkLevel(fields.level, parent, path);
    const equipment: Equipment = {
      id: id ?? '?',
      name: fields.name ?? id ?? '?',
      level: fields.level ?? 'control-module',
      parent: parent?.id ?? null,
      description: fields.description ?? '',
      class: fields.class ?? null,
      display: this.#class(fields.class, path)?.display ?? null,
    };
    if (id !== undefined) this.equipment.push(equipment);
    return equipment;
  }

  #checkLevel(level: EquipmentLevel, parent: Equipment, path: DocumentPath): void {
    if (tier[level] > tier[parent.level]) return;
    if (level === parent.level && mayNestInItself.includes(level)) return;
    const below = Object.entries(tier).filter(([, other]) => other > tier[parent.level]);
    this.#problems.add({
      path: [...path, 'level'],
      message: `is ${level} inside the ${parent.level} ${parent.id}.`,
      fix:
        below.length > 0
          ? `Below ${parent.level} ISA-95 and ISA-88 have ${below.map(([name]) => name).join(', ')}.`
          : `Nothing but a ${parent.level} nests in a ${parent.level}.`,
    });
  }

  #class(name: string | undefined, path: DocumentPath): EquipmentClass | undefined {
    if (name === undefined) return undefined;
    const found = this.#classes.get(name);
    if (found) return found;
    const near = nearestName(name, this.#classes.keys());
    const known = [...this.#classes.keys()].join(', ');
    this.#problems.add({
      path: [...path, 'class'],
      message: `is "${name}", which is no class of this file.`,
      fix: near
        ? `Did you mean "${near}"?`
        : `Add it under classes, or use one of: ${known || '(none yet)'}.`,
    });
    return undefined;
  }

  #readTags(fields: Fields<typeof equipmentShape>, equipment: Equipment, path: DocumentPath): void {
    const owner: TagOwner = {
      equipment: equipment.id,
      connector: fields.connector,
      connectorPath: fields.connector === undefined ? null : [...path, 'connector'],
    };
    const ofClass = fields.class === undefined ? undefined : this.#classes.get(fields.class);
    const sources = [
      { values: ofClass?.tags ?? [], at: ofClass?.path ?? path },
      { values: fields.tags ?? [], at: path },
    ];
    const read = sources.flatMap(({ values, at }) =>
      values.map((value, i) => readTag(value, owner, [...at, 'tags', i], this.#problems)),
    );
    const tags = read.filter((placed) => placed !== null);
    if (fields.id !== undefined) for (const placed of tags) this.tags.push(placed);
    const orphans = tags.filter(({ tag }) => tag.connector === '');
    if (orphans.length > 0)
      this.#problems.add({
        path,
        message: `has ${orphans.length} tags but no connector (${orphans[0]?.tag.id ?? ''}).`,
        fix: `Add connector: ID to ${equipment.id}, or to each of its tags.`,
      });
  }

  /** Checks the tags of classes that no equipment uses, so that a file under construction is checked whole. */
  checkUnusedClasses(): void {
    const used = new Set(this.equipment.map((equipment) => equipment.class));
    for (const [name, { path, tags }] of this.#classes) {
      if (used.has(name)) continue;
      this.#problems.warn({
        path,
        message: 'is a class that no equipment uses.',
        fix: `Write class: ${name} at a piece of equipment, or delete the class.`,
        at: 'key',
      });
      const owner = { equipment: name, connector: undefined, connectorPath: null };
      for (const [i, value] of tags.entries()) readTag(value, owner, [...path, 'tags', i], this.#problems);
    }
  }
}
