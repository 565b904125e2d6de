import { setImmediate as others } from 'node:timers/promises';
import { z } from 'zod';
import type { Entry, LoadedContract } from '../../contracts/core/contract.js';
import type { ExampleAnswer, ExampleAnswers } from '../../contracts/core/openapi-operations.js';
import type { Example } from '../../contracts/core/operation.js';
import type { OperationId } from '../../contracts/core/route.js';
import { nameOf, namesOf, paramName } from '../../contracts/core/value-names.js';
import { BehindCloud } from '../calls/behind-cloud.js';
import type { Issued, Vendor } from '../calls/vendor.js';
import { SeedCaller } from '../seeds/calling.js';
import { replay } from '../seeds/replay.js';
import { loadSeed } from '../seeds/seed.js';
import { callOf, onlyAsked } from './only-asked.js';

/** The world in which the vendors' printed examples come out as printed. */
const SEED = 'documented';

/**
 * What the double answers to the example of each operation, in the world of the printed examples, which stands still. Each
 * call is undone. What is refused there, for its example names what is not there, is asked for anew about what is: a world in
 * which all that makes something was called, an hour later. Of a list the first item is kept.
 */
export async function exampleAnswers(
  vendor: Vendor,
  contract: LoadedContract,
  issued: readonly Issued[],
): Promise<ExampleAnswers> {
  const { vendor: name } = contract;
  const { number, history } = await loadSeed(SEED, { mode: 'frozen' }, [name]);
  const cloud = await replay(vendor, await history(name), number, issued, { isTrusted: true });
  const behind = new BehindCloud(vendor, cloud);
  const caller = new SeedCaller(vendor, cloud, issued);
  await caller.load(contract.entries.map(({ id }) => id));
  const answers = new Map<OperationId, ExampleAnswer>();
  const there = new Map<string, string>();
  const ask = async (make: (entry: Entry) => Example): Promise<void> => {
    for (const [index, entry] of contract.entries.entries()) {
      if (answers.has(entry.id)) continue;
      if (index % TURN === 0) await others();
      const body = onlyAsked(entry.id, make(entry), behind, caller);
      if (body === undefined) continue;
      if (entry.operation.effect === 'read') learn(there, body, entry.group);
      const answer = statusOf(entry, shortened(body));
      if (answer !== undefined) answers.set(entry.id, answer);
    }
  };
  await ask(entryExample);
  for (const entry of contract.entries) {
    const { effect, endsCredential } = entry.operation;
    if (!(effect === 'write' || effect === 'spend') || endsCredential !== undefined) continue;
    try {
      const body = caller.answerTo(callOf(entry.id, withKnown(there)(entry), behind));
      if (!(body instanceof Promise)) learn(there, body, entry.group, true);
    } catch {
      // What is refused makes nothing that others could be asked about.
    }
  }
  cloud.settle(cloud.now + HOUR, vendor.jobs);
  await ask(withKnown(there));
  return answers;
}

/** By then what was begun is done. */
const HOUR = 3_600_000;

const entryExample = ({ operation }: Entry): Example => operation.example ?? {};

/** An example about something that is there, in place of what it names. */
const withKnown =
  (there: ReadonlyMap<string, string>) =>
  (entry: Entry): Example => {
    const { params = {}, query = {}, body } = entryExample(entry);
    const known = <V>(members: Readonly<Record<string, V>>, nameOf: (name: string) => string) =>
      Object.fromEntries(Object.entries(members).map(([name, value]) => [name, there.get(nameOf(name)) ?? value]));
    return { body, params: known(params, name => paramName(entry, name)), query: known(query, nameOf) };
  };

/** Keeps the first value of each name in an answer, as checks name them; the latest, where that is wanted. */
function learn(there: Map<string, string>, value: unknown, group: string, isLatest = false, path = '$'): void {
  if (value === null || typeof value !== 'object') {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    for (const name of namesOf(path, group)) if (isLatest || !there.has(name)) there.set(name, `${value}`);
    return;
  }
  const isList = Array.isArray(value);
  const members = isList ? value.slice(0, 1).entries() : Object.entries(value);
  for (const [key, one] of members) learn(there, one, group, isLatest, isList ? `${path}[*]` : `${path}.${key}`);
}

/** So many calls are made before others have their turn. */
const TURN = 20;

/** The success whose schema takes the body. */
function statusOf({ operation }: Entry, body: unknown): ExampleAnswer | undefined {
  const found = Object.entries(operation.responses).find(([, schema]) => z.safeParse(schema, body).success);
  return found && { status: Number(found[0]), body };
}

function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shortened);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one)]));
}
