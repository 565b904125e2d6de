import { setImmediate as others } from 'node:timers/promises';
import { z } from 'zod';
import type { Entry, LoadedContract } from '../../contracts/core/contract.js';
import type { ExampleAnswers } from '../../contracts/core/openapi.js';
import { BehindCloud } from '../calls/behind-cloud.js';
import type { Issued, Vendor } from '../calls/vendor.js';
import { SeedCaller } from '../seeds/calling.js';
import { replay } from '../seeds/replay.js';
import { loadSeed } from '../seeds/seed.js';

/** The world in which the vendors' printed examples come out as printed. */
const SEED = 'documented';

/** Undoes a call that was made to see its answer. */
class OnlyAsked extends Error {
  readonly body: unknown;

  constructor(body: unknown) {
    super('only asked');
    this.body = body;
  }
}

/**
 * What the double answers to the example of each operation, in the world of the printed examples, which stands still. Each
 * call is undone, so that no answer depends on what else is asked. Of a list the first item is kept. An operation that is
 * refused there, for its example names what is not there, has none.
 */
export async function exampleAnswers(
  vendor: Vendor,
  contract: LoadedContract,
  issued: readonly Issued[],
): Promise<ExampleAnswers> {
  const name = contract.vendor;
  const { number, history } = await loadSeed(SEED, { mode: 'frozen' }, [name]);
  const cloud = await replay(vendor, await history(name), number, issued, { isTrusted: true });
  const behind = new BehindCloud(vendor, cloud);
  const caller = new SeedCaller(vendor, cloud, issued);
  await caller.load(contract.entries.map(({ id }) => id));
  const answers = new Map<string, { readonly status: number; readonly body: unknown }>();
  for (const [index, entry] of contract.entries.entries()) {
    if (index % TURN === 0) await others();
    const body = answerTo(entry, behind, caller);
    if (body === undefined) continue;
    const answer = statusOf(entry, shortened(body));
    if (answer !== undefined) answers.set(entry.id, answer);
  }
  return answers as ExampleAnswers;
}

/** So many calls are made before others have their turn. */
const TURN = 20;

function answerTo({ id, operation }: Entry, behind: BehindCloud, caller: SeedCaller): unknown {
  const { params, query, body } = operation.example ?? {};
  const call = { at: behind.cloud.now, call: id, ...(params && { params }), ...(query && { query }), body };
  try {
    return behind.transact(() => {
      const answered = caller.answerTo(call);
      throw new OnlyAsked(answered instanceof Promise ? undefined : answered);
    });
  } catch (error) {
    return error instanceof OnlyAsked ? error.body : undefined;
  }
}

/** The success whose schema takes the body. */
function statusOf({ operation }: Entry, body: unknown): { status: number; body: unknown } | undefined {
  const found = Object.entries(operation.responses).find(([, schema]) => z.safeParse(schema, body).success);
  return found && { status: Number(found[0]), body };
}

function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shortened);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one)]));
}
