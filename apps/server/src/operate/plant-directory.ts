import { VeinlineError } from '@veinline/base';
import type { PlantModel, Tag, TagId, TimeSource } from '@veinline/plant';

/** The plant model with look-ups; read only. */
export class PlantDirectory {
  readonly model: PlantModel;
  readonly #tags: ReadonlyMap<TagId, Tag>;
  readonly #timeSources: ReadonlyMap<string, TimeSource>;

  constructor(model: PlantModel) {
    this.model = model;
    this.#tags = new Map(model.tags.map((tag) => [tag.id, tag]));
    this.#timeSources = new Map(model.connectors.map((connector) => [connector.id, connector.timeSource]));
  }

  /** @throws VeinlineError TAG_UNKNOWN, with the tags whose names come nearest */
  tag(id: string): Tag {
    const tag = this.#tags.get(id as TagId);
    if (tag !== undefined) return tag;
    const near = this.model.tags.filter((t) => t.id.toLowerCase().includes(id.toLowerCase())).slice(0, 5);
    throw new VeinlineError('TAG_UNKNOWN', `There is no tag "${id}".`, {
      hint:
        near.length > 0 ? `Did you mean ${near.map((t) => t.id).join(', ')}?` : 'GET /api/tags lists all.',
    });
  }

  timeSourceOf(tag: Tag): TimeSource {
    return this.#timeSources.get(tag.connector) ?? 'live';
  }

  /** The one time source of the plant, or `mixed`. */
  timeSource(): TimeSource | 'mixed' {
    const sources = new Set(this.#timeSources.values());
    return sources.size === 1 ? ([...sources][0] ?? 'live') : sources.size === 0 ? 'live' : 'mixed';
  }

  /** Tags by id list and by equipment, each once; unknown names are refused. */
  select(tags: readonly string[], equipment: readonly string[]): readonly TagId[] {
    const chosen = new Set<TagId>(tags.map((id) => this.tag(id).id));
    for (const id of equipment) {
      if (!this.model.equipment.some((e) => e.id === id)) {
        throw new VeinlineError('TAG_UNKNOWN', `There is no equipment "${id}".`, {
          hint: 'GET /api/equipment lists all.',
        });
      }
      for (const tag of this.model.tags) if (tag.equipment === id) chosen.add(tag.id);
    }
    return [...chosen];
  }
}
