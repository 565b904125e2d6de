import { resolve } from 'node:path';
import { z } from 'zod';
import { utcTime } from '../../contracts/core/time.js';
import { read } from '../../contracts/core/wire.js';
import { BrokenDocument, readDocument, type TextDocument } from '../files/document.js';
import { inOwnWords, issuesAt } from '../files/issue-places.js';
import { readRegularFile, UnreadFile } from '../files/regular-file.js';
import { seedHistory } from './history.js';
import { SeedError } from './seed-error.js';

/** What a seed says of its world, beside the histories of its clouds. */
export const seedMembers = {
  $schema: z.string().optional().describe('The JSON Schema of this file, for editors.'),
  name: z.string().optional().describe('What this seed is called; for its readers only.'),
  number: z.int().default(1).describe('Number from which all chance is drawn.'),
  now: read
    .instant(utcTime)
    .optional()
    .describe('When the world is opened, as 2025-01-20T21:49:10Z; without it, the present.'),
  clock: z
    .enum(['running', 'frozen'])
    .optional()
    .describe('Whether the clock stands still at `now` or runs on from it; what the world asks for goes first.'),
  overrides: z
    .unknown()
    .optional()
    .describe('Answers that the operator wants otherwise: a list of overrides, or an object of them by their names.'),
};

/** A seed file that may name only these vendors. */
export const seedFile = (vendors: readonly string[]) =>
  z.strictObject({
    ...seedMembers,
    vendors: z.strictObject(Object.fromEntries(vendors.map(vendor => [vendor, seedHistory.optional()]))),
  });

export type SeedContent = z.output<ReturnType<typeof seedFile>>;

/** What a seed says; of one of the user's own also where. */
export interface ReadSeed {
  readonly content: SeedContent;
  /** The whole path of the file. */
  readonly file?: string;
  /** What it says of overrides. */
  readonly overrides?: TextDocument | undefined;
  /** `file:line:column` of a call. */
  placeOf?(vendor: string, call: number): string;
}

/**
 * Reads the file of a seed, under the name by which it was asked for. Rejects with `SeedError`, which says what is wrong and
 * where, and quotes nothing of a file that is no seed: any may have been named.
 */
export async function readSeedFile(name: string, path: string, vendors: readonly string[]): Promise<ReadSeed> {
  const document = await documentOf(name, path);
  const schema = seedFile(vendors);
  const result = schema.safeParse(document.value, inOwnWords);
  if (!result.success)
    throw new SeedError(`the seed ${name} is wrong:\n${issuesAt(document, schema, result.error).join('\n')}`);
  const placeOf = (vendor: string, call: number): string => document.at(['vendors', vendor, 'calls', call]);
  const { overrides: value } = result.data;
  const at: TextDocument['at'] = (keys, of) => document.at(['overrides', ...keys], of);
  return {
    content: result.data,
    file: resolve(path),
    placeOf,
    overrides: value === undefined ? undefined : { value, at },
  };
}

async function documentOf(name: string, path: string): Promise<TextDocument> {
  try {
    return await readDocument(name, await readRegularFile(path));
  } catch (error) {
    if (error instanceof UnreadFile) throw new SeedError(`the seed ${name} ${error.message}`);
    throw error instanceof BrokenDocument ? new SeedError(`the seed ${error.message}`) : error;
  }
}
