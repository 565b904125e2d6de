import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/environment/file/refusals.js';

/** Files and folders that a node keeps beside those it has from the start. Our limits, for all is kept in memory. */
export const MOST_FILES = 10_000;
/** Bytes. */
export const MOST_OF_A_FILE = 1024 * 1024;
export const MOST_OF_A_NODE = 16 * MOST_OF_A_FILE;

/** Limits of Linux for a path and for one name, and one of ours for the depth. */
const [LONGEST_PATH, LONGEST_NAME, DEEPEST] = [4096, 255, 64];

const ROOT = '/';

/** Whether a text has a character that no file name has; a line's end is none of those that clients send. */
const hasControl = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 || code === 127) return true;
  }
  return false;
};

/**
 * The absolute path meant, `home` being where a relative one begins; undefined where none can be: too long, too deep, or
 * with a character that no name has. At the root `..` is the root, as everywhere.
 */
export function normalised(path: string, home: string): string | undefined {
  if (path.length > LONGEST_PATH || hasControl(path)) return undefined;
  const names: string[] = [];
  for (const name of (path.startsWith(ROOT) ? path : `${home}/${path}`).split(ROOT)) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  if (names.length > DEEPEST || names.some(name => name.length > LONGEST_NAME)) return undefined;
  return ROOT + names.join(ROOT);
}

/** The absolute path meant. Refuses what can be none. */
export function absolute(path: string, home: string): string {
  const found = normalised(path, home);
  if (found === undefined) throw refuse(refusals.badName, { path: path.slice(0, 80) });
  return found;
}

/** `/a/b` is below `/a` and below `/`. */
export const isBelow = (path: string, folder: string): boolean =>
  path !== folder && path.startsWith(folder === ROOT ? ROOT : `${folder}/`);

/** The last name of a path; empty for the root. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf(ROOT) + 1);

/** The path of something in a folder. */
export const within = (folder: string, name: string): string => (folder === ROOT ? ROOT + name : `${folder}/${name}`);

/** The folder that a path stands in; that of the root is the root. */
export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf(ROOT)) || ROOT;

/** The folders below the root that a path stands in, the highest first. */
export function foldersOf(path: string): string[] {
  const found: string[] = [];
  for (let at = path.indexOf(ROOT, 1); at !== -1; at = path.indexOf(ROOT, at + 1)) found.push(path.slice(0, at));
  return found;
}

/** Bytes of a content. */
export const sizeOf = (content: string, isBinary: boolean): number =>
  isBinary ? content.length : Buffer.byteLength(content);
