import { parse } from 'node:querystring';
import type { Schema } from '../../contracts/core/operation.js';
import { keysOf } from '../../contracts/core/schema.js';
import type { RawInput } from './input.js';

type Query = RawInput['query'];

/** Most names of one query or form; what comes after them is not read. */
const MOST = 1000;

/** Names and values of a query or a form. */
export const fields = (text: string): Record<string, string | string[] | undefined> => ({
  ...parse(text, '&', '=', { maxKeys: MOST }),
});

/** The names that a query takes, by their lower-case form. */
export const namesOf = (query: Schema | undefined): ReadonlyMap<string, string> =>
  new Map(keysOf(query).map(name => [name.toLowerCase(), name]));

/** The same with names in lower case: of a form, or of headers. */
export const lowerCased = <V>(named: Readonly<Record<string, V>>): Record<string, V> =>
  renamed(named, name => name.toLowerCase());

/** Names of the query as the operation writes them, in whatever case they came; those that it does not know in lower case. */
export const namedAs = (names: ReadonlyMap<string, string>, query: Query): Query =>
  renamed(query, name => {
    const plain = name.toLowerCase();
    return names.get(plain) ?? plain;
  });

/** `fromEntries` makes even `__proto__` a name like any other; an assignment does not, and takes half the time. */
function renamed<V>(named: Readonly<Record<string, V>>, rename: (name: string) => string): Record<string, V> {
  const made: Record<string, V> = {};
  for (const [name, value] of Object.entries(named)) {
    const other = rename(name);
    if (other === '__proto__') return Object.fromEntries(Object.entries(named).map(([key, one]) => [rename(key), one]));
    made[other] = value;
  }
  return made;
}
