import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';

/** Most bytes of a file that is read. */
export const MOST_BYTES = 4 * 1024 * 1024;

/** A file that is not read. The message says why, and nothing of what is in it. */
export class UnreadFile extends Error {}

/** Opening a pipe would wait for whoever writes to it; a system without this flag has no such files. */
const { O_RDONLY, O_NONBLOCK = 0 } = constants;

/**
 * The text of a regular file of bounded size. Rejects with `UnreadFile` for all else: a device, a pipe and a folder are not
 * read, and a pipe is not waited for.
 */
export async function readRegularFile(path: string): Promise<string> {
  try {
    needRegular(await stat(path)); // opening a device may do something
    const file = await open(path, O_RDONLY | O_NONBLOCK);
    try {
      return textOf(await bytesOf(file));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof UnreadFile ? error : new UnreadFile(`cannot be read (${codeOf(error)})`);
  }
}

interface Stats {
  readonly size: number;
  isFile(): boolean;
}

function needRegular(stats: Stats): void {
  if (!stats.isFile()) throw new UnreadFile('is no regular file');
  if (stats.size > MOST_BYTES) throw tooLarge();
}

/** What is there when it is opened is looked at again, and it may grow while it is read. */
async function bytesOf(file: FileHandle): Promise<Uint8Array> {
  needRegular(await file.stat());
  const bytes = Buffer.alloc(MOST_BYTES + 1);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) return bytes.subarray(0, length);
    length += bytesRead;
  }
  throw tooLarge();
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadFile('is no text in UTF-8');
  }
}

const tooLarge = (): UnreadFile => new UnreadFile(`is larger than ${MOST_BYTES / 1024 / 1024} MiB`);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'for no known reason';
