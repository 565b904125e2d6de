/** One place of a pattern: which characters fit, and whether any number of them. */
interface Place {
  readonly fits: (char: string) => boolean;
  readonly isRepeated: boolean;
}

/**
 * Whether a line has what a basic regular expression of `grep` says: characters, `.`, `[a-z]`, `*`, `^`, `$`. All
 * possibilities are followed side by side, so that no pattern takes longer than its length times that of the line.
 */
export function lineMatcher(pattern: string): (line: string) => boolean {
  const isAtStart = pattern.startsWith('^');
  const isAtEnd = /(^|[^\\])\$$/.test(pattern);
  const places = placesOf(pattern.slice(isAtStart ? 1 : 0, isAtEnd ? -1 : undefined));
  return line => {
    let states = closure(places, new Set([0]));
    if (states.has(places.length) && (!isAtEnd || line === '')) return true;
    for (let at = 0; at < line.length; at += 1) {
      const char = line[at] ?? '';
      const next = new Set<number>();
      for (const state of states) {
        const place = places[state];
        if (place?.fits(char)) next.add(place.isRepeated ? state : state + 1);
      }
      if (!isAtStart) next.add(0);
      states = closure(places, next);
      if (states.has(places.length) && (!isAtEnd || at === line.length - 1)) return true;
    }
    return false;
  };
}

/** What may be passed over is passed over too. */
function closure(places: readonly Place[], states: Set<number>): Set<number> {
  for (const state of states) if (places[state]?.isRepeated) states.add(state + 1);
  return states;
}

function placesOf(pattern: string): Place[] {
  const places: Place[] = [];
  let at = 0;
  while (at < pattern.length) {
    const [fits, length] = fitting(pattern.slice(at));
    at += length;
    const isRepeated = pattern[at] === '*';
    if (isRepeated) at += 1;
    places.push({ fits, isRepeated });
  }
  return places;
}

function fitting(rest: string): [(char: string) => boolean, number] {
  const [first = ''] = rest;
  if (first === '.') return [() => true, 1];
  if (first === '\\' && rest.length > 1) return [char => char === rest[1], 2];
  const set = first === '[' ? /^\[(\^?)(\]?[^\]]*)\]/.exec(rest) : null;
  if (set === null) return [char => char === first, 1];
  const [whole, not, inside = ''] = set;
  const ranges = [...inside.matchAll(/(.)-(.)|(.)/gs)].map(([, from, to, one]) => [from ?? one ?? '', to ?? one ?? '']);
  const has = (char: string): boolean => ranges.some(([from = '', to = '']) => char >= from && char <= to);
  return [char => has(char) !== (not === '^'), whole.length];
}
