import { isDeeper, MOST_DEEP } from '../../contracts/core/depth.js';
import type { Dialect } from '../../contracts/core/dialect.js';
import { Failure } from '../../contracts/core/failure.js';
import type { Schema } from '../../contracts/core/operation.js';
import { isInParts, partsOf, readParts } from '../../contracts/core/parts.js';
import { readWide } from '../../contracts/core/whole-number.js';
import { fields, namedAs } from '../calls/fields.js';
import type { RawInput } from '../calls/input.js';
import { nestedAsInPhp } from '../calls/php-form.js';

/** What is known of an input before it is read. */
interface Expected {
  /** The schema of the body. */
  readonly body?: Schema | undefined;
  /** Names of the query by their lower-case form, where the dialect takes them in any case. */
  readonly names?: ReadonlyMap<string, string>;
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

const utf8 = new TextDecoder('utf-8', { fatal: true });
const FORM = 'application/x-www-form-urlencoded';

/** Reads query and body the dialect's way, a body in parts where the operation takes it so. Throws `Failure` of kind `malformed` when the bytes cannot be read. */
export function readInput(
  dialect: Dialect,
  search: string,
  bytes: Buffer,
  mediaType: string | undefined,
  { body, names = NO_NAMES }: Expected = {},
): Omit<RawInput, 'params'> {
  const query = search === '' ? {} : fields(search);
  if (dialect.input === 'form') {
    const form = bytes.length === 0 ? {} : isForm(mediaType) ? fields(textOf(bytes)) : filesAndFields(mediaType, bytes);
    return { query: namedAs(names, { ...query, ...form }), body: undefined };
  }
  // What is in no parts has none of the members that are sought there.
  if (isInParts(body)) return { query, body: readParts(mediaType, textOf(bytes)) ?? {} };
  if (dialect.bodies === 'byType' && bytes.length > 0) return { query, ...byType(bytes, mediaType, body) };
  return { query, body: bytes.length === 0 ? undefined : json(textOf(bytes), body) };
}

/** The beginning of a JSON object or list. */
const JSON_START = /^\s*[{[]/;

/**
 * A body as its media type says; nothing where that cannot be. What looks like JSON is read as such whatever its type says:
 * that the panel minds a client that forgets to say it is in no source.
 */
function byType(bytes: Buffer, mediaType = '', schema: Schema | undefined): Pick<RawInput, 'body' | 'isUnread'> {
  try {
    if (/[/+]json\b/i.test(mediaType) || JSON_START.test(bytes.toString('latin1', 0, 32)))
      return { body: json(textOf(bytes), schema) };
    if (isForm(mediaType)) return { body: nestedAsInPhp(fields(textOf(bytes))) };
    if (/^multipart\/form-data\b/i.test(mediaType)) return { body: nestedAsInPhp(filesAndFields(mediaType, bytes)) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  return { body: undefined, isUnread: true };
}

const isForm = (mediaType: string | undefined): boolean =>
  mediaType === undefined || mediaType.toLowerCase().startsWith(FORM);

/** The names and values of a form, for whoever looks for a credential in it: files are of no interest there. */
export function formText(bytes: Buffer, mediaType: string | undefined): string {
  if (isForm(mediaType)) return bytes.toString('latin1');
  const plain = partsOf(mediaType, bytes.toString('latin1')).filter(({ fileName }) => fileName === undefined);
  return new URLSearchParams(Object.fromEntries(plain.map(({ name, text }) => [name, text]))).toString();
}

/**
 * A form in parts, each a field. A part that is a file comes with its name and its size in bytes, `x.filename` and
 * `x.size`; what is not UTF-8 in it stands as one character for each byte.
 */
function filesAndFields(mediaType: string | undefined, bytes: Buffer): RawInput['query'] {
  const read: [string, string][] = [];
  for (const { name, fileName, text } of partsOf(mediaType, bytes.toString('latin1'))) {
    const content = Buffer.from(text, 'latin1');
    read.push([name, textOrBytes(content)]);
    if (fileName !== undefined)
      read.push(
        [`${name}.filename`, textOrBytes(Buffer.from(fileName, 'latin1'))],
        [`${name}.size`, `${content.length}`],
      );
  }
  return Object.fromEntries(read);
}

function textOrBytes(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Failure('malformed', { text: 'the body is not UTF-8' });
  }
}

function json(text: string, schema: Schema | undefined): unknown {
  if (text.trim() === '') return undefined;
  // What walks through a value goes as deep as it is nested, and would overflow the stack.
  if (isDeeper(text)) throw new Failure('malformed', { text: `the body is nested deeper than ${MOST_DEEP} levels` });
  try {
    return readWide(schema, text);
  } catch (error) {
    throw new Failure('malformed', { text: `the body is not JSON: ${error instanceof Error ? error.message : error}` });
  }
}
