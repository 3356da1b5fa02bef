import { VeinlineError } from '@veinline/base';
import { type AgentId } from './agent-id.ts';
import { type ColumnOf, type StoredColumn, type ValueOf } from './column.ts';
import { type ColumnSpec } from './column-spec.ts';
import { F64Column } from './f64-column.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { TextColumn } from './text-column.ts';
import { WholeColumn } from './whole-column.ts';

/** The columns of a population by name. */
export type ColumnSpecs = Readonly<Record<string, ColumnSpec>>;

/** One agent's values by column. */
export type AgentValues<S extends ColumnSpecs> = { readonly [K in keyof S]: ValueOf<S[K]> };

/**
 * Many agents held as columns: an agent is a row, its attributes lie in typed arrays, and nothing is allocated per
 * agent but its texts. Agents are added and change; they are never removed.
 */
export class Population<Name extends string, S extends ColumnSpecs> implements Iterable<AgentId<Name>> {
  readonly name: Name;
  /** The columns, for reading and writing: `crews.columns.state.set(id, CrewState.busy)`. */
  readonly columns: { readonly [K in keyof S]: ColumnOf<S[K], Name> };
  readonly #specs: S;
  readonly #stored: readonly (readonly [name: string, column: StoredColumn])[];
  #capacity: number;
  #size = 0;

  constructor(name: Name, specs: S, options: { readonly capacity?: number } = {}) {
    this.name = name;
    this.#specs = specs;
    this.#capacity = Math.max(1, options.capacity ?? 16);
    this.#stored = Object.entries(specs).map(([column, spec]) => [
      column,
      this.#create(`${name}.${column}`, spec),
    ]);
    this.columns = Object.fromEntries(this.#stored) as unknown as typeof this.columns;
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes held by the columns and their indexes, room for growth included; texts count as references. */
  get bytes(): number {
    return this.#stored.reduce((sum, [, column]) => sum + column.bytes, 0);
  }

  /** Adds an agent; throws VeinlineError AGENT_VALUE_INVALID or AGENT_NAME_TAKEN and then adds nothing. */
  add(values: AgentValues<S>): AgentId<Name> {
    for (const [name, column] of this.#stored) column.check(values[name]);
    if (this.#size === this.#capacity) this.#grow(2 * this.#capacity);
    const row = this.#size++;
    for (const [name, column] of this.#stored) column.append(row, values[name]!);
    return row as AgentId<Name>;
  }

  /** The agent of a row, as from another column or a file; throws VeinlineError AGENT_UNKNOWN. */
  id(row: number): AgentId<Name> {
    if (Number.isInteger(row) && row >= 0 && row < this.#size) return row as AgentId<Name>;
    throw new VeinlineError('AGENT_UNKNOWN', `${this.name} has no agent ${row}.`, {
      hint: this.#size === 0 ? 'The population is empty.' : `Agents are 0 to ${this.#size - 1}.`,
      details: { population: this.name, row, size: this.#size },
    });
  }

  /** All values of one agent, copied. */
  values(id: AgentId<Name>): AgentValues<S> {
    return Object.fromEntries(
      this.#stored.map(([name, column]) => [name, column.get(id as AgentId)]),
    ) as AgentValues<S>;
  }

  *[Symbol.iterator](): Generator<AgentId<Name>, void, void> {
    for (let row = 0; row < this.#size; row++) yield row as AgentId<Name>;
  }

  /** The agents that have all the values given and pass the test, in order of id; uses the smallest index that helps. */
  where(match: Partial<AgentValues<S>>, test?: (id: AgentId<Name>) => boolean): AgentId<Name>[] {
    const tests = Object.entries(match).map(([name, value]) => {
      const column = this.columns[name] as unknown as StoredColumn | undefined;
      if (column && value !== undefined) return { column, value: value as number | string };
      throw new VeinlineError(
        'AGENT_COLUMN_UNKNOWN',
        `${this.name} has no column ${name} to select ${String(value)} by.`,
        {
          hint: `Use one of: ${Object.keys(this.#specs).join(', ')}.`,
        },
      );
    });
    let among: Iterable<number> | undefined;
    let fewest = this.#size;
    for (const { column, value } of tests) {
      if (
        !(column instanceof WholeColumn) ||
        !column.spec.indexed ||
        column.countOf(value as number) >= fewest
      )
        continue;
      fewest = column.countOf(value as number);
      among = column.having(value as number);
    }
    const found: AgentId<Name>[] = [];
    for (const row of among ?? this) {
      const id = row as AgentId<Name>;
      if (tests.every(({ column, value }) => column.get(row as AgentId) === value) && (!test || test(id)))
        found.push(id);
    }
    return found.sort((a, b) => a - b);
  }

  /** The whole population as bytes. */
  snapshot(): Uint8Array {
    return writeSnapshot(this.name, this.#specs, this.#size, this.#stored);
  }

  /**
   * Replaces all agents by those of a snapshot of a population of the same name and columns; throws VeinlineError
   * SNAPSHOT_INVALID and then changes nothing.
   */
  restore(bytes: Uint8Array): void {
    const { size, sections } = readSnapshot(bytes, this.name, this.#specs);
    if (size > this.#capacity) this.#grow(size);
    this.#stored.forEach(([, column], index) => column.read(sections[index]!, size));
    this.#size = size;
  }

  #create(name: string, spec: ColumnSpec): StoredColumn {
    switch (spec.kind) {
      case 'f64':
        return new F64Column(name, this.#capacity);
      case 'text':
        return new TextColumn(name, spec.unique);
      default:
        return new WholeColumn(name, spec, this.#capacity);
    }
  }

  #grow(capacity: number): void {
    this.#capacity = capacity;
    for (const [, column] of this.#stored) column.grow(capacity);
  }
}
