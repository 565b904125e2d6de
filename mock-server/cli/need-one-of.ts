import { didYouMean } from '../../contracts/core/names.js';
import { UsageError } from './settings.js';

/** A name of a list, as a flag or an argument gives it. Throws `UsageError` that names what is near, else all there are. */
export function needOneOf<Name extends string>(what: string, given: string, names: readonly Name[]): Name {
  const found = names.find(name => name === given);
  if (found !== undefined) return found;
  throw new UsageError(
    `there is no ${what} "${given}"${didYouMean(given, names) || `; there are ${names.join(', ')}`}`,
  );
}
