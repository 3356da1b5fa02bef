import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { f64, i32, text, u8 } from './column-spec.ts';
import { type AgentValues, Population } from './population.ts';

const State = { idle: 0, busy: 1, away: 7 } as const;
const columns = {
  name: text({ unique: true }),
  state: u8(State, { indexed: true }),
  depot: i32({ indexed: true }),
  level: i32(),
  hours: f64(),
  note: text(),
};
type Crew = AgentValues<typeof columns>;
const crews = (): Population<'crew', typeof columns> => new Population('crew', columns, { capacity: 2 });

const crew = fc.record({
  state: fc.constantFrom(...Object.values(State)),
  depot: fc.integer({ min: -2, max: 2 }),
  level: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  hours: fc.double(),
  note: fc.string({ unit: 'binary' }),
});
const addition = fc.record({ add: crew });
const change = fc.oneof(
  { weight: 1, arbitrary: addition },
  { weight: 4, arbitrary: fc.record({ row: fc.nat(9), state: crew.map(({ state }) => state) }) },
  { weight: 2, arbitrary: fc.record({ row: fc.nat(9), depot: fc.integer({ min: -2, max: 2 }) }) },
);
/** Some agents, then changes and further agents in any order. */
const changes = fc
  .tuple(fc.array(addition, { maxLength: 8 }), fc.array(change, { maxLength: 60, size: 'max' }))
  .map(([first, then]) => [...first, ...then]);

/** A population next to a plain array that says what it should hold. */
function played(script: typeof changes extends fc.Arbitrary<infer C> ? C : never): {
  population: Population<'crew', typeof columns>;
  rows: Crew[];
  arrivals: Map<number, number[]>;
} {
  const population = crews();
  const rows: Crew[] = [];
  // Rows by state in the order in which they came to it.
  const arrivals = new Map<number, number[]>(Object.values(State).map((state) => [state, []]));
  for (const change of script) {
    if ('add' in change) {
      const values = { ...change.add, name: `crew ${rows.length}` };
      arrivals.get(values.state)!.push(population.add(values));
      rows.push(values);
      continue;
    }
    if (change.row >= rows.length) continue;
    const id = population.id(change.row);
    const before = rows[id]!;
    if ('state' in change) {
      population.columns.state.set(id, change.state);
      if (before.state !== change.state) {
        arrivals.set(
          before.state,
          arrivals.get(before.state)!.filter((row) => row !== id),
        );
        arrivals.get(change.state)!.push(id);
      }
      rows[id] = { ...before, state: change.state };
    } else {
      population.columns.depot.set(id, change.depot);
      rows[id] = { ...before, depot: change.depot };
    }
  }
  return { population, rows, arrivals };
}

describe('a population', () => {
  it('holds what a plain array of objects would, through growth and changes', () => {
    fc.assert(
      fc.property(changes, (script) => {
        const { population, rows } = played(script);
        expect(population.size).toBe(rows.length);
        expect([...population].map((id) => population.values(id))).toEqual(rows);
      }),
      { seed: 7 },
    );
  });

  it('keeps its indexes true to its columns and in order of arrival', () => {
    fc.assert(
      fc.property(changes, (script) => {
        const { population, rows, arrivals } = played(script);
        const { state, depot } = population.columns;
        for (const value of Object.values(State)) {
          expect([...state.having(value)]).toEqual(arrivals.get(value));
          expect(state.countOf(value)).toBe(arrivals.get(value)!.length);
        }
        for (let value = -2; value <= 2; value++)
          expect(depot.countOf(value)).toBe(rows.filter((row) => row.depot === value).length);
      }),
      { seed: 8 },
    );
  });

  it('selects the same agents in order of id with or without an index', () => {
    fc.assert(
      fc.property(
        changes,
        fc.constantFrom(...Object.values(State)),
        fc.integer({ min: -2, max: 2 }),
        (script, state, depot) => {
          const { population, rows } = played(script);
          const expected = rows.flatMap((row, id) =>
            row.state === state && row.depot === depot ? [id] : [],
          );
          expect(population.where({ state, depot })).toEqual(expected);
          expect(
            population.where({}, (id) => rows[id]!.state === state && rows[id]!.depot === depot),
          ).toEqual(expected);
        },
      ),
      { seed: 9 },
    );
  });

  it('comes back from its bytes as it was, the order of its indexes included', () => {
    fc.assert(
      fc.property(changes, changes, (script, other) => {
        const { population, rows, arrivals } = played(script);
        const { population: copy } = played(other);
        copy.restore(population.snapshot());
        expect([...copy].map((id) => copy.values(id))).toEqual(rows);
        for (const value of Object.values(State))
          expect([...copy.columns.state.having(value)]).toEqual(arrivals.get(value));
        rows.forEach(({ name }, row) => expect(copy.columns.name.find(name)).toBe(row));
        expect(copy.snapshot()).toEqual(population.snapshot());
      }),
      { seed: 10 },
    );
  });

  it('lets agents leave the value that is being gone through', () => {
    const population = crews();
    for (let n = 0; n < 5; n++)
      population.add({ name: `n${n}`, state: State.idle, depot: 0, level: 0, hours: 0, note: '' });
    for (const id of population.columns.state.having(State.idle))
      population.columns.state.set(id, State.busy);
    expect(population.columns.state.countOf(State.idle)).toBe(0);
    expect(population.columns.state.countOf(State.busy)).toBe(5);
  });

  it('refuses values that do not fit and then adds nothing', () => {
    const population = crews();
    const good: Crew = { name: 'a', state: State.idle, depot: 0, level: 0, hours: 0, note: '' };
    const first = population.add(good);
    expect(() => population.add(good)).toThrow(/crew.name 'a' belongs to another agent/);
    expect(() => population.add({ ...good, name: 'b', state: 5 as 0 })).toThrow(/crew.state cannot hold 5/);
    expect(() => population.add({ ...good, name: 'b', depot: 1.5 })).toThrow(/crew.depot cannot hold 1.5/);
    expect(() => population.columns.level.set(first, 2 ** 31)).toThrow(/crew.level cannot hold 2147483648/);
    expect(() => population.id(1)).toThrow(/crew has no agent 1/);
    expect(() => population.where({ colour: 1 } as unknown as Partial<Crew>)).toThrow(/no column colour/);
    expect(population.size).toBe(1);
    population.columns.name.set(first, 'b');
    expect(population.add(good)).toBe(1);
  });

  it('refuses a snapshot that is damaged or of other columns', () => {
    const population = crews();
    const bytes = population.snapshot();
    expect(() => population.restore(bytes.slice(0, -1))).toThrow(/bytes/);
    expect(() => population.restore(new Uint8Array(4))).toThrow(/no snapshot/);
    expect(() => new Population('crew', { hours: f64() }).restore(bytes)).toThrow(
      /and not crew { hours: f64 }/,
    );
  });

  it('takes the bytes per agent that its columns add up to', () => {
    const population = new Population(
      'job',
      { due: f64(), crew: i32({ indexed: true }), state: u8(State, { indexed: true }), size: i32() },
      { capacity: 1000 },
    );
    expect(population.bytes / 1000).toBe(8 + (4 + 8) + (1 + 8) + 4);
  });
});
