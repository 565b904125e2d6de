import { distance } from 'fastest-levenshtein';

/** A vendor's name is also a member of JSON documents, and the beginning of variables of the environment. */
export const VENDOR_NAME = /^[a-z][A-Za-z0-9_]*$/;

/** How a vendor is called: by its own name, and by others that people know it by. */
export interface NamedVendor {
  readonly vendor: string;
  readonly alsoKnownAs?: readonly string[];
}

/** Own name of the vendor that is called so; undefined if none is. */
export const vendorCalled = (name: string, vendors: readonly NamedVendor[]): string | undefined =>
  vendors.find(one => namesOf(one).includes(name))?.vendor;

const namesOf = ({ vendor, alsoKnownAs = [] }: NamedVendor): string[] => [vendor, ...alsoKnownAs];

/** The end of a sentence about a name that no vendor has: the names that are near, else those there are. */
export const vendorsThereAre = (name: string, vendors: readonly NamedVendor[]): string =>
  didYouMean(name, vendors.flatMap(namesOf)) || `; there are ${vendors.map(({ vendor }) => vendor).join(', ')}`;

/** Whether a pattern matches a name; `*` stands for any text. The time is linear in their lengths, for both may be given. */
export function isMeant(pattern: string, name: string): boolean {
  const [head = '', ...pieces] = pattern.split('*');
  const tail = pieces.pop();
  if (tail === undefined) return name === pattern;
  if (!name.startsWith(head)) return false;
  let at = head.length;
  for (const piece of pieces) {
    const found = name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return name.endsWith(tail) && at + tail.length <= name.length;
}

/** Most letters to put in, leave out or change in a slip of the fingers, and most names that are offered for it. */
const [SLIPS, OFFERED] = [2, 3];

/** The end of a sentence about an unknown name: `; did you mean port?`, or nothing if no name is near. */
export function didYouMean(name: string, names: Iterable<string>): string {
  const near = [...new Set(names)]
    .filter(other => Math.abs(other.length - name.length) <= SLIPS)
    .map(other => ({ other, slips: distance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ slips }) => slips <= SLIPS)
    .sort((one, other) => one.slips - other.slips)
    .slice(0, OFFERED);
  return near.length === 0 ? '' : `; did you mean ${near.map(({ other }) => other).join(' or ')}?`;
}
