import { z } from 'zod';
import { countedId, instant } from '../../scalars.js';
import { MOST_FILES, MOST_OF_A_FILE, MOST_OF_A_NODE, normalised, sizeOf } from './paths.js';

/** Absolute, without `.`, `..`, an empty name or a slash at its end. */
export const path = z.string().refine(text => normalised(text, '/') === text, 'is no plain absolute path');

const attributes = {
  path,
  mode: z.int().min(0).max(0o7777),
  owner: z.string().min(1).max(64),
  changedOn: instant,
};

const writtenFile = z
  .strictObject({
    kind: z.literal('file'),
    ...attributes,
    /** Its text; of bytes that are no UTF-8, a character for each. */
    content: z.string().max(MOST_OF_A_FILE),
    isBinary: z.boolean(),
    /** Bytes. */
    size: z.int().min(0).max(MOST_OF_A_FILE),
  })
  .refine(({ content, isBinary, size }) => size === sizeOf(content, isBinary), {
    path: ['size'],
    error: 'is not that of the content',
  })
  .readonly();

const writtenFolder = z.strictObject({ kind: z.literal('folder'), ...attributes }).readonly();

/** Something of the base tree that was taken away. */
const removed = z.strictObject({ kind: z.literal('removed'), path }).readonly();

const written = z.discriminatedUnion('kind', [writtenFile, writtenFolder, removed]);
export type WrittenEntry = z.output<typeof written>;
export type WrittenFile = z.output<typeof writtenFile>;
export type WrittenFolder = z.output<typeof writtenFolder>;

const isSorted = (all: readonly { readonly path: string }[]): boolean =>
  all.every((one, at) => at === 0 || (all[at - 1]?.path ?? '') < one.path);

/**
 * What a node's files are other than those that its type has from the start, in the order of their paths. A clone shares
 * it until one of the two is written; a node that was never written has none.
 */
export const nodeFiles = z
  .strictObject({
    id: countedId,
    appid: z.string().min(1),
    nodeid: countedId,
    written: z
      .array(written)
      .max(MOST_FILES)
      .refine(isSorted, 'is not in the order of the paths')
      .refine(
        all => all.reduce((sum, one) => sum + (one.kind === 'file' ? one.size : 0), 0) <= MOST_OF_A_NODE,
        'is more than a node holds',
      )
      .readonly(),
  })
  .readonly();
export type NodeFiles = z.output<typeof nodeFiles>;

/** A folder of another node that is seen in a node, or in all nodes of a layer. */
export const mount = z
  .strictObject({
    id: countedId,
    appid: z.string().min(1),
    nodeid: countedId.nullable(),
    /** The layer, if it is of all its nodes. */
    group: z.string().min(1).max(64).nullable(),
    path: path.refine(text => text !== '/', 'is the root'),
    /** Where the files are; null for a server outside of the platform, which is never reached. */
    source: z
      .strictObject({
        appid: z.string().min(1),
        nodeid: countedId,
        /** It was of the same environment: a clone has the files of its own copy of that node. */
        isWithin: z.boolean(),
      })
      .readonly()
      .nullable(),
    sourceHost: z.string().max(253).nullable(),
    sourcePath: path,
    name: z.string().max(255).nullable(),
    protocol: z.string().max(32),
    isReadOnly: z.boolean(),
  })
  .refine(({ nodeid, group }) => (nodeid === null) !== (group === null), {
    path: ['group'],
    error: 'must be there exactly if no node is',
  })
  .readonly();
export type Mount = z.output<typeof mount>;

/** A shortcut of the file manager: of a node, of a layer, or of the whole environment. */
export const shortcut = z
  .strictObject({
    id: countedId,
    appid: z.string().min(1),
    nodeid: countedId.nullable(),
    group: z.string().min(1).max(64).nullable(),
    path,
    keyword: z.string().max(255).nullable(),
    filter: z.string().max(255).nullable(),
    isFolder: z.boolean(),
  })
  .readonly();
export type Shortcut = z.output<typeof shortcut>;
