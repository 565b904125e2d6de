import { access, readdir, realpath } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { didYouMean } from '../../contracts/core/names.js';
import { SeedError } from './seed-error.js';

/** Where files of seeds are. */
export interface SeedFiles {
  /** The folder of `--seeds`: its files are seeds by their names. */
  readonly folder?: string | undefined;
  /** Whether any other file may be named, too. Whoever calls over HTTP may not. */
  readonly isAnywhere: boolean;
}

/** Longest name that is said again. */
const LONGEST = 200;

/**
 * The path of the seed that is called so, and is none of these built-in ones: a file of the folder, or where it is allowed
 * any path. Of a file outside of the folder nothing is told, not even whether it is there. Rejects with `SeedError`.
 */
export async function pathOfSeed(
  wanted: string,
  { folder, isAnywhere }: SeedFiles,
  builtIn: readonly string[],
): Promise<string> {
  const inFolder = folder === undefined ? undefined : await pathWithin(folder, wanted);
  if (inFolder !== undefined) return inFolder;
  if (isAnywhere && (await isReadable(wanted))) return wanted;
  const files = folder === undefined ? [] : await readdir(folder).catch(() => []);
  const other = isAnywhere
    ? 'no file of that name can be read'
    : `no file of the folder that --seeds names${folder === undefined ? ', for the server was started without one' : ''}`;
  throw new SeedError(
    `there is no seed "${wanted.slice(0, LONGEST)}": it is none of ${builtIn.join(', ')}, and ${other}${didYouMean(wanted, [...builtIn, ...files])}`,
  );
}

/** Most files of a folder that are named. */
const NAMED = 200;

/** Names of the files of a folder that may be seeds. */
export async function filesOf(folder: string | undefined): Promise<string[]> {
  const entries = folder === undefined ? [] : await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries.filter(entry => !entry.isDirectory() && /\.(jsonc?|ya?ml)$/.test(entry.name));
  return files
    .map(({ name }) => name)
    .sort()
    .slice(0, NAMED);
}

const isReadable = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** The real path of a file of a folder, or undefined: no way leads out of it, by `..` or by a link. */
async function pathWithin(folder: string, name: string): Promise<string | undefined> {
  if (isAbsolute(name) || name.split(/[\\/]/).includes('..') || name.includes('\0')) return undefined;
  try {
    const [root, path] = await Promise.all([realpath(folder), realpath(join(folder, name))]);
    return path.startsWith(root.endsWith(sep) ? root : root + sep) ? path : undefined;
  } catch {
    return undefined;
  }
}
