import { gunzipSync, inflateRawSync } from 'node:zlib';
import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/environment/file/refusals.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { Node } from '../control/record.js';
import { layoutOf } from './base-files.js';
import { changeMode, fileAt, makeFolder, writeFile } from './node-files.js';
import { absolute, MOST_FILES, MOST_OF_A_NODE, normalised } from './paths.js';
import { textOrBytes } from './sent-file.js';

/** Something in an archive; a folder has no content. */
interface Packed {
  readonly name: string;
  readonly bytes: Buffer | undefined;
  /** 0 where the archive does not say it. */
  readonly mode: number;
}

/**
 * Unpacks an archive of a node into a folder of it, which is made if it is not there. It knows zip, tar and gzipped tar;
 * anything else is refused as damaged. What stands in it under a name that leads out of the folder is left out.
 */
export function unpack(cloud: VirtuozzoCloud, appid: string, node: Node, source: string, target: string): void {
  const { home } = layoutOf(node);
  const found = fileAt(cloud, appid, node, source);
  if (found === undefined) throw refuse(refusals.noFile, { path: source });
  if (found.kind === 'folder') throw refuse(refusals.isFolder, { path: source });
  const all = packedIn(Buffer.from(found.content, found.isBinary ? 'latin1' : 'utf8'));
  if (all === undefined) throw refuse(refusals.damagedArchive, { path: source });
  const folder = absolute(target, home);
  makeFolder(cloud, appid, node, folder);
  for (const { name, bytes, mode } of all) {
    const inside = normalised(name, '/');
    if (name.split('/').includes('..') || inside === undefined || inside === '/') continue;
    const path = folder === '/' ? inside : folder + inside;
    if (bytes === undefined) makeFolder(cloud, appid, node, path);
    else {
      const { content, isBinary } = textOrBytes(bytes);
      writeFile(cloud, appid, node, path, content, { isBinary });
      if (mode !== 0) changeMode(cloud, appid, node, path, { mode });
    }
  }
}

/** What is in an archive; undefined where it is none, or one that is too large. */
function packedIn(bytes: Buffer): Packed[] | undefined {
  try {
    if (bytes.readUInt16BE(0) === 0x1f8b) return inTar(gunzipSync(bytes, { maxOutputLength: 2 * MOST_OF_A_NODE }));
    return bytes.readUInt32BE(0) === 0x504b0304 ? inZip(bytes) : inTar(bytes);
  } catch {
    // a number that lies behind the end, or bytes that no program packed so
    return undefined;
  }
}

/** Who may read, write and run it. */
const modeOf = (bits: number): number => bits & 0o777;

const BLOCK = 512;

function inTar(bytes: Buffer): Packed[] | undefined {
  const all: Packed[] = [];
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const text = (from: number, length: number): string =>
      bytes.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    if (text(257, 5) !== 'ustar' || all.length > MOST_FILES) return undefined;
    const size = Number.parseInt(text(124, 12).trim() || '0', 8);
    if (!(size >= 0 && at + BLOCK + size <= bytes.length)) return undefined;
    const prefix = text(345, 155);
    const name = prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`;
    const kind = text(156, 1);
    const mode = modeOf(Number.parseInt(text(100, 8).trim() || '0', 8));
    // links and notes of the packing program are left out
    if (kind === '5') all.push({ name, bytes: undefined, mode });
    else if (kind === '' || kind === '0')
      all.push({ name, bytes: bytes.subarray(at + BLOCK, at + BLOCK + size), mode });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return all.length === 0 ? undefined : all;
}

/** The directory at the end of a zip is what counts. */
function inZip(bytes: Buffer): Packed[] | undefined {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  let left = 2 * MOST_OF_A_NODE;
  let at = bytes.readUInt32LE(end + 16);
  const all: Packed[] = [];
  for (let index = 0; index < Math.min(count, MOST_FILES); index += 1) {
    if (bytes.readUInt32BE(at) !== 0x504b0102) return undefined;
    const [method, packed, size] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
    ];
    const [ofName, ofExtra, ofComment] = [28, 30, 32].map(from => bytes.readUInt16LE(at + from));
    if (ofName === undefined || ofExtra === undefined || ofComment === undefined) return undefined;
    const name = bytes.toString('utf8', at + 46, at + 46 + ofName);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    left -= size;
    if ((method !== 0 && method !== 8) || left < 0) return undefined;
    const data = bytes.subarray(start, start + packed);
    const content = method === 0 ? data : inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
    all.push({ name, bytes: name.endsWith('/') ? undefined : content, mode: modeOf(bytes.readUInt16LE(at + 40)) });
    at += 46 + ofName + ofExtra + ofComment;
  }
  return all;
}
