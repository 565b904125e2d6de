import { distance } from 'fastest-levenshtein';

/** Whether a name is one that a pattern means: `*` stands for any piece. Its time grows with their lengths only. */
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

/** What to say after a name that is none of those there are: `; did you mean port?`, or nothing when none is near. */
export function didYouMean(name: string, names: Iterable<string>): string {
  const near = [...new Set(names)]
    .filter(other => Math.abs(other.length - name.length) <= SLIPS)
    .map(other => ({ other, slips: distance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ slips }) => slips <= SLIPS)
    .sort((one, other) => one.slips - other.slips)
    .slice(0, OFFERED);
  return near.length === 0 ? '' : `; did you mean ${near.map(({ other }) => other).join(' or ')}?`;
}
