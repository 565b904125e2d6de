import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Tables } from './schema.js';

/** A query as text, with the places of its values; each engine prepares it once, by its name. */
export interface Statement<Args, Row> {
  readonly name: string;
  readonly text: string;
  /** The values of one execution, in the order of their places. */
  readonly valuesOf: (args: Args) => readonly unknown[];
  /** Of which rows it answers; it holds nothing. */
  readonly row?: Row;
}

/** The place of a value in a query. */
class Slot {
  readonly name: string;
  readonly nth: number | undefined;

  constructor(name: string, nth?: number) {
    this.name = name;
    this.nth = nth;
  }
}

type SlotOf<Args> = <Name extends keyof Args & string>(name: Name) => Args[Name];

/** Makes queries in the words of one dialect. No query is sent by it. */
export function queriesOf(dialect: 'sqlite' | 'postgres'): Kysely<Tables> {
  const isSqlite = dialect === 'sqlite';
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => (isSqlite ? new SqliteAdapter() : new PostgresAdapter()),
      createDriver: () => new DummyDriver(),
      createIntrospector: db => (isSqlite ? new SqliteIntrospector(db) : new PostgresIntrospector(db)),
      createQueryCompiler: () => (isSqlite ? new SqliteQueryCompiler() : new PostgresQueryCompiler()),
    },
  });
}

/** A query with values of these names: `statement<{ id: string }>()('look', slot => …where('id', '=', slot('id')))`. */
export const statement =
  <Args extends object>() =>
  <Row>(name: string, make: (slot: SlotOf<Args>) => Compilable<Row>): Statement<Args, Row> => {
    const { sql, parameters } = make(slot => new Slot(slot) as unknown as Args[typeof slot]).compile();
    const read = (args: object, parameter: unknown): unknown =>
      parameter instanceof Slot ? Reflect.get(args, parameter.name) : parameter;
    return { name, text: sql, valuesOf: args => parameters.map(parameter => read(args, parameter)) };
  };

/** Most rows that one query puts in: SQLite takes some 32,000 values, PostgreSQL twice that. Each number up to the first has a text of its own. */
const [FEW_ROWS, MOST_ROWS] = [16, 256];

/** A query that puts in as many rows as it is given. Beyond a few each power of two has a text, so that not many are prepared. */
export interface RowsStatement<Args> {
  readonly chunks: (rows: readonly Args[]) => readonly Execution[];
}

/** One execution of a query. */
export interface Execution {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export function rowsStatement<Args extends object>(
  name: string,
  columns: readonly (keyof Args & string)[],
  make: (rows: readonly Args[]) => Compilable<unknown>,
): RowsStatement<Args> {
  const made = new Map<number, { readonly text: string; readonly slots: readonly unknown[] }>();
  const ofSize = (size: number) => {
    const known = made.get(size);
    if (known !== undefined) return known;
    const row = (nth: number) => Object.fromEntries(columns.map(column => [column, new Slot(column, nth)]));
    const { sql, parameters } = make(Array.from({ length: size }, (_, nth) => row(nth) as Args)).compile();
    const compiled = { text: sql, slots: parameters };
    made.set(size, compiled);
    return compiled;
  };
  const asked = (rows: readonly Args[], from: number, size: number): Execution => {
    const { text, slots } = ofSize(size);
    const values = slots.map(slot =>
      slot instanceof Slot ? Reflect.get(rows[from + (slot.nth ?? 0)] ?? {}, slot.name) : slot,
    );
    return { name: `${name}_${size}`, text, values };
  };
  return {
    chunks(rows) {
      const all: Execution[] = [];
      for (let from = 0; from < rows.length; ) {
        const left = rows.length - from;
        const size = left <= FEW_ROWS ? left : Math.min(MOST_ROWS, 2 ** Math.floor(Math.log2(left)));
        all.push(asked(rows, from, size));
        from += size;
      }
      return all;
    },
  };
}
