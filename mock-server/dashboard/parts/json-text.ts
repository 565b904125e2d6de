import { readExact } from '../../../contracts/core/exact-json.js';
import { isTooDeepToRead, slipIn } from './json-slip.js';

/** A number that a double cannot hold, as a text that no one writes. */
const BIG = 'hostdouble-whole-number:';

/** A value as JSON to be read by people; numbers that a double cannot hold keep their digits. */
export const jsonText = (value: unknown): string =>
  (JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${BIG}${one}` : one), 2) ?? '').replaceAll(
    new RegExp(`"${BIG}(-?\\d+)"`, 'g'),
    '$1',
  );

/** A JSON text that was typed: its value, undefined for an empty one, or what is wrong with it and where. */
export function readJson(text: string): { readonly value?: unknown; readonly slip?: string } {
  if (text.trim() === '') return {};
  if (isTooDeepToRead(text)) return { slip: 'is nested too deep to be read' };
  const slip = slipIn(text);
  return slip === undefined ? { value: readExact(text) } : { slip };
}
