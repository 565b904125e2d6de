import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/environment/file/refusals.js';
import { nameOf } from './paths.js';

/** What a call sends of a file: an address, or a part of its form. */
interface Sent {
  readonly sourcePath?: string | undefined;
  readonly 'sourcePath.filename'?: string | undefined;
  readonly 'sourcePath.size'?: number | undefined;
  readonly file?: string | undefined;
  readonly 'file.filename'?: string | undefined;
  readonly 'file.size'?: number | undefined;
}

interface Content {
  readonly name: string;
  readonly content: string;
  readonly isBinary: boolean;
}

/** `data:text/plain;base64,aGVsbG8=` */
const DATA = /^data:[^,]*?(;base64)?,/;

/**
 * The file that a call brings: a part of its form, or what an address carries in itself. Refuses any other address, for
 * nothing outside is ever reached.
 */
export function sentFile(sent: Sent): Content {
  for (const name of ['file', 'sourcePath'] as const) {
    const fileName = sent[`${name}.filename`];
    if (fileName !== undefined) return part(fileName, sent[name] ?? '', sent[`${name}.size`]);
  }
  const url = sent.sourcePath ?? '';
  const [head, base64] = DATA.exec(url) ?? [];
  const bytes = head === undefined ? undefined : bytesOf(url.slice(head.length), base64 !== undefined);
  if (bytes === undefined) throw refuse(refusals.notLoaded, { url: url.slice(0, 200) });
  return { name: 'upload', ...textOrBytes(bytes) };
}

/** What is not UTF-8 comes as a character for each byte: it then is as long as the file has bytes. */
const part = (fileName: string, content: string, size: number | undefined): Content => ({
  name: nameOf(`/${fileName.replaceAll('\\', '/')}`),
  content,
  isBinary: size !== undefined && Buffer.byteLength(content) !== size,
});

function bytesOf(text: string, isBase64: boolean): Buffer | undefined {
  if (isBase64) return Buffer.from(text, 'base64');
  try {
    return Buffer.from(decodeURIComponent(text));
  } catch {
    return undefined;
  }
}

/** Bytes as a file keeps them: as text if they are UTF-8, else a character for each. */
export function textOrBytes(bytes: Buffer): { readonly content: string; readonly isBinary: boolean } {
  const text = bytes.toString('utf8');
  const isBinary = !Buffer.from(text).equals(bytes);
  return { content: isBinary ? bytes.toString('latin1') : text, isBinary };
}
