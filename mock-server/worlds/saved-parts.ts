import { z } from 'zod';
import { instant } from '../../contracts/core/wire.js';
import { isCollection } from '../domain/collection.js';
import type { Part } from '../domain/transaction.js';
import { BIT, PAUSE } from './bit-by-bit.js';
import { KeyPlaces, type Problem, type Problems, problemsIn, problemsOf, type Reader, repeated } from './problems.js';
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
const job = z.strictObject({
  at: z.int().max(8.64e15),
  order: z.int().min(0),
  kind: z.string(),
  subject: z.string(),
});

const agenda = z.strictObject({ entered: z.int().min(0), jobs: z.array(z.unknown()) });

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

/** A list whose items are looked at one by one. */
const list = z.array(z.unknown());

const identified = z.looseObject({ id: z.union([z.string(), z.int()]) });

const interval = z.strictObject({ subject: z.string(), from: instant, to: instant.nullable(), terms: z.unknown() });

/** What there is against what a part saved. */
export function* partProblems(part: Part, saved: unknown, path: Path, heldTo: HeldTo): Problems {
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
  yield* problemsIn(result.error, path);
  return undefined;
}

/** What a part is held to that says a schema, as all but those of each cloud must. */
type HeldToSchema = HeldTo & { readonly schema: Reader };

function* collectionProblems(kind: string, saved: unknown, path: Path, { schema, ids }: HeldToSchema): Problems {
  const all = yield* shaped(list, saved, path);
  if (all === undefined) return;
  const highest = Object.hasOwn(ids, kind) ? ids[kind] : undefined;
  const places = new KeyPlaces('the id');
  for (const [index, record] of all.entries()) {
    if (index % BIT === BIT - 1) yield PAUSE;
    const at = [...path, index];
    const id = idOf(record);
    if (id === undefined) yield* problemsOf(identified, record, at);
    else yield* places.problems(id, index, path);
    yield* problemsOf(schema, record, at);
    if (highest !== undefined && typeof id === 'number' && id > highest)
      yield { path: [...at, 'id'], what: 'is higher than the highest that was given out' };
  }
}

/** The id of a record, if it has one. */
function idOf(record: unknown): string | number | undefined {
  const id: unknown = typeof record === 'object' && record !== null ? Reflect.get(record, 'id') : undefined;
  return typeof id === 'string' || (typeof id === 'number' && Number.isSafeInteger(id)) ? id : undefined;
}

function* meterProblems(saved: unknown, path: Path, { schema, now }: HeldToSchema): Problems {
  const all = yield* shaped(list, saved, path);
  if (all === undefined) return;
  /** Where the last interval of each subject so far ended. */
  const ends = new Map<string, number | null>();
  for (const [index, item] of all.entries()) {
    if (index % BIT === BIT - 1) yield PAUSE;
    const at = [...path, index];
    const one = yield* shaped(interval, item, at);
    if (one === undefined) continue;
    const { subject, from, to, terms } = one;
    const end = ends.get(subject);
    ends.set(subject, to);
    yield* problemsOf(schema, terms, [...at, 'terms']);
    if (end === null) yield { path: at, what: 'comes after an interval of its subject that has no end' };
    else if (end !== undefined && from < end) yield { path: at, what: 'begins before the interval before it ends' };
    if (to !== null && from >= to) yield { path: at, what: 'ends before it begins' };
    if (Math.max(from, to ?? from) > now) yield { path: at, what: "is after the cloud's own time" };
  }
}

function* agendaProblems(saved: unknown, path: Path, { now }: HeldTo): Problems {
  const whole = yield* shaped(agenda, saved, path);
  if (whole === undefined) return;
  const places = new KeyPlaces('the order');
  for (const [index, item] of whole.jobs.entries()) {
    if (index % BIT === BIT - 1) yield PAUSE;
    const place = [...path, 'jobs', index];
    const one = yield* shaped(job, item, place);
    if (one === undefined) continue;
    const { at, order } = one;
    yield* places.problems(order, index, [...path, 'jobs']);
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
