import { z } from 'zod';
import { Failure } from '../../contracts/core/failure.js';
import { BrokenDocument, readDocument } from '../files/document.js';
import { inOwnWords, issuesAt } from '../files/issue-places.js';
import { readRegularFile, UnreadFile } from '../files/regular-file.js';
import { NO_TOKEN, Tenants, TOKEN } from './tenants.js';

/** Most tenants of a server. */
const MOST = 1000;

const tenant = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/),
  token: z.string().min(8).regex(TOKEN, NO_TOKEN),
  /** Most worlds that it may have at a time; any number without it. */
  worlds: z.int().min(0).max(1_000_000).optional(),
  /** Most calls a minute, of its worlds and with its token together; any number without it. */
  callsPerMinute: z.int().min(1).max(1_000_000_000).optional(),
});

/** A file of tenants. Each has a name and a token of its own. */
export const tenantsFile = z.strictObject({ tenants: z.array(tenant).min(1).max(MOST) });

/**
 * Reads a file of tenants. Rejects with `Failure` of kind `invalid` that says what is wrong with it and where, and quotes
 * nothing: there are tokens in it.
 */
export async function readTenants(path: string, adminToken?: string): Promise<Tenants> {
  const document = await documentOf(path);
  const read = tenantsFile.safeParse(document.value, inOwnWords);
  if (!read.success) throw wrong(issuesAt(document, tenantsFile, read.error).join('\n'));
  const entries = read.data.tenants;
  const taken = [
    ...entries.flatMap(({ name }, at) => (isFirst(entries, at, 'name', name) ? [] : [[at, 'name'] as const])),
    ...entries.flatMap(({ token }, at) =>
      isFirst(entries, at, 'token', token) && token !== adminToken ? [] : [[at, 'token'] as const],
    ),
  ];
  if (taken.length > 0)
    throw wrong(taken.map(([at, key]) => `${document.at(['tenants', at, key])}: this ${key} is taken`).join('\n'));
  return new Tenants(entries);
}

const isFirst = <Key extends string>(
  entries: readonly Readonly<Record<Key, string>>[],
  at: number,
  key: Key,
  value: string,
): boolean => entries.findIndex(entry => entry[key] === value) === at;

async function documentOf(path: string) {
  try {
    return await readDocument(path, await readRegularFile(path));
  } catch (error) {
    if (error instanceof BrokenDocument) throw wrong(error.message);
    throw error instanceof UnreadFile ? wrong(`${path}: ${error.message}`) : error;
  }
}

const wrong = (text: string): Failure => new Failure('invalid', { text });
