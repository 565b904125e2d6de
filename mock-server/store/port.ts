import type { Execution, Statement } from './statement.js';

/** What an engine is asked for in one go. */
export interface Batch {
  readonly asked: readonly Execution[];
  /** Nothing follows it: a transaction may end with it. */
  readonly isLast?: boolean;
}

type Row = Readonly<Record<string, unknown>>;

/** Work on a store, whichever the engine: it yields what it asks and is given the rows that came of each. */
export type Steps<T> = Generator<Batch, T, readonly (readonly Row[])[]>;

/** How an engine does work: one query alone; several that see one instant; or several that happen whole or not at all. */
export type Isolation = 'query' | 'snapshot' | 'transaction';

/** An engine that keeps tables. */
export interface Port {
  readonly engine: 'sqlite' | 'postgres';
  readonly isShared: boolean;
  /**
   * Does work; it begins anew when the engine had to give up a transaction for another. Rejects with `StoreError`. Say the
   * world whose row it asks for before any other where there is one: such work may be done together with what comes at the
   * same time, world by world in the order of their ids, so that no two wait for each other.
   */
  run<T>(kind: Isolation, work: () => Steps<T>, world?: string): Promise<T>;
  /** Tells others that a world has changed. */
  tell(id: string): void;
  onChange(listener: (id: string) => void): () => void;
  close(): Promise<void>;
}

/** Asks one query. */
export function* ask<Args, Row>(
  statement: Statement<Args, Row>,
  args: Args,
): Generator<Batch, readonly Row[], readonly (readonly unknown[])[]> {
  const [rows] = yield { asked: [askedOf(statement, args)] };
  return rows as readonly Row[];
}

/** Asks two queries that need nothing of each other, at the end of what is done. */
export function* askBoth<Args, Row, OtherArgs, OtherRow>(
  [one, args]: readonly [Statement<Args, Row>, Args],
  [other, otherArgs]: readonly [Statement<OtherArgs, OtherRow>, OtherArgs],
): Generator<Batch, readonly [readonly Row[], readonly OtherRow[]], readonly (readonly unknown[])[]> {
  const [rows, otherRows] = yield { asked: [askedOf(one, args), askedOf(other, otherArgs)], isLast: true };
  return [rows as readonly Row[], otherRows as readonly OtherRow[]];
}

/** One execution of a query. */
export const askedOf = <Args>({ name, text, valuesOf }: Statement<Args, unknown>, args: Args): Execution => ({
  name,
  text,
  values: valuesOf(args),
});
