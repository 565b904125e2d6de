import { createHash } from 'node:crypto';
import type { CloudInit, Issued, Vendor } from '../calls/vendor.js';
import type { Cloud, CloudState } from '../domain/cloud.js';
import { LatestUsed } from '../domain/latest-used.js';
import { replay } from './replay.js';
import { type Seed, toldUntil } from './seed.js';
import { retoldFor, type Taint, TaintWitness, taintedParts } from './taints.js';

/** What clouds are made from, as a store keeps it: text, and the hash of it. */
export interface CloudBase {
  readonly id: string;
  readonly content: string;
}

/** What a cloud is made with, before anything is done to it. */
type Beginning = Pick<CloudInit, 'start' | 'settings'>;

const beginningOf = ({ start, settings }: Beginning): Beginning => ({ start, settings });

/** A cloud that was made from a seed. */
export interface SeededCloud {
  readonly cloud: Cloud;
  readonly origin: Beginning;
  /** Why it shares nothing with others of its seed; undefined where it does. */
  readonly alone: string | undefined;
  /** What it is made from again. Ask before the cloud changes. */
  base(): CloudBase;
}

/** A cloud that never changes, and from which others are made. */
interface Template {
  readonly init: Omit<CloudInit, 'issued'>;
  readonly cloud: Cloud;
  readonly taints: readonly Taint[];
  /** The parts in which the texts stand that differ by world, as they are saved. */
  readonly tainted: Readonly<Record<string, unknown>>;
  base?: CloudBase;
}

/** What a base says. One of a snapshot, or of a cloud that stands alone, has no taints. */
interface BaseContent {
  /** Bases of before lack it: then their clouds say it. */
  readonly origin?: Beginning;
  readonly state: CloudState;
  readonly taints: readonly Taint[];
  readonly parts: readonly string[];
}

/** How a seed stands with a vendor: one of the user's own that was lived through once; one that nothing can be shared of, and why; or its template. */
type Standing = { readonly seen: true } | { readonly why: string } | { readonly template: Template };

/** Most templates that are kept of one vendor, by seed and by base. What worlds share of others stays as long as they do. */
const MOST = 8;

/** The credentials of two worlds that nobody has, for a number. */
interface NobodysCredentials {
  readonly issued: readonly Issued[];
  readonly other: readonly Issued[];
}

interface Kept {
  readonly nobodys: LatestUsed<NobodysCredentials>;
  readonly bySeed: LatestUsed<Promise<Standing>>;
  readonly byBase: LatestUsed<Template>;
}

/** By vendor: a template is made of its clouds. */
const kept = new WeakMap<Vendor, Kept>();

/** Why a notice is not sent that was due when nobody watched yet. */
export const BEFORE = 'it was due before the world was opened';

/** No world has such a name. */
const [NOBODY, SOMEBODY] = ['a template', 'another template'];

/**
 * The cloud of a vendor in a world that hands out these credentials, as a replay of the seed makes it. The seed is lived through
 * once for all worlds of its number and present, with credentials that are nobody's; each world shares what came of it until
 * it changes something, and has its own texts where those differ by world. One of the user's own is lived through by its
 * first world alone, for most are made for one; with the second it is looked whether what is shared is what its replay makes.
 */
export async function cloudOf(vendor: Vendor, seed: Seed, issued: readonly Issued[]): Promise<SeededCloud> {
  const { key } = seed;
  if (key === undefined || !isAsNobodys(vendor, seed, issued))
    return lonely(vendor, seed, issued, 'its seed, or its credentials, are of no kind that others have');
  const { bySeed } = keptOf(vendor);
  const known = bySeed.get(key);
  if (known === undefined && seed.file !== undefined) {
    bySeed.set(key, Promise.resolve({ seen: true }));
    return lonely(vendor, seed, issued, 'it is the first of its seed');
  }
  const standing = await (known ?? begun(bySeed, key, firstOf(vendor, seed)));
  if ('seen' in standing) {
    const one = await lonely(vendor, seed, issued, 'it is the second of its seed');
    const { cloud } = one;
    const saved = JSON.stringify(cloud.save());
    await begun(bySeed, key, templateLike(vendor, seed, issued, saved));
    return one;
  }
  if ('why' in standing) return lonely(vendor, seed, issued, standing.why);
  const { template } = standing;
  return {
    cloud: madeFrom(vendor, template, { ...template.init, issued }),
    origin: beginningOf(template.init),
    alone: undefined,
    base: () => baseOfTemplate(vendor, template),
  };
}

/** The base of a cloud that was saved, such as one of a snapshot. */
export const baseOf = (state: CloudState, origin: Beginning): CloudBase =>
  written({ origin, state, taints: [], parts: [] });

/**
 * A cloud as its base says, for a world that hands out these credentials; all that are made from a base share it. `said` is
 * from what it was made, where the base does not say that.
 */
export function cloudFromBase(
  vendor: Vendor,
  { id, content }: CloudBase,
  world: Omit<CloudInit, keyof Beginning>,
  said?: Beginning,
): Pick<SeededCloud, 'cloud' | 'origin'> {
  const { byBase } = keptOf(vendor);
  const known = byBase.get(id);
  if (known !== undefined) {
    const origin = beginningOf(known.init);
    return { cloud: madeFrom(vendor, known, { ...world, ...origin }), origin };
  }
  const { origin = said, state, taints, parts } = JSON.parse(content) as BaseContent;
  if (origin === undefined) throw new Error('neither a base nor its cloud says what it was made from');
  const init = { ...world, ...origin };
  const cloud = vendor.createCloud(init);
  cloud.load(state);
  const tainted = Object.fromEntries(parts.map(name => [name, state.parts[name]]));
  const template = { init, cloud, taints, tainted, base: { id, content } };
  byBase.set(id, template);
  return { cloud: madeFrom(vendor, template, init), origin };
}

/** Whether the template of a base is at hand: then its content need not be fetched, and any will do. */
export const isBaseKnown = (vendor: Vendor, id: string): boolean => keptOf(vendor).byBase.get(id) !== undefined;

function keptOf(vendor: Vendor): Kept {
  const known = kept.get(vendor);
  if (known !== undefined) return known;
  const empty = {
    nobodys: new LatestUsed<NobodysCredentials>(MOST),
    bySeed: new LatestUsed<Promise<Standing>>(MOST),
    byBase: new LatestUsed<Template>(MOST),
  };
  kept.set(vendor, empty);
  return empty;
}

function nobodysOf(vendor: Vendor, number: number): NobodysCredentials {
  const { nobodys } = keptOf(vendor);
  const known = nobodys.get(`${number}`);
  if (known !== undefined) return known;
  const drawn = { issued: vendor.issue(NOBODY, number), other: vendor.issue(SOMEBODY, number) };
  nobodys.set(`${number}`, drawn);
  return drawn;
}

/** Whether these credentials are such as the vendor hands out in any world. */
function isAsNobodys(vendor: Vendor, { number }: Seed, issued: readonly Issued[]): boolean {
  const nobodys = nobodysOf(vendor, number);
  const { other } = nobodys;
  return (
    nobodys.issued.length === issued.length &&
    nobodys.issued.every(({ way, name, scheme, value }, index) => {
      const own = issued[index];
      const isConstant = value === other[index]?.value;
      return own?.way === way && own.name === name && own.scheme === scheme && (!isConstant || own.value === value);
    })
  );
}

/** Begins what others wait for too. What fails is not kept. */
function begun(kept: Kept['bySeed'], key: string, standing: Promise<Standing>): Promise<Standing> {
  kept.set(key, standing);
  standing.catch(() => kept.delete(key, standing));
  return standing;
}

async function lonely(vendor: Vendor, seed: Seed, issued: readonly Issued[], alone: string): Promise<SeededCloud> {
  const history = await seed.history(vendor.contract.vendor);
  const cloud = await replay(vendor, history, seed.number, issued, { isTrusted: seed.file === undefined });
  bringUpToDate(cloud, vendor, seed);
  const { start, settings = {} } = history;
  const origin = { start, settings };
  return { cloud, origin, alone, base: () => baseOf(cloud.save(), origin) };
}

/**
 * The template of a seed of ours. Our tests hold those that have calls to what a replay makes; without any, the vendor may be
 * somebody's own, and one more cloud that nothing was done to costs next to nothing.
 */
async function firstOf(vendor: Vendor, seed: Seed): Promise<Standing> {
  const { calls } = await seed.history(vendor.contract.vendor);
  if (calls.length > 0) return templateOf(vendor, seed);
  const { other: issued } = nobodysOf(vendor, seed.number);
  const { cloud } = await lonely(vendor, seed, issued, 'it is looked at');
  return templateLike(vendor, seed, issued, JSON.stringify(cloud.save()));
}

/** The template of a seed, if the cloud of a world that is made from it is saved so. */
async function templateLike(vendor: Vendor, seed: Seed, issued: readonly Issued[], saved: string): Promise<Standing> {
  try {
    const standing = await templateOf(vendor, seed);
    if (!('template' in standing)) return standing;
    const { template } = standing;
    const cloud = madeFrom(vendor, template, { ...template.init, issued });
    return JSON.stringify(cloud.save()) === saved ? standing : { why: 'what differs by world cannot be followed' };
  } catch (error) {
    return { why: `no template can be made: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function templateOf(vendor: Vendor, seed: Seed): Promise<Standing> {
  const history = await seed.history(vendor.contract.vendor);
  const { start, settings = {} } = history;
  const { issued, other } = nobodysOf(vendor, seed.number);
  const witness = new TaintWitness(issued, other);
  const isTrusted = seed.file === undefined;
  const cloud = await replay(vendor, history, seed.number, issued, { isTrusted, witness: witness.see });
  bringUpToDate(cloud, vendor, seed);
  const { lost, taints } = witness;
  if (lost !== undefined) return { why: lost };
  const state = cloud.save();
  const parts = taintedParts(state, taints);
  if (parts === undefined) return { why: 'an id that is counted differs by world' };
  const tainted = Object.fromEntries(parts.map(name => [name, state.parts[name]]));
  return { template: { init: { seed: seed.number, start, settings }, cloud, taints, tainted } };
}

/** Does what was due by the time until which the history is told. Nobody outside is told of it. */
function bringUpToDate(cloud: Cloud, { jobs }: Vendor, { clock }: Seed): void {
  cloud.settle(toldUntil(clock), jobs);
  cloud.transact(() => cloud.outbox.leave(BEFORE));
}

function madeFrom(vendor: Vendor, { cloud: shared, taints, tainted }: Template, init: CloudInit): Cloud {
  const cloud = vendor.createCloud(init);
  cloud.shareFrom(shared);
  const retold = retoldFor(taints, init.issued, init.seed);
  for (const [name, saved] of Object.entries(tainted)) cloud.part(name)?.load(retold(saved));
  return cloud;
}

function baseOfTemplate(vendor: Vendor, template: Template): CloudBase {
  const { cloud, taints, tainted, init } = template;
  template.base ??= written({ origin: beginningOf(init), state: cloud.save(), taints, parts: Object.keys(tainted) });
  keptOf(vendor).byBase.set(template.base.id, template);
  return template.base;
}

function written(content: BaseContent): CloudBase {
  const text = JSON.stringify(content);
  return { id: createHash('sha256').update(text).digest('hex'), content: text };
}
