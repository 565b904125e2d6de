import type { Finding } from '../../core/checks.js';
import type { Entry } from '../../core/contract.js';
import { sampleOf } from '../../core/differences.js';
import { everyAt, keysOfPath } from '../../core/json-path.js';
import { isPlace } from '../../core/kept-problems.js';
import type { Example, Kept } from '../../core/operation.js';
import { placeOf } from '../../core/schema.js';

/** The check of what was written, beside the checks of every answer. */
export const keptChecks = [
  { id: 'not-kept', sentence: 'What a call wrote is shown by the next read of the thing.', severity: 'warning' },
] as const;
const [check] = keptChecks;

/** The values that a call wrote: what it sent, or what its own answer said. */
export function writtenBy({ of }: Kept, { query, body }: Example, answer: unknown): readonly unknown[] {
  const written = isPlace(of) ? everyAt(answer, of) : [Reflect.get(Object(body), of) ?? query?.[of]];
  return written.flat().filter(value => value !== undefined && value !== null && typeof value !== 'object');
}

/**
 * The finding that an answer does not show all that was written. `7` and `"7"` are the same here: the checks of every answer
 * tell types.
 */
export function notKept(
  writer: Entry,
  { operation }: Entry,
  { at, of, evidence }: Kept,
  written: readonly unknown[],
  answer: unknown,
): Finding | undefined {
  const shown = everyAt(answer, at);
  const texts = new Set(shown.map(String));
  if (written.every(value => texts.has(String(value)))) return undefined;
  const place = Object.values(operation.responses)
    .map(schema => placeOf(schema, keysOfPath(at)))
    .find(({ schema }) => schema !== undefined);
  const [first] = shown;
  // Where no list stands, the list is what is missing.
  const where = shown.length === 0 ? at.replace(/\[\*\]$/, '') : at;
  return {
    ...{ check: check.id, path: where, place: where },
    expected: isPlace(of) ? `what ${writer.id} answered at ${of}` : `the ${of} that ${writer.id} was sent`,
    found: shown.length === 0 ? 'nothing' : place?.secret ? typeof first : `another, ${sampleOf(first, check.id)}`,
    evidence: evidence ?? place?.evidence ?? operation.evidence ?? 'documented',
    severity: evidence === 'assumed' ? 'notice' : check.severity,
  };
}
