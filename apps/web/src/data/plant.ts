import type { EquipmentView, TagView } from '@veinline/contracts';
import { useMemo } from 'react';
import { useEquipment, useTags } from './queries.ts';

/** A piece of equipment with its tags looked up by property name. */
export interface Unit {
  readonly equipment: EquipmentView;
  readonly tags: readonly TagView[];
  /** Tags of the display's indicators, in order. */
  readonly indicators: readonly TagView[];
  /** Tags of the display's context words, by role: batch, patient, phase, day, plannedDays, mode, next, state. */
  readonly context: Readonly<Record<string, TagView | undefined>>;
}

/** Joins equipment and tags. */
export function unitsOf(equipment: readonly EquipmentView[], tags: readonly TagView[]): Unit[] {
  const byEquipment = Map.groupBy(tags, (tag) => tag.equipment);
  return equipment.map((item) => {
    const own = byEquipment.get(item.id) ?? [];
    const find = (property: string): TagView | undefined => own.find((tag) => tag.property === property);
    const indicators = (item.display?.indicators ?? []).flatMap((property) => find(property) ?? []);
    const words = Object.entries(item.display?.context ?? {}).map(
      ([role, property]) => [role, find(property)] as const,
    );
    return { equipment: item, tags: own, indicators, context: Object.fromEntries(words) };
  });
}

/** True for units that run batches in phases (ISA-88): they get a card, other equipment a row. */
export function isBatchUnit(unit: Unit): boolean {
  return unit.indicators.length >= 3 && unit.context['phase'] !== undefined;
}

/** All equipment that has something to show, in the order of the plant file. */
export function useUnits(): readonly Unit[] | undefined {
  const equipment = useEquipment().data;
  const tags = useTags().data;
  return useMemo(() => {
    if (equipment === undefined || tags === undefined) return undefined;
    return unitsOf(equipment.equipment, tags.tags).filter((unit) => unit.tags.length > 0);
  }, [equipment, tags]);
}
