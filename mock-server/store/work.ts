import { realTime } from '../domain/clock.js';
import { callsTogether } from './calls-together.js';
import { ask, askBoth, askedOf, type Batch, type Steps } from './port.js';
import type { Execution } from './statement.js';
import type { Statements } from './statements.js';
import {
  type Committed,
  type KeptWorld,
  MOST_CALLS,
  type NewWorld,
  type Standing,
  type StoredText,
  type StoredWorld,
  type TenantCalls,
  type Woken,
  type WorldAddress,
  type WorldCommit,
} from './store.js';

/** So many calls beyond what a journal keeps are forgotten together. */
const CALLS_TOGETHER = 256;

/** Tenant and key as one text; that of nobody is another than that of a tenant, whatever its name. */
const tenantKeyOf = (tenant: string | null, key: string): string => JSON.stringify([tenant, key]);

export function* create(
  statements: Statements,
  world: NewWorld,
  credentials: readonly string[],
  most: number | undefined,
): Steps<'made' | 'exists' | 'full'> {
  const now = realTime();
  const { tenant } = world;
  const tenantKey = world.key === null ? null : tenantKeyOf(tenant, world.key);
  if (most !== undefined) yield* ask(statements.lockTenant, { tenant: JSON.stringify(tenant) });
  for (const { id, expires } of yield* ask(statements.taken, { name: world.name, key: tenantKey })) {
    if (expires === null || expires > now) return 'exists';
    yield* removeExpired(statements, id, now);
  }
  if (most !== undefined) {
    const [counted] =
      tenant === null ? yield* ask(statements.countOfNobody, { now }) : yield* ask(statements.countOf, { tenant, now });
    if ((counted?.worlds ?? 0) >= most) return 'full';
  }
  const [made] = yield* ask(statements.create, { ...world, tenantKey });
  if (made === undefined) return 'exists';
  const hashes = credentials.map(hash => ({ hash, world: world.id }));
  yield { asked: statements.keepCredentials.chunks(hashes), isLast: true };
  return 'made';
}

export function* find(statements: Statements, by: WorldAddress): Steps<StoredWorld | undefined> {
  const now = realTime();
  if ('id' in by) return (yield* ask(statements.byId, { id: by.id, now }))[0];
  if ('name' in by) return (yield* ask(statements.byName, { name: by.name, now }))[0];
  if ('credential' in by) return (yield* ask(statements.byCredential, { hash: by.credential, now }))[0];
  return (yield* ask(statements.byKey, { key: tenantKeyOf(by.tenant, by.key), now }))[0];
}

export function* list(
  statements: Statements,
  page: { readonly tenant?: string | null; readonly after?: string; readonly limit: number },
): Steps<readonly StoredWorld[]> {
  const { tenant, after = '', limit } = page;
  const args = { after, limit, now: realTime() };
  if (tenant === undefined) return yield* ask(statements.listAll, args);
  return tenant === null
    ? yield* ask(statements.listOfNobody, args)
    : yield* ask(statements.listOf, { ...args, tenant });
}

export function* load(statements: Statements, id: string, since?: Standing): Steps<KeptWorld | undefined> {
  const [world] = yield* ask(statements.byId, { id, now: realTime() });
  if (world === undefined) return undefined;
  const after = since?.epoch === world.epoch ? since.version : -1;
  const [clouds, records] = yield* askBoth(
    [statements.cloudsSince, { id, after }],
    [statements.recordsSince, { id, after }],
  );
  return { world, clouds, records };
}

/** Keeps what clouds are made from; its content is sent only where it is not yet there. */
export function* keepBase(statements: Statements, id: string, content: string): Steps<void> {
  const now = realTime();
  const known = yield* ask(statements.useBase, { id, now });
  if (known.length === 0) yield* ask(statements.keepBase, { id, content, now });
}

export function* commit(statements: Statements, change: WorldCommit): Steps<Committed> {
  const { id, at } = change;
  const now = realTime();
  const [advanced] = yield* ask(statements.advance, {
    id,
    version: at.version,
    epoch: at.epoch,
    head: change.head ?? null,
    isReplaced: change.isReplaced ? 1 : 0,
    isCleared: change.isCleared ? 1 : 0,
    expiresToo: change.expires === undefined ? 0 : 1,
    expires: change.expires ?? null,
    wakes: change.wakes,
    calls: change.calls.length,
    now,
  });
  if (advanced === undefined) {
    const [known] = yield* ask(statements.look, { id, now });
    return { state: known === undefined ? 'gone' : 'conflict' };
  }
  const version = at.version + 1;
  const replaced = change.isReplaced
    ? [askedOf(statements.forgetRecords, { id }), askedOf(statements.forgetClouds, { id })]
    : [];
  yield {
    asked: [
      ...replaced,
      ...(change.isCleared ? [askedOf(statements.forgetCalls, { id })] : []),
      ...statements.keepClouds.chunks(change.clouds.map(cloud => ({ ...cloud, world: id, version }))),
      ...statements.keepRecords.chunks(change.records.map(record => ({ ...record, world: id, version }))),
      ...statements.keepCredentials.chunks(change.credentials.map(hash => ({ hash, world: id }))),
      ...journalled(statements, id, change.calls, advanced.calls),
    ],
    isLast: true,
  };
  return { state: 'kept', calls: advanced.calls };
}

export function* append(statements: Statements, id: string, calls: readonly StoredText[]): Steps<number | undefined> {
  const [counted] = yield* ask(statements.count, { id, calls: calls.length, now: realTime() });
  if (counted === undefined) return undefined;
  yield { asked: journalled(statements, id, calls, counted.calls), isLast: true };
  return counted.calls;
}

/** Puts calls into a journal, of which the last has a number, and forgets those that it keeps no more. */
function journalled(
  statements: Statements,
  id: string,
  calls: readonly StoredText[],
  last: number,
): readonly Execution[] {
  if (calls.length === 0) return [];
  const kept = askedOf(statements.keepCalls, { id, last, entry: callsTogether(calls.slice(-MOST_CALLS)) });
  const isTimeToTrim = Math.floor(last / CALLS_TOGETHER) > Math.floor((last - calls.length) / CALLS_TOGETHER);
  const trimmed =
    isTimeToTrim && last > MOST_CALLS ? [askedOf(statements.trimCalls, { id, last: last - MOST_CALLS })] : [];
  return [kept, ...trimmed];
}

export function* remove(statements: Statements, id: string): Steps<boolean> {
  const wasThere = (yield* ask(statements.forgetWorld, { id })).length > 0;
  if (wasThere) yield allOf(statements, id);
  return wasThere;
}

/** Forgets a world if its time is over: others may have given it more. */
export function* removeExpired(statements: Statements, id: string, now: number): Steps<boolean> {
  const wasThere = (yield* ask(statements.forgetExpired, { id, now })).length > 0;
  if (wasThere) yield allOf(statements, id);
  return wasThere;
}

/** Forgets what is kept of a world that is no more. */
const allOf = (statements: Statements, id: string): Batch => ({
  asked: [
    askedOf(statements.forgetRecords, { id }),
    askedOf(statements.forgetClouds, { id }),
    askedOf(statements.forgetCalls, { id }),
    askedOf(statements.forgetCredentials, { id }),
  ],
});

export function* count(
  statements: Statements,
  minute: number,
  calls: readonly TenantCalls[],
): Steps<readonly TenantCalls[]> {
  // In one order: two that count the same tenants do not wait for each other.
  const rows = calls.map(one => ({ ...one, minute })).sort((one, other) => (one.tenant < other.tenant ? -1 : 1));
  const answered = yield { asked: statements.countCalls.chunks(rows), isLast: true };
  return answered.flat().map(row => ({ tenant: String(row.tenant), calls: Number(row.calls) }));
}

export function* wake(statements: Statements, by: number, until: number): Steps<Woken> {
  const worlds = yield* ask(statements.wake, { by, until, now: realTime() });
  const [next] = yield* ask(statements.nextWaking, { by });
  return { worlds, next: next?.wakes ?? undefined };
}

export function* lease(statements: Statements, id: string, holder: string, until: number): Steps<boolean> {
  const held =
    until === 0
      ? yield* ask(statements.giveBack, { id, holder })
      : yield* ask(statements.hold, { id, holder, until, now: realTime() });
  return held.length > 0;
}
