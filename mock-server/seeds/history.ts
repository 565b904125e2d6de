import { z } from 'zod';
import { nearestIssues } from '../../contracts/core/issues.js';
import { didYouMean } from '../../contracts/core/names.js';
import { keysOf, placeOf } from '../../contracts/core/schema.js';
import { utcTime } from '../../contracts/core/time.js';
import { read } from '../../contracts/core/wire.js';
import type { Instant } from '../domain/clock.js';
import { inOwnWords, wordsOf } from '../files/issue-places.js';

/** Values for ids (`server`), which are numbers, and for draws (`server.uuid`). */
const pins = z.record(z.string(), z.array(z.union([z.string(), z.number()]))).superRefine((named, context) => {
  for (const [name, values] of Object.entries(named))
    if (!name.includes('.') && !values.every(value => Number.isInteger(value)))
      context.addIssue({ code: 'custom', path: [name], message: 'ids are whole numbers' });
});

const at = read.instant(utcTime).describe('When, as 2025-01-20T21:49:10Z.');
const given = z.record(z.string(), z.unknown()).optional();

export const madeCall = z.strictObject({
  at,
  call: z.string().describe('Operation id, such as servers.create.'),
  params: given.describe('Values of the names in the path.'),
  query: given.describe('What stands in the query, or of a form in the body.'),
  body: z.unknown().optional().describe('The body, with {name} for what an earlier call kept.'),
  pin: pins
    .optional()
    .describe('Values set down for the ids (server) and draws (server.uuid) that this call makes, in order.'),
  keep: z
    .record(z.string(), z.string().regex(/^(\/.*)?$/, 'is no JSON pointer such as /environment/id'))
    .optional()
    .describe('Keeps values of the answer, by JSON pointer, for later calls to name as {name}.'),
});

export const handEdit = z.strictObject({
  at,
  edit: z.string().describe('The resource that the record is of, as a snapshot names it: server.'),
  id: z.union([z.string(), z.int()]).describe('Of the record; {name} for what a call kept.'),
  set: z
    .record(z.string(), z.unknown())
    .describe('Members as the record has them from then on. Of an object, those that are not said stay as they are.'),
});

/** A call as a seed writes it, with its instant as text. */
export type SeedCallText = z.input<typeof madeCall>;
export type SeedCall = z.output<typeof madeCall>;
/** What the vendor's own people do by hand, and no call does, as a seed writes it. It has no member of a call. */
export type SeedEditText = z.input<typeof handEdit> & NoCall;
export type SeedEdit = z.output<typeof handEdit> & NoCall;
type NoCall = { readonly [Member in Exclude<keyof SeedCall, 'at'>]?: never };

/** One of the two, held to the schema of that which it means to be: its mistakes are told by that one alone. */
const seedEntry = z.custom<SeedCallText | SeedEditText>().transform((entry, context): SeedCall | SeedEdit => {
  const schema = Object.hasOwn(Object(entry), 'edit') ? handEdit : madeCall;
  const result = schema.safeParse(entry, inOwnWords);
  if (result.success) return result.data;
  for (const issue of result.error.issues.flatMap(nearestIssues)) {
    const { path } = issue;
    const inner = placeOf(
      schema,
      path.map(key => (typeof key === 'symbol' ? key.toString() : key)),
    ).schema;
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) {
        const message = `there is no such member${didYouMean(key, keysOf(inner))}`;
        context.addIssue({ code: 'custom', path: [...path, key], message });
      }
    else context.addIssue({ code: 'custom', path, message: wordsOf(entry, issue, inner) });
  }
  return z.NEVER;
});

/** A history whose entries are these. */
export const historyOf = <Entry extends z.ZodType>(entry: Entry) =>
  z.strictObject({
    start: read.instant(utcTime).describe('When this cloud was made.'),
    settings: given.describe('Settings of the cloud; each vendor says which it knows.'),
    calls: z
      .array(entry)
      .describe(
        "Calls in order of their time, made through the vendor's own operations, and among them what is edited by hand.",
      ),
  });

export const seedHistory = historyOf(seedEntry).superRefine(({ start, calls }, context) => {
  for (const [index, { at }] of calls.entries())
    if (at < (calls[index - 1]?.at ?? start))
      context.addIssue({
        code: 'custom',
        path: ['calls', index, 'at'],
        message: index === 0 ? 'is before the start' : 'is before the call that precedes it',
      });
});

/** What a seed holds for one cloud: the calls that were made before its world was opened. */
export type History = z.output<typeof seedHistory> & {
  /** Where a call stands in the file of the seed, if it is from one. */
  readonly placeOf?: ((call: number) => string) | undefined;
};
/** A history as a seed writes it, with instants as text. */
export type HistoryText = z.input<typeof seedHistory>;

/** Writes the history of a cloud for a number, up to an instant; undefined for a vendor it does not know. */
export type HistoryWriter = (vendor: string, number: number, now: Instant) => Promise<HistoryText> | undefined;
