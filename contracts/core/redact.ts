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
  return text => unique.reduce((clean, secret) => clean.replaceAll(secret, HIDDEN), text);
}
