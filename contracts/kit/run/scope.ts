import type { LoadedContract } from '../../core/contract.js';
import { didYouMean, isMeant } from '../../core/names.js';

/**
 * Whether an operation is to be compared: named by `only` (all when it is empty) and not by `skip`. Throws an error for a
 * pattern that names none: what it was to leave out would be called, or what it was to choose would not be.
 */
export function selector(
  contract: LoadedContract,
  only: readonly string[] = [],
  skip: readonly string[] = [],
): (id: string) => boolean {
  const ids = contract.entries.map(({ id }) => id);
  for (const pattern of [...only, ...skip])
    if (!ids.some(id => isNamed(pattern, id))) {
      const names = [...Object.keys(contract.operations), ...ids];
      throw new Error(`no operation is named "${pattern}"${didYouMean(pattern.replace(/\.?\*$/, ''), names)}`);
    }
  return id => (only.length === 0 || only.some(one => isNamed(one, id))) && !skip.some(one => isNamed(one, id));
}

/** `servers.*` and `*.list`; a group alone stands for all in it. */
const isNamed = (pattern: string, id: string): boolean =>
  isMeant(pattern.includes('.') || pattern.includes('*') ? pattern : `${pattern}.*`, id);
