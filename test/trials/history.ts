/** A write, at its place in the order that a journal gives. */
export interface Placed {
  readonly tag: string;
  /** When it was sent, and when its answer was heard: Infinity if it never was. */
  readonly sent: number;
  readonly heard: number;
}

/** Writes that stand before one that was acknowledged before they were sent: no order of calls explains that. */
export function broken(order: readonly Placed[]): string[] {
  const found: string[] = [];
  let latest: Placed | undefined;
  for (const write of order) {
    if (latest !== undefined && write.heard < latest.sent)
      found.push(`${latest.tag} was sent after ${write.tag} was acknowledged, and stands before it`);
    if (latest === undefined || write.sent > latest.sent) latest = write;
  }
  return found;
}

/** After how many writes, at least and at most, a read may have looked. */
export interface Sight {
  readonly least: number;
  readonly most: number;
}

/**
 * Says for reads where in an order they may have looked: after all writes that were acknowledged before a read was sent, and
 * before all that were sent after it was answered.
 */
export function sightsIn(order: readonly Placed[]): (sent: number, heard: number) => Sight {
  // The place after the last of those that were heard before an instant: the greatest place by instants of hearing.
  const heards = order.map(({ heard }, place) => ({ heard, place })).filter(({ heard }) => Number.isFinite(heard));
  heards.sort((one, other) => one.heard - other.heard);
  let greatest = 0;
  const after = heards.map(({ place }) => (greatest = Math.max(greatest, place + 1)));
  // The place before the first of those that were sent after an instant: the least place by instants of sending.
  const sents = order.map(({ sent }, place) => ({ sent, place })).sort((one, other) => one.sent - other.sent);
  let least = order.length;
  const before = sents.map(() => 0);
  for (let index = sents.length - 1; index >= 0; index--) {
    least = Math.min(least, sents[index]?.place ?? least);
    before[index] = least;
  }
  return (sent, heard) => {
    const known = countWhere(heards.length, index => (heards[index]?.heard ?? 0) < sent);
    const begun = countWhere(sents.length, index => (sents[index]?.sent ?? 0) <= heard);
    return { least: known === 0 ? 0 : (after[known - 1] ?? 0), most: before[begun] ?? order.length };
  };
}

/** How many of so many in a row hold, where those that hold come first. */
function countWhere(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is wrong with the numbers of a journal: they go up by one. */
export function gaps(numbers: readonly number[]): string[] {
  return numbers.flatMap((number, index) => {
    const last = numbers[index - 1];
    return last === undefined || number === last + 1 ? [] : [`after number ${last} comes ${number}`];
  });
}
