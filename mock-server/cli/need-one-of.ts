import { didYouMean } from '../../contracts/core/names.js';
import { UsageError } from './settings.js';

/** Throws `UsageError` for a name that is not among these; it says what is near, else all there are. */
export function needOneOf(what: string, given: string, names: readonly string[]): void {
  if (!names.includes(given)) throw unknownName(what, given, names);
}

const unknownName = (what: string, given: string, names: readonly string[]): UsageError =>
  new UsageError(`there is no ${what} "${given}"${didYouMean(given, names) || `; there are ${names.join(', ')}`}`);

/** A key of a value, by its name as it is given. Throws `UsageError` as `needOneOf` does. */
export function needKeyOf<Key extends string>(what: string, given: string, all: Readonly<Record<Key, unknown>>): Key {
  const isKey = (name: string): name is Key => Object.hasOwn(all, name);
  if (isKey(given)) return given;
  throw unknownName(what, given, Object.keys(all));
}
