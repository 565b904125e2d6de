import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { PassedBody } from '../../contracts/kit/proxy/passed.js';
import type { BodyCopy } from './copy.js';

const mebibytes = (bytes: number): string => `${Math.round((bytes / 2 ** 20) * 100) / 100} MiB`;

const CODINGS: Readonly<Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>> = {
  gzip: promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  'x-gzip': promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  deflate: promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate),
  br: promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress),
};

/** Most codings that one body is taken out of. */
const MOST_CODINGS = 3;

/** A body in its own bytes, decompressed for looking only, and no larger than it may be. */
export async function plainBytes(
  copy: BodyCopy,
  coding: string | undefined,
  most: number,
): Promise<Buffer | Extract<PassedBody, { unread: unknown }>> {
  const { size } = copy;
  let bytes = copy.bytes();
  const tooLarge = { size, unread: 'too-large', detail: `too large: more than ${mebibytes(most)}` } as const;
  if (bytes === undefined) return tooLarge;
  const codings = (coding ?? '')
    .split(',')
    .map(word => word.trim().toLowerCase())
    .filter(word => word !== '' && word !== 'identity');
  if (bytes.length === 0) return bytes;
  if (codings.length > MOST_CODINGS) return { size, unread: 'unread', detail: 'coded too often' };
  for (const word of codings.toReversed()) {
    const decompress = Object.hasOwn(CODINGS, word) ? CODINGS[word] : undefined;
    if (decompress === undefined) return { size, unread: 'unread', detail: 'in an unknown coding' };
    try {
      bytes = await decompress(bytes, { maxOutputLength: most });
    } catch (error) {
      const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      return isLarge ? tooLarge : { size, unread: 'unread', detail: `no sound ${word}` };
    }
  }
  return bytes;
}

const utf8 = new TextDecoder();

/** Bytes as a text that passed. */
export const asText = (size: number, bytes: Buffer): PassedBody => ({ size, text: utf8.decode(bytes) });
