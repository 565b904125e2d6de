import { z } from 'zod';
import { instant } from '../../contracts/core/wire.js';
import { isCollection } from '../domain/collection.js';
import type { Part } from '../domain/transaction.js';
import { type Problem, problemsOf, type Reader, repeated } from './problems.js';
import { outboxProblems } from './saved-outbox.js';

/** What a part is held to, beside its own shape. */
export interface HeldTo {
  /** Of one record, or of the terms of an interval; undefined where the part says none. */
  readonly schema: Reader | undefined;
  /** The cloud's own time: each job that waits is due later, and each charge began earlier. */
  readonly now: number;
  /** The highest id that was given out, by kind. */
  readonly ids: Readonly<Record<string, number>>;
}

type Path = readonly PropertyKey[];

/** Counts leave room to be counted on from. */
export const counts = z.record(
  z.string(),
  z
    .int()
    .min(0)
    .max(2 ** 48),
);

/** Jobs may be entered for after the last instant that a clock shows. */
const agenda = z.strictObject({
  entered: z.int().min(0),
  jobs: z.array(
    z.strictObject({ at: z.int().max(8.64e15), order: z.int().min(0), kind: z.string(), subject: z.string() }),
  ),
});

const random = z.strictObject({
  pins: z.array(z.tuple([z.string(), z.array(z.union([z.string(), z.number()]))])),
  pinned: z.array(z.tuple([z.string(), z.string()])),
});

const credentials = z.array(
  z.strictObject({
    scheme: z.string(),
    value: z.string().min(1),
    holder: z.int(),
    user: z.int().optional(),
    state: z.enum(['valid', 'revoked']),
    rights: z.enum(['all', 'read']),
    // Any instant there is: a platform takes a token that ended before all calendars.
    expires: z.int().min(-8.64e15).max(8.64e15).nullable(),
  }),
);

const records = z.array(z.looseObject({ id: z.union([z.string(), z.int()]) }));

const intervals = z.array(
  z.strictObject({ subject: z.string(), from: instant, to: instant.nullable(), terms: z.unknown() }),
);

/** What there is against what a part saved. */
export function* partProblems(part: Part, saved: unknown, path: Path, heldTo: HeldTo): Iterable<Problem> {
  const { schema } = heldTo;
  if (part.form === 'agenda') yield* agendaProblems(saved, path, heldTo);
  else if (part.form === 'draws') yield* randomProblems(saved, path);
  else if (part.form === 'credentials') yield* credentialProblems(saved, path);
  else if (part.form === 'outbox') yield* outboxProblems(saved, path, heldTo);
  else if (schema === undefined) yield { path, what: 'says no schema of what it holds, and so cannot be restored' };
  else if (isCollection(part)) yield* collectionProblems(part.kind, saved, path, { ...heldTo, schema });
  else if (part.form === 'intervals') yield* meterProblems(saved, path, { ...heldTo, schema });
  else yield* problemsOf(schema, saved, path);
}

/** Reads a value that later checks rely on; undefined, with its problems told, when it is wrong. */
function* shaped<S extends z.ZodType>(
  schema: S,
  saved: unknown,
  path: Path,
): Generator<Problem, z.output<S> | undefined> {
  const result = schema.safeParse(saved);
  if (result.success) return result.data;
  yield* problemsOf(schema, saved, path);
  return undefined;
}

/** What a part is held to that says a schema, as all but those of each cloud must. */
type HeldToSchema = HeldTo & { readonly schema: Reader };

function* collectionProblems(
  kind: string,
  saved: unknown,
  path: Path,
  { schema, ids }: HeldToSchema,
): Iterable<Problem> {
  const all = yield* shaped(records, saved, path);
  if (all === undefined) return;
  yield* repeated(
    all.map(({ id }) => id),
    path,
    'the id',
  );
  const highest = Object.hasOwn(ids, kind) ? ids[kind] : undefined;
  for (const [index, record] of all.entries()) {
    const at = [...path, index];
    yield* problemsOf(schema, record, at);
    if (highest !== undefined && typeof record.id === 'number' && record.id > highest)
      yield { path: [...at, 'id'], what: 'is higher than the highest that was given out' };
  }
}

function* meterProblems(saved: unknown, path: Path, { schema, now }: HeldToSchema): Iterable<Problem> {
  const all = yield* shaped(intervals, saved, path);
  if (all === undefined) return;
  /** Where the last interval of each subject so far ended. */
  const ends = new Map<string, number | null>();
  for (const [index, { subject, from, to, terms }] of all.entries()) {
    const at = [...path, index];
    const end = ends.get(subject);
    ends.set(subject, to);
    yield* problemsOf(schema, terms, [...at, 'terms']);
    if (end === null) yield { path: at, what: 'comes after an interval of its subject that has no end' };
    else if (end !== undefined && from < end) yield { path: at, what: 'begins before the interval before it ends' };
    if (to !== null && from >= to) yield { path: at, what: 'ends before it begins' };
    if (Math.max(from, to ?? from) > now) yield { path: at, what: "is after the cloud's own time" };
  }
}

function* agendaProblems(saved: unknown, path: Path, { now }: HeldTo): Iterable<Problem> {
  const whole = yield* shaped(agenda, saved, path);
  if (whole === undefined) return;
  yield* repeated(
    whole.jobs.map(({ order }) => order),
    [...path, 'jobs'],
    'the order',
  );
  for (const [index, { at, order }] of whole.jobs.entries()) {
    const place = [...path, 'jobs', index];
    if (order >= whole.entered) yield { path: [...place, 'order'], what: 'is of a job that was not entered yet' };
    if (at < now) yield { path: [...place, 'at'], what: "is before the cloud's own time" };
  }
}

function* randomProblems(saved: unknown, path: Path): Iterable<Problem> {
  const whole = yield* shaped(random, saved, path);
  if (whole === undefined) return;
  for (const list of ['pins', 'pinned'] as const)
    yield* repeated(
      whole[list].map(([name]) => name),
      [...path, list],
      'the name',
    );
  for (const [index, [name, values]] of whole.pins.entries())
    if (!name.includes('.') && !values.every(value => Number.isSafeInteger(value)))
      yield { path: [...path, 'pins', index], what: 'ids are whole numbers' };
}

function* credentialProblems(saved: unknown, path: Path): Iterable<Problem> {
  const all = yield* shaped(credentials, saved, path);
  if (all === undefined) return;
  yield* repeated(
    all.map(({ scheme, value }) => `${scheme} ${value}`),
    path,
    'the value',
  );
}
