import { z } from 'zod';
import { overrideWish } from '../../contracts/control/overrides.js';
import { Failure } from '../../contracts/core/failure.js';
import { BrokenDocument, readDocument, type TextDocument } from '../files/document.js';
import { inOwnWords, issuesAt } from '../files/issue-places.js';
import { readRegularFile, UnreadFile } from '../files/regular-file.js';
import type { WantedOverride } from '../worlds/overrides.js';
import { readOverride } from './read-override.js';
import type { RunningServer } from './running-server.js';

const wrong = (text: string): Failure => new Failure('invalid', { text });

const file = z.strictObject({ $schema: z.string().optional(), overrides: z.unknown() });

/** The same, and all that is in it, for editors: a set is read one by one, so that each place is told. */
export const overridesFile = z
  .strictObject({
    $schema: z.string().optional().describe('The JSON Schema of this file, for editors.'),
    overrides: z
      .union([z.array(overrideWish), z.record(z.string(), overrideWish)])
      .describe('Overrides, the first that matches is taken: a list, or an object of them by their names.'),
  })
  .meta({
    title: 'A set of overrides of hostdouble',
    description: 'Answers that the operator wants otherwise in each world: the file of `--overrides`.',
  });

/** The overrides of a file, `{"overrides": …}`. Rejects with `Failure` that says what is wrong and where. */
export async function readOverridesFile(server: RunningServer, path: string): Promise<readonly WantedOverride[]> {
  const document = await documentOf(path);
  const read = file.safeParse(document.value, inOwnWords);
  if (!read.success) throw wrong(issuesAt(document, file, read.error).join('\n'));
  return readOverrides(server, below(document, ['overrides']));
}

async function documentOf(path: string): Promise<TextDocument> {
  try {
    return await readDocument(path, await readRegularFile(path));
  } catch (error) {
    if (error instanceof UnreadFile) throw wrong(`${path} ${error.message}`);
    throw error instanceof BrokenDocument ? wrong(error.message) : error;
  }
}

/** A set of overrides: a list, or an object of them by their names. */
export async function readOverrides(server: RunningServer, set: TextDocument): Promise<readonly WantedOverride[]> {
  const { value } = set;
  if (value === null || typeof value !== 'object')
    throw wrong(`${set.at([])}: must be a list of overrides, or an object of them by their names`);
  const entries = Array.isArray(value)
    ? value.map((wish: unknown, index) => [index, wish] as const)
    : Object.entries(value).map(([name, wish]) => [name, named(wish, name)] as const);
  const wanted: WantedOverride[] = [];
  for (const [key, wish] of entries) {
    const read = await readOne(server, below(set, [key], wish));
    const isTwice = read.name !== null && wanted.some(({ name }) => name === read.name);
    if (isTwice) throw wrong(`${set.at([key])}: there is another override of this name`);
    wanted.push(read);
  }
  return wanted;
}

const named = (wish: unknown, name: string): unknown =>
  wish !== null && typeof wish === 'object' && !Array.isArray(wish) ? { ...wish, name } : wish;

async function readOne(server: RunningServer, document: TextDocument): Promise<WantedOverride> {
  const read = overrideWish.safeParse(document.value, inOwnWords);
  if (!read.success) throw wrong(issuesAt(document, overrideWish, read.error).join('\n'));
  try {
    return await readOverride(server, read.data);
  } catch (error) {
    throw error instanceof Failure ? wrong(`${document.at([])}: ${error.message}`) : error;
  }
}

/** A part of a document, or a value in its place, with the places that it has in the whole. */
function below(document: TextDocument, keys: readonly PropertyKey[], value?: unknown): TextDocument {
  const inner = value ?? keys.reduce<unknown>((held, key) => Reflect.get(Object(held), key), document.value);
  return { value: inner, at: (further, of) => document.at([...keys, ...further], of) };
}
