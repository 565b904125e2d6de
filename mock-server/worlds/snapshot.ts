import { z } from 'zod';
import { Failure } from '../../contracts/core/failure.js';
import { instant } from '../../contracts/core/wire.js';
import type { CloudInit, Issued, Vendor } from '../calls/vendor.js';
import type { Cloud, CloudState } from '../domain/cloud.js';
import { isCollection } from '../domain/collection.js';
import type { Credential } from '../domain/credentials.js';
import { looseJobs } from '../domain/loose-jobs.js';
import { DELIVERY, deliveryOf } from '../domain/outbox.js';
import { bitByBit, PAUSE } from './bit-by-bit.js';
import { inPlace, inPlaces, type Problem, type Problems, problemsOf, type Reader } from './problems.js';
import type { LoadVendor, ReadyCloud, WorldState } from './ready-cloud.js';
import { counts, partProblems } from './saved-parts.js';

type Path = readonly PropertyKey[];

/** What a snapshot says of one cloud. */
export interface SavedCloud {
  /** Where in the snapshot it stands. */
  readonly path: Path;
  readonly vendor: Vendor;
  readonly init: CloudInit;
  readonly state: CloudState;
  /** What the world's clock shows. */
  readonly now: number;
}

/**
 * The clouds of a snapshot, whose values become theirs, and which go on taking the credentials of their world. Rejects as that of
 * each does.
 */
export async function restoredClouds(
  { clouds, number, clock }: WorldState,
  load: LoadVendor,
  issued: Readonly<Record<string, readonly Issued[]>>,
): Promise<Map<string, ReadyCloud>> {
  const restored = new Map<string, ReadyCloud>();
  for (const [name, { origin, state }] of Object.entries(clouds)) {
    const vendor = await load(name);
    const init = { seed: number, issued: issued[name] ?? [], ...origin };
    const cloud = await restoredCloud({ path: ['clouds', name], vendor, init, state, now: clock.now });
    restored.set(name, { vendor, origin, cloud });
  }
  return restored;
}

/**
 * A cloud in the state of a snapshot, which goes on taking the credentials it is made with. What the snapshot says is
 * held to the schemas of all parts before it is loaded, and what it refers to must be there. Rejects with `Failure` of
 * kind `invalid` that names the first places at which something is wrong, and no value.
 */
export async function restoredCloud(saved: SavedCloud): Promise<Cloud> {
  const { path, vendor, state } = saved;
  const cloud = created(saved);
  const own = cloud.credentials.all();
  const isHolder = holders(cloud, own);
  await mustHaveNone(shapeProblems(saved, cloud, await schemasOf(cloud, state)));
  try {
    await bitByBit(cloud.loading(state));
    await mustHaveNone(referenceProblems(saved, cloud, isHolder));
    await mustHaveNone(vendorProblems(saved, cloud));
  } catch (error) {
    // Held to its schemas it should load and answer; a vendor that stumbles over it all the same does not believe it.
    throw error instanceof Failure ? error : refusal(inPlace({ path, what: 'does not hold together' }));
  }
  for (const credential of own)
    if (cloud.credentials.find(credential.scheme, credential.value) === undefined) cloud.credentials.add(credential);
  return cloud;

  function* vendorProblems({ path }: SavedCloud, cloud: Cloud): Problems {
    for (const what of vendor.inconsistencies?.(cloud) ?? []) yield what === undefined ? PAUSE : { path, what };
  }
}

function created({ path, vendor, init }: SavedCloud): Cloud {
  try {
    return vendor.createCloud(init);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw refusal(inPlace({ path: [...path, 'origin', 'settings'], what }));
  }
}

/** The schemas of what is there. None is loaded for a part that holds nothing: most are of kinds that a world has none of. */
async function schemasOf({ parts }: Cloud, state: CloudState): Promise<ReadonlyMap<string, Reader>> {
  const found = new Map<string, Reader>();
  for (const [name, { schema, form }] of parts) {
    if (schema === undefined) continue;
    const saved = Object.hasOwn(state.parts, name) ? state.parts[name] : undefined;
    const isEmpty = (form === 'records' || form === 'intervals') && Array.isArray(saved) && saved.length === 0;
    found.set(name, isEmpty ? z.never() : await schema());
  }
  return found;
}

/** What there is against each value alone. */
function* shapeProblems(
  { path, init, state, now }: SavedCloud,
  { parts }: Cloud,
  schemas: ReadonlyMap<string, Reader>,
): Problems {
  const at = [...path, 'state'];
  yield* problemsOf(instant, state.now, [...at, 'now']);
  yield* problemsOf(counts, state.ids, [...at, 'ids']);
  if (state.now > now) yield { path: [...at, 'now'], what: "is after the world's clock" };
  if (init.start > state.now) yield { path: [...path, 'origin', 'start'], what: "is after the cloud's own time" };
  for (const name of Object.keys(state.parts))
    if (!parts.has(name)) yield { path: [...at, 'parts', name], what: 'nothing here has this name' };
  for (const [name, part] of parts) {
    const place = [...at, 'parts', name];
    if (!Object.hasOwn(state.parts, name)) yield { path: place, what: 'is missing' };
    else {
      const heldTo = { schema: schemas.get(name), now: state.now, ids: state.ids };
      yield* partProblems(part, state.parts[name], place, heldTo);
    }
  }
}

/** What there is against a loaded cloud: what its jobs are about and its credentials speak for must be there. */
function* referenceProblems(
  { path, vendor }: SavedCloud,
  cloud: Cloud,
  isHolder: (id: number) => boolean,
): Iterable<Problem> {
  const at = [...path, 'state', 'parts'];
  for (const { index, member, what } of looseJobs(cloud, vendor.jobs))
    yield { path: [...at, 'agenda', 'jobs', index, member], what };
  const jobs = cloud.agenda.all();
  const waiting = new Set(jobs.filter(({ kind }) => kind === DELIVERY).map(({ subject }) => deliveryOf(subject)));
  for (const [index, { id, state }] of cloud.outbox.all().entries())
    if (state === 'waiting' && !waiting.has(id))
      yield { path: [...at, 'outbox', 'deliveries', index, 'state'], what: 'waits, and nothing ends that' };
  for (const [index, { holder }] of cloud.credentials.all().entries())
    if (!isHolder(holder)) yield { path: [...at, 'credentials', index, 'holder'], what: 'is nobody' };
}

/**
 * Says who may hold a credential: whoever holds one in a new cloud, and every record of a collection in which all of
 * these are records, as accounts are.
 */
function holders(cloud: Cloud, own: readonly Credential[]): (id: number) => boolean {
  const known = new Set(own.map(({ holder }) => holder));
  const kinds = [...cloud.parts.values()].filter(isCollection);
  const accounts = kinds.filter(kind => [...known].every(holder => kind.get(holder) !== undefined));
  return id => known.has(id) || accounts.some(kind => kind.get(id) !== undefined);
}

/** Looks for problems bit by bit. */
async function mustHaveNone(problems: Problems): Promise<void> {
  const said = await bitByBit(inPlaces(problems));
  if (said !== undefined) throw refusal(said);
}

const refusal = (said: string): Failure => new Failure('invalid', { text: `the snapshot cannot be read: ${said}` });
