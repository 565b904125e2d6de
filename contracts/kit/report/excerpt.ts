import { z } from 'zod';
import type { Finding } from '../../core/checks.js';
import type { WireReply } from '../../core/dialect.js';
import { sampleOf } from '../../core/differences.js';
import type { Schema } from '../../core/operation.js';
import { placeOf } from '../../core/schema.js';
import { bounded, visible } from './visible.js';

/** Members shown of an object that lacks a field, or of a body that is another altogether. */
const MOST_MEMBERS = 6;
const LONGEST = 600;

/** A place in the request; nothing of the answer stands there. */
const OF_REQUEST = /^\$request\b/;

const STEP = /\.([A-Za-z_]\w*)|\[(\*|\d+|"(?:[^"\\]|\\.)*")\]/g;

/** The keys of a path as a check writes it: `$.data[0]["odd name"]` is `data`, 0, `odd name`. */
const keysIn = (path: string): (string | number)[] =>
  [...path.matchAll(STEP)].map(([, word, inside = '']) => {
    if (word !== undefined) return word;
    if (inside.startsWith('"')) return String(JSON.parse(inside));
    return /^\d+$/.test(inside) ? Number(inside) : inside;
  });

/**
 * The smallest part of an answer that shows a finding, as one line of JSON: the way to its place, and there what the finding
 * says of the value; where a field is missing, the members that are there instead. It is built of kinds and patterns only,
 * for an endpoint may echo a credential: a value is looked at for its kind alone, and a name that no schema lists is shown
 * as the findings' own places show it. A finding about the whole answer shows its status and media type too.
 */
export function excerptOf(
  { status, headers, body }: WireReply,
  { path, place, found }: Finding,
  schema?: Schema,
): string {
  const keys = OF_REQUEST.test(path) ? [] : keysIn(path);
  const shown = keysIn(place);
  const isMissing = found === 'nothing' && keys.length > 0;
  const way = isMissing ? keys.slice(0, -1) : keys;
  const holders: unknown[] = [body];
  for (const key of way) holders.push(memberOf(holders.at(-1), key));
  let text = found.startsWith('"') ? found : kindShown(found);
  if (isMissing || keys.length === 0) text = outlined(holders.at(-1), schema && placeOf(schema, way).schema);
  for (let at = way.length - 1; at >= 0; at -= 1)
    text = Array.isArray(holders[at]) ? `[${text}]` : `{${JSON.stringify(String(shown[at] ?? way[at]))}:${text}}`;
  const type = MEDIA_TYPE.exec(headers?.['content-type'] ?? '')?.[0] ?? 'without a media type';
  return bounded(visible(keys.length === 0 ? `${status} ${type} ${text}` : text), LONGEST);
}

const kindShown = (kind: string): string => (kind === 'null' ? kind : JSON.stringify(`<${kind}>`));

const MEDIA_TYPE = /^[a-z]{1,20}\/[\w.+-]{1,60}/i;

const memberOf = (whole: unknown, key: string | number): unknown =>
  whole !== null && typeof whole === 'object' && Object.hasOwn(whole, key) ? Reflect.get(whole, key) : undefined;

/** The kinds of a value's members, and how many more there are. */
function outlined(value: unknown, schema: Schema = z.unknown()): string {
  if (value === undefined) return '(empty)';
  if (typeof value === 'string') return JSON.stringify('<text>');
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return kindShown(sampleOf(value, 'type'));
  const names = Object.keys(value);
  const members = names.slice(0, MOST_MEMBERS).map(name => {
    const [shown = ''] = keysIn(placeOf(schema, [name]).path);
    return `${JSON.stringify(String(shown))}:${kindShown(sampleOf(memberOf(value, name), 'type'))}`;
  });
  if (names.length > MOST_MEMBERS) members.push(`"…":"${names.length - MOST_MEMBERS} more"`);
  return `{${members.join(',')}}`;
}
