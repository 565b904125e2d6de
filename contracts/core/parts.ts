import { z } from 'zod';
import { withMark } from './evidence.js';
import { mediaTypeOf } from './wire.js';

/** A body in parts, each a text with a name (RFC 7578): forms with files are sent so. */
const PARTS = 'multipart/form-data';

/** Marks a body that is sent in parts and not as JSON. */
export const inParts = <S extends z.core.$ZodType>(schema: S): S => withMark(schema, { 'x-media-type': PARTS });

/** A text that is sent as a file. */
export const file = z.string().meta({ format: 'binary' });

/** Whether an operation takes its body in parts. */
export const isInParts = (schema: z.core.$ZodType | undefined): boolean =>
  schema !== undefined && mediaTypeOf(schema) === PARTS;

const BOUNDARY = 'hostdouble-part';

/** The members of a body as parts, with the media type that says where each ends. What is undefined is left out. */
export function writeParts(
  schema: z.core.$ZodType,
  body: unknown,
): { readonly mediaType: string; readonly text: string } {
  const members = Object.entries(Object(body)).filter(([, value]) => value !== undefined);
  const texts = members.map(([, value]) => (typeof value === 'string' ? value : JSON.stringify(value)));
  let boundary = BOUNDARY;
  while (texts.some(text => text.includes(boundary))) boundary += '-';
  const parts = members.map(([name], index) => {
    const as = isFile(schema, name) ? `; filename="${name}"\r\ncontent-type: application/octet-stream` : '';
    return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${as}\r\n\r\n${texts[index]}\r\n`;
  });
  return { mediaType: `${PARTS}; boundary=${boundary}`, text: `${parts.join('')}--${boundary}--\r\n` };
}

function isFile(schema: z.core.$ZodType, name: string): boolean {
  const member = schema instanceof z.ZodObject ? schema.shape[name] : undefined;
  return member !== undefined && z.globalRegistry.get(member)?.format === 'binary';
}

/** The texts of a body's parts by name; undefined for one that is in no parts. Parts of no name are passed over. */
export function readParts(mediaType: string | undefined, text: string): Record<string, string> | undefined {
  if (boundaryOf(mediaType) === undefined) return undefined;
  return Object.fromEntries(partsOf(mediaType, text).map(part => [part.name, part.text]));
}

/** One part of a body: a field, or a file with its name. */
interface BodyPart {
  readonly name: string;
  /** As the sender calls the file; undefined for a field. */
  readonly fileName: string | undefined;
  readonly text: string;
}

/** The most parts of one body; what comes after them is not read. */
const MOST_PARTS = 1000;

/** The parts of a body in order; none where it is in no parts. Parts of no name are passed over. */
export function partsOf(mediaType: string | undefined, text: string): BodyPart[] {
  const boundary = boundaryOf(mediaType);
  if (boundary === undefined) return [];
  const pieces = `\r\n${text}`.split(`\r\n--${boundary}`, MOST_PARTS + 1).slice(1);
  return pieces.flatMap(piece => {
    const end = piece.indexOf('\r\n\r\n');
    const [said = ''] = /^content-disposition:[^\r\n]*/im.exec(piece.slice(0, Math.max(0, end))) ?? [];
    const [, name] = /;\s*name="([^"\r\n]*)"/i.exec(said) ?? [];
    const [, fileName] = /;\s*filename="([^"\r\n]*)"/i.exec(said) ?? [];
    return name === undefined || end < 0 ? [] : [{ name, fileName, text: piece.slice(end + 4) }];
  });
}

function boundaryOf(mediaType: string | undefined): string | undefined {
  const [, quoted, bare] = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(mediaType ?? '') ?? [];
  return quoted ?? bare;
}
