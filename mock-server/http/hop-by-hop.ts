/** Headers that are of one connection and end with it (RFC 9110, section 7.6.1). */
const OF_CONNECTION = ['connection', 'keep-alive', 'proxy-connection', 'upgrade'];
/** A `Connection` header cannot take these away: without them a message has another end, or goes elsewhere. */
const NEEDED = ['host', 'content-length', 'transfer-encoding', 'trailer', 'content-type'];

/**
 * The headers of a message that go on, flat as Node has them, in their order and writing. `TE: trailers` goes on, for
 * trailers do; other words of `TE` are of the connection.
 */
export function endToEnd(raw: readonly string[]): string[] {
  const pairs = pairsOf(raw);
  const named = pairs
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map(word => word.trim().toLowerCase()))
    .filter(name => !NEEDED.includes(name) && name !== 'te');
  const dropped = new Set([...OF_CONNECTION, ...named]);
  return pairs.flatMap(([name, value]) => {
    const lower = name.toLowerCase();
    if (lower === 'te') return /\btrailers\b/i.test(value) ? [name, 'trailers'] : [];
    return dropped.has(lower) ? [] : [name, value];
  });
}

/** Flat headers in pairs. */
export const pairsOf = (raw: readonly string[]): [string, string][] =>
  raw.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, raw[at + 1] ?? '']] : []));

/** Replaces the value of a header where it stands; adds it first if it is not there. */
export function withHeader(flat: readonly string[], name: string, value: string): string[] {
  const pairs = pairsOf(flat);
  const isThere = pairs.some(([one]) => one.toLowerCase() === name.toLowerCase());
  const replaced = pairs.flatMap(([one, old]) => [one, one.toLowerCase() === name.toLowerCase() ? value : old]);
  return isThere ? replaced : [name, value, ...replaced];
}
