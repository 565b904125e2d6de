import type { StoredCall, StoredText } from './store.js';

/**
 * Calls that are kept together, as one text: so many, a line for each, and a line for each answer that some of them say. The
 * first line has the place of the answer of each call, counted from 1, and 0 where it says none.
 */
export function callsTogether(calls: readonly StoredText[]): string {
  const places = new Map<string, number>();
  const placeOf = (answer: string): number => {
    const place = places.get(answer) ?? places.size + 1;
    places.set(answer, place);
    return place;
  };
  const answered = calls.map(({ answer }) => (answer === undefined ? 0 : placeOf(answer)));
  return [answered.join(' '), ...calls.map(({ entry }) => entry), ...places.keys()].join('\n');
}

/** The calls with a greater number of those that were kept together. */
export function callsIn({ number: last, entry: text }: StoredCall, after: number): StoredCall[] {
  const lines = text.split('\n');
  // Before, each call was kept alone.
  if (lines.length === 1) return [{ number: last, entry: text }];
  const places = (lines[0] ?? '').split(' ');
  const first = last - places.length + 1;
  const calls = places.map((place, nth): StoredCall => {
    const answer = place === '0' ? undefined : lines[places.length + Number(place)];
    return { number: first + nth, entry: lines[1 + nth] ?? '', ...(answer !== undefined && { answer }) };
  });
  return calls.filter(({ number }) => number > after);
}
