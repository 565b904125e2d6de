import { control, snapshotText } from './control.js';
import {
  CHARGED,
  FUNDED,
  isDone,
  readKinds,
  type WorldAccess,
  type WriteKind,
  type WriteName,
  writeKinds,
} from './kinds.js';
import type { Noted } from './ledger.js';

/** What a snapshot of a world says of what trials wrote. */
export interface KeptThings {
  /** How many records bear a tag, by vendor, part and tag. */
  readonly tagged: ReadonlyMap<string, number>;
  /** How many records there are, by vendor and part. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Reads a snapshot for the tags of trials. */
export function keptThings(snapshot: string): KeptThings {
  const tagged = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const [vendor, cloud] of Object.entries<unknown>(JSON.parse(snapshot).clouds))
    for (const [name, records] of Object.entries(Object(cloud).state.parts)) {
      if (!Array.isArray(records)) continue;
      const part = `${vendor}.${name}`;
      counts.set(part, (counts.get(part) ?? 0) + records.length);
      for (const record of records)
        for (const [, tag] of new Set(JSON.stringify(record).matchAll(/"(trial-\d+-\d+)"/g)))
          tagged.set(`${part} ${tag}`, (tagged.get(`${part} ${tag}`) ?? 0) + 1);
    }
  return { tagged, counts };
}

/** How a world stood before anybody wrote. */
export interface Beginning {
  readonly counts: ReadonlyMap<string, number>;
  readonly balance: number;
}

export const kindOf = (name: string): WriteKind | undefined =>
  Object.entries<WriteKind>(writeKinds).find(([known]) => known === name)?.[1];

/** What the platform's account has. */
export async function balanceOf(url: string, access: WorldAccess): Promise<number> {
  return Object(await vendorRead(url, access, readKinds.account(access))).balance;
}

async function vendorRead(url: string, access: WorldAccess, wire: Noted['wire']): Promise<unknown> {
  const reply = await fetch(`${url}/w/${access.name}${wire.path}`, { headers: { ...wire.headers } });
  const text = await reply.text();
  if (!isDone(wire.path.startsWith('/1.0') ? 'virtuozzo' : 'infrahub', reply.status, text))
    throw new Error(`${wire.path} answered ${reply.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

export async function beginningOf(url: string, access: WorldAccess): Promise<Beginning> {
  const { counts } = keptThings(await snapshotText(url, access.name));
  return { counts, balance: await balanceOf(url, access) };
}

/**
 * Holds what a world has to what its clients were told, and to its journal: every write that was acknowledged is there once, no
 * other is there twice, and one whose answer never came is either in the journal and among the records, or in neither.
 */
export async function untold(
  url: string,
  access: WorldAccess,
  calls: readonly Noted[],
  journal: ReadonlySet<string>,
  beginning: Beginning,
): Promise<string[]> {
  const snapshot = await snapshotText(url, access.name);
  const { tagged, counts } = keptThings(snapshot);
  const wrong: string[] = [];
  const expected = new Map(beginning.counts);
  const ids = new Map<string, string>();
  const removed = new Map<string, boolean>();
  for (const { kind, id, tag } of calls)
    if (kind === 'environmentRemoval' && id !== undefined) removed.set(`${id}`, journal.has(tag));
  let balance = beginning.balance;
  for (const call of calls) {
    const kind = kindOf(call.kind);
    if (kind === undefined || call.effect !== 'write') continue;
    const isThere = journal.has(call.tag);
    const told = `${call.kind} ${call.tag}, ${call.fate}`;
    if (call.fate === 'done' && !isThere) wrong.push(`${told}: not in the journal`);
    if ((call.fate === 'unsent' || call.fate === 'refused') && isThere) wrong.push(`${told}: in the journal as done`);
    const counted = `${kind.vendor}.${kind.counted}`;
    if (isThere && kind.counted !== undefined) expected.set(counted, (expected.get(counted) ?? 0) + 1);
    if (isThere && call.kind === ('funding' satisfies WriteName)) balance += FUNDED;
    if (isThere && call.kind === ('charge' satisfies WriteName)) balance -= CHARGED;
    if (call.kind !== 'environmentRemoval' && call.id !== undefined) {
      const twin = ids.get(`${call.kind} ${call.id}`);
      if (twin !== undefined) wrong.push(`${told}: has the id of ${twin}`);
      ids.set(`${call.kind} ${call.id}`, call.tag);
    }
    if (kind.part === undefined) continue;
    const found = tagged.get(`${kind.vendor}.${kind.part} ${call.tag}`) ?? 0;
    const isGone = call.kind === 'environment' && removed.get(`${call.id}`) === true;
    if (found !== (isThere && !isGone ? 1 : 0))
      wrong.push(`${told}: ${found} records of ${kind.part}, and ${isThere ? 'in' : 'not in'} the journal`);
  }
  for (const part of new Set(
    Object.values<WriteKind>(writeKinds).flatMap(({ vendor, counted }) => (counted ? `${vendor}.${counted}` : [])),
  ))
    if (counts.get(part) !== expected.get(part))
      wrong.push(`${part}: ${counts.get(part)} records where ${expected.get(part)} were to be`);
  const found = await balanceOf(url, access);
  if (Math.abs(found - balance) > 1e-6) wrong.push(`the account has ${found} where ${balance} was to be`);
  return [...wrong, ...(await unlisted(url, access, counts))].map(line => `${access.name}: ${line}`);
}

/** Lists of the vendors' APIs whose totals differ from what is kept. */
async function unlisted(url: string, access: WorldAccess, counts: ReadonlyMap<string, number>): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, part] of [
    ['environments', 'infrahub.environment'],
    ['firewalls', 'infrahub.firewall'],
    ['volumes', 'infrahub.volume'],
  ] as const) {
    const { count } = Object(await vendorRead(url, access, readKinds[name](access)));
    if (count !== counts.get(part)) wrong.push(`${name} are told to be ${count}, and ${counts.get(part)} are kept`);
  }
  return wrong;
}

/** Restores a world's snapshot into another, which runs all checks that there are of one, and holds what came out to it. */
export async function unrestorable(url: string, world: string): Promise<string[]> {
  const copy = `${world}-copy`;
  const snapshot = await snapshotText(url, world);
  await control(url, 'PUT', `/worlds/${copy}/snapshot`, JSON.parse(snapshot));
  const again = await snapshotText(url, copy);
  await control(url, 'DELETE', `/worlds/${copy}`);
  return withoutCredentials(again) === withoutCredentials(snapshot)
    ? []
    : [`${world}: its snapshot, restored, is another`];
}

/** A snapshot as text without credentials, for a world that takes one goes on taking its own. */
const withoutCredentials = (snapshot: string): string =>
  JSON.stringify(JSON.parse(snapshot), (key, value: unknown) => (key === 'credentials' ? null : value));

/** From before the history of any seed until after every trial. */
const WHOLE_TIME = 'start_date=2025-01-01T00:00:00&end_date=2026-12-31T00:00:00';

/** Lets an hour pass, and says where an account of Infrahub's lost other money than its bill rose by. */
export async function unbilled(url: string, access: WorldAccess): Promise<string[]> {
  const sums = async () => {
    const whole = { ...readKinds.balance(access), path: `/v1/billing/billing/history?${WHOLE_TIME}` };
    const told = Object(await vendorRead(url, access, whole)).billing_history.billing_history[0].metrics;
    const { credit } = Object(await vendorRead(url, access, readKinds.balance(access))).data;
    return { billed: told.incurred_bill, credit };
  };
  const before = await sums();
  await control(url, 'POST', `/worlds/${access.name}/clock/advance`, { by: 'PT1H' });
  const after = await sums();
  const [lost, billed] = [before.credit - after.credit, after.billed - before.billed];
  return Math.abs(lost - billed) < 1e-6
    ? []
    : [`${access.name}: its credit fell by ${lost}, and its bill rose by ${billed}`];
}
