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

/** Most letters that are wrong in a slip of the fingers, and most names that are offered for it. */
const [SLIPS, OFFERED] = [2, 3];

/** What to say after a name that is none of those there are: `; did you mean port?`, or nothing when none is near. */
export function didYouMean(name: string, names: Iterable<string>): string {
  const near = [...new Set(names)]
    .map(other => ({ other, slips: slipsBetween(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ slips }) => slips <= SLIPS)
    .sort((one, other) => one.slips - other.slips)
    .slice(0, OFFERED);
  return near.length === 0 ? '' : `; did you mean ${near.map(({ other }) => other).join(' or ')}?`;
}

/** Letters to put in, leave out or change to make one text the other; of texts that cannot be near, only that they are not. */
function slipsBetween(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > SLIPS) return SLIPS + 1;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (let column = 0; column < other.length; column += 1)
      next.push(
        Math.min(
          (next[column] ?? 0) + 1,
          (row[column + 1] ?? 0) + 1,
          (row[column] ?? 0) + (letter === other[column] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[other.length] ?? 0;
}
