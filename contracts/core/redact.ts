const SHORTEST = 4;
const HIDDEN = '[redacted]';
/** Of secrets that are no words, take out the forms in small and in capital letters too: a host's name is in small ones. */
const SHORTEST_IN_CASES = 8;

const casesOf = (secret: string): string[] =>
  secret.length < SHORTEST_IN_CASES ? [secret] : [secret, secret.toLowerCase(), secret.toUpperCase()];

/**
 * Takes known secrets out of a text, also as they are written in addresses and in JSON. A second line of defence: no
 * value that a schema marks as secret is put into a report in the first place.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter(secret => secret.length >= SHORTEST)
    .flatMap(casesOf)
    .flatMap(secret => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .toSorted((one, other) => other.length - one.length);
  const unique = [...new Set(forms)];
  const isIn = finder(unique);
  return text => (isIn(text) ? unique.reduce((clean, secret) => clean.replaceAll(secret, HIDDEN), text) : text);
}

/** Rows of the table of a finder, a power of two: so many pairs of letters are told apart. */
const ROWS = 4096;

/**
 * Says whether any of these words is in a text. Most texts hold none, and it looks at a few of their letters only: at the
 * pair that ends a stretch as long as the shortest word, and from there on as far as no word can begin before (Wu, Manber:
 * A fast algorithm for multi-pattern searching, 1994).
 */
function finder(words: readonly string[]): (text: string) => boolean {
  const shortest = words.at(-1)?.length ?? 0;
  if (shortest < 2) return () => false;
  const steps = new Uint8Array(ROWS).fill(Math.min(shortest - 1, 255));
  const ending = new Map<number, string[]>();
  for (const word of words) {
    for (let end = 1; end < shortest; end += 1) {
      const row = rowOf(word, end);
      steps[row] = Math.min(steps[row] ?? 0, shortest - 1 - end);
    }
    const last = rowOf(word, shortest - 1);
    ending.set(last, [...(ending.get(last) ?? []), word]);
  }
  return text => {
    for (let at = shortest - 1; at < text.length; ) {
      const row = rowOf(text, at);
      const step = steps[row] ?? 1;
      if (step === 0 && ending.get(row)?.some(word => text.startsWith(word, at - shortest + 1))) return true;
      at += step === 0 ? 1 : step;
    }
    return false;
  };
}

/** The row of the pair of letters that ends there: in small and in capital letters a word has the same ones. */
const rowOf = (text: string, end: number): number =>
  (((text.charCodeAt(end - 1) | 32) << 5) ^ (text.charCodeAt(end) | 32)) & (ROWS - 1);
