import { VeinlineError } from '@veinline/base';
import { type AgentId } from './agent-id.ts';
import { type Codes, type ColumnSpec } from './column-spec.ts';

/** One attribute of all agents of a population. Takes ids of its own population only; others are not caught. */
export interface Column<V, Name extends string = string> {
  get(id: AgentId<Name>): V;
  set(id: AgentId<Name>, value: V): void;
}

/** A column that knows which agents have a value. */
export interface IndexedColumn<V, Name extends string = string> extends Column<V, Name> {
  countOf(value: V): number;
  /** The agents with a value, in the order in which they came to it; they may leave it meanwhile. */
  having(value: V): Iterable<AgentId<Name>>;
}

/** A column of unique texts. */
export interface KeyColumn<Name extends string = string> extends Column<string, Name> {
  find(text: string): AgentId<Name> | undefined;
}

/** The column that a spec makes. */
export type ColumnOf<S extends ColumnSpec, Name extends string> = S extends { kind: 'text'; unique: true }
  ? KeyColumn<Name>
  : S extends { indexed: true }
    ? IndexedColumn<ValueOf<S>, Name>
    : Column<ValueOf<S>, Name>;

/** The value that a spec holds. */
export type ValueOf<S extends ColumnSpec> = S extends { kind: 'text' }
  ? string
  : S extends { kind: 'u8'; codes: infer C extends Codes }
    ? C[keyof C]
    : number;

/** What a population asks of its columns. */
export interface StoredColumn extends Column<number | string> {
  readonly bytes: number;
  /** Throws when the value cannot be stored; tried for all columns before an agent is added to any. */
  check(value: unknown): void;
  append(row: number, value: number | string): void;
  grow(capacity: number): void;
  write(size: number): Uint8Array;
  read(bytes: Uint8Array, size: number): void;
}

/** Throws for a value that a column cannot hold. */
export function unstorable(column: string, value: unknown, wanted: string): VeinlineError {
  return new VeinlineError('AGENT_VALUE_INVALID', `The column ${column} cannot hold ${String(value)}.`, {
    hint: `Store ${wanted}.`,
    details: { column, value },
  });
}
