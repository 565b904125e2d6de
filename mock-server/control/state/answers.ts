import { wordingAt } from '../../../contracts/core/dialect.js';
import { Failure } from '../../../contracts/core/failure.js';
import type { Schema } from '../../../contracts/core/operation.js';
import { placeOf } from '../../../contracts/core/schema.js';
import { valueAtKeys } from '../../../contracts/core/value-at.js';
import { keptFrom } from '../../../contracts/core/whole-number.js';
import { mediaTypeOf } from '../../../contracts/core/wire.js';
import type { AnyReply } from '../../calls/handler.js';
import { Unloaded } from '../../calls/perform.js';
import type { CredentialWay, Issued, Vendor } from '../../calls/vendor.js';
import type { Cloud } from '../../domain/cloud.js';
import { Missing } from '../../domain/collection.js';
import { undone } from '../../domain/undone.js';
import { writerOf } from '../../http/json-writer.js';
import { SeedCaller } from '../../seeds/calling.js';
import { type AskedThing, type Reading, readingsOf } from './answering.js';
import { speaksOf } from './links.js';
import type { ShownRecords } from './shown-records.js';

/** What the vendor answers about a thing. */
export interface ShownAnswer {
  operation: string;
  method: string;
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
  /** By which of the world's credentials. */
  by: string;
  status: number;
  /** The answer is a list, and this is the item of it that is about the thing. */
  item: boolean;
  /** Null for an answer that is too long. */
  body: unknown;
  bytes: number;
}

/** The cloud that answers, in its world. */
interface Answering {
  readonly vendor: Vendor;
  readonly cloud: Cloud;
  readonly issued: readonly Issued[];
  readonly origin: string;
  readonly shown: ShownRecords;
}

/** Who asks: who may, else a customer of another tenant, whose thing it may be. */
const askers: readonly CredentialWay[] = ['valid', 'otherTenant'];

/** The longest answer that is shown, in characters. */
const LONGEST = 256 * 1024;

/**
 * What a vendor's own reads answer about a thing, to the world's own credentials. Each call is undone when its answer is
 * there: it stands in no journal, meets no fault and no override, and changes nothing.
 */
export async function answersAbout(answering: Answering, thing: AskedThing): Promise<ShownAnswer[]> {
  const { found, lists } = await readingsOf(answering.vendor, thing);
  const all = await answersTo(answering, found);
  // What is refused tells something only where nothing is answered.
  const good = all.filter(({ status }) => status < 400);
  const isOwn = ({ operation }: ShownAnswer): boolean =>
    speaksOf(operation.split('.')[0] ?? '', thing.resource, thing.part);
  const items = good.some(isOwn) ? [] : await answersTo(answering, lists);
  return good.length + items.length > 0 ? [...items, ...good] : all;
}

async function answersTo(answering: Answering, readings: readonly Reading[]): Promise<ShownAnswer[]> {
  const answers: ShownAnswer[] = [];
  for (const reading of readings) answers.push(...(await answerTo(answering, reading)));
  return answers;
}

async function answerTo(answering: Answering, reading: Reading): Promise<ShownAnswer[]> {
  let refused: ShownAnswer[] = [];
  for (const way of askers) {
    // The caller of a seed takes the first that may call.
    const issued = answering.issued.filter(one => one.way === way).map((one): Issued => ({ ...one, way: 'valid' }));
    if (way !== 'valid' && issued.length === 0) continue;
    const done = await replyOf({ ...answering, issued }, reading);
    if (done === undefined) return [];
    if (!(done instanceof Failure)) {
      const answers = replied(answering, reading, way, done);
      if (answers.length > 0) return answers;
      continue; // the list of another may have it
    }
    if (refused.length === 0) refused = [refusedWith(answering, reading, way, done)];
    if (done.kind !== 'notFound' && done.kind !== 'forbidden') break;
  }
  return reading.item === undefined ? refused : [];
}

/** Undefined where nothing answers, or where the answer went wrong: the self-check of real calls tells of that. */
async function replyOf(
  { vendor, cloud, issued, origin }: Answering,
  { entry, params, query }: Reading,
): Promise<AnyReply | Failure | undefined> {
  const caller = new SeedCaller(vendor, cloud, issued, origin);
  const groups = new Set([entry.id]);
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    await caller.load(groups);
    try {
      const reply = undone(cloud, () => caller.replyTo({ call: entry.id, params, query }, one => one));
      return reply instanceof Promise ? undefined : reply;
    } catch (error) {
      if (error instanceof Failure) return error;
      if (error instanceof Missing) return new Failure('notFound', { resource: error.resource, id: error.id });
      if (!(error instanceof Unloaded)) return undefined;
      groups.add(`${error.group}.`);
    }
  }
  return undefined;
}

/** Most groups that one call makes use of. */
const MOST_TURNS = 10;

function replied(answering: Answering, reading: Reading, way: string, { status, body }: AnyReply): ShownAnswer[] {
  const { entry, item } = reading;
  const schema = entry.operation.responses[status];
  if (schema === undefined) return [];
  const whole = writtenAs(schema, body);
  if (item === undefined) return [answerOf(answering, reading, way, { status, schema, value: whole })];
  const keys = keysOfItem(whole, item);
  const place = keys && placeOf(schema, keys).schema;
  return keys === undefined || place === undefined
    ? []
    : [answerOf(answering, reading, way, { status, schema: place, value: valueAtKeys(whole, keys) })];
}

/** How deep lists are looked for in an answer. */
const DEEPEST = 3;

/** Where the item stands in an answer: in the list that is the least deep. */
function keysOfItem(whole: unknown, { member, value }: NonNullable<Reading['item']>): (string | number)[] | undefined {
  let level: { readonly keys: readonly string[]; readonly value: unknown }[] = [{ keys: [], value: whole }];
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    for (const { keys, value: list } of level) {
      if (!Array.isArray(list)) continue;
      const at = list.findIndex(one => `${Reflect.get(Object(one), member)}` === value);
      if (at >= 0) return [...keys, at];
    }
    level = level.flatMap(({ keys, value: inner }) =>
      inner === null || typeof inner !== 'object' || Array.isArray(inner)
        ? []
        : Object.entries(inner).map(([key, one]) => ({ keys: [...keys, key], value: one })),
    );
  }
  return undefined;
}

/** A body as a client reads it: numbers that a double cannot hold are the text of their digits. */
function writtenAs(schema: Schema, body: unknown): unknown {
  if (mediaTypeOf(schema) !== 'application/json') return body === undefined ? null : String(body);
  const text = writerOf(schema)(body);
  return keptFrom(schema, JSON.parse(text), text);
}

function refusedWith(answering: Answering, reading: Reading, way: string, failure: Failure): ShownAnswer {
  const wording = wordingAt(answering.vendor.contract.dialect, reading.entry.operation.path);
  const { status, body } = wording.encode(failure);
  const { schema } = wording.failures[failure.kind];
  return answerOf(answering, reading, way, { status, schema, value: JSON.parse(JSON.stringify(body ?? null)) });
}

function answerOf(
  { shown }: Answering,
  { entry: { id, operation }, params, query, item }: Reading,
  way: string,
  { status, schema, value }: { readonly status: number; readonly schema: Schema; readonly value: unknown },
): ShownAnswer {
  const body = shown.under(schema, value);
  const bytes = JSON.stringify(body).length;
  const { method, path } = operation;
  const asked = { operation: id, method, path, params: { ...params }, query: { ...query }, by: way };
  return { ...asked, status, item: item !== undefined, body: bytes > LONGEST ? null : body, bytes };
}
