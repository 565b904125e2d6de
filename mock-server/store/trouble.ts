import { StoreError, type StoreTrouble } from './store.js';

/** What codes of SQLite, of PostgreSQL and of Node say of a store, by how they begin; the longest that fits counts. */
const troubles: readonly (readonly [StoreTrouble, RegExp])[] = [
  ['full', /^(SQLITE_FULL|SQLITE_IOERR_(WRITE|TRUNCATE|SHMSIZE|FSYNC)|ENOSPC|EDQUOT|EFBIG|53100)/],
  ['unreachable', /^(08|57P0|57014|55P03|25P0|25006|53300|40001|40P01|SQLITE_BUSY|SQLITE_LOCKED)/],
  ['unreachable', /^E(CONN|PIPE|TIMEDOUT|HOST|NET|AI_AGAIN|NOTFOUND|NOENT|ACCES)/],
];

/** What `pg` says without a code. */
const unreachable = /terminat|timeout|not queryable|Connection ended|closed/i;

const sentences: Readonly<Record<StoreTrouble, string>> = {
  unreachable: 'the store cannot be reached',
  full: 'the store has no room left',
  closed: 'the store is closed',
  failed: 'the store failed',
};

const codeOf = (error: unknown): string => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : '';
};

function troubleOf(error: unknown): StoreTrouble {
  if (error instanceof AggregateError && error.errors.length > 0) return troubleOf(error.errors[0]);
  const code = codeOf(error);
  const known = troubles.find(([, codes]) => codes.test(code));
  if (known !== undefined) return known[0];
  return code === '' && error instanceof Error && unreachable.test(error.message) ? 'unreachable' : 'failed';
}

/** The error of a verb, from what an engine threw. Its message says nothing that the engine said: that may name addresses. */
export function storeErrorOf(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const trouble = troubleOf(error);
  const code = codeOf(error);
  return new StoreError(trouble, `${sentences[trouble]}${code === '' ? '' : ` (${code})`}`, { cause: error });
}

export const closedError = (): StoreError => new StoreError('closed', sentences.closed);

/** Whether a transaction was given up for another, and may be tried again. */
export const isGivenUp = (error: unknown): boolean => /^(40001|40P01)$/.test(codeOf(error));
