import { Failure } from '../../contracts/core/failure.js';
import { isMeant } from '../../contracts/core/names.js';
import type { Journal } from '../worlds/journal.js';
import { concerns } from '../worlds/rule.js';
import {
  boundsOf,
  type Counts,
  matching,
  meets,
  type Verification,
  verify,
  verifyOnly,
  verifyOrder,
  type WantedCall,
} from '../worlds/verify.js';
import type { World } from '../worlds/world.js';
import { needOperation, needServedVendor } from './known-names.js';
import type { ControlHandlers, RunningServer } from './running-server.js';
import { ShownCalls } from './shown-calls.js';
import { needBounded, needWanted } from './wanted-calls.js';

export const handlers = {
  async list({ cloud, params, query }) {
    const world = cloud.worlds.need(params.world);
    const { journal } = world;
    const { status, path, since, until, after, where, limit, bodies = false } = query;
    const vendor = query.vendor && needServedVendor(cloud, query.vendor);
    const operation = query.operation && (await needOperation(cloud, query.operation));
    if (where !== undefined) {
      if (operation === undefined) needBounded(where);
      else await needWanted(cloud, journal.all(), { operation, where });
    }
    const found = journal
      .all()
      .filter(
        call =>
          (vendor === undefined || call.vendor === vendor) &&
          (operation === undefined || (call.operation !== null && concerns(operation, call.vendor, call.operation))) &&
          (status === undefined || call.status === status) &&
          (path === undefined || isMeant(path, call.path)) &&
          (since === undefined || call.at >= since) &&
          (until === undefined || call.at < until) &&
          (after === undefined || call.number > after),
      );
    const meant = where === undefined ? found : meets(found, where);
    const shown = limit === undefined ? meant : after === undefined ? meant.slice(-limit) : meant.slice(0, limit);
    return {
      status: 200,
      body: { count: journal.count, calls: await new ShownCalls(cloud, world).all(shown, bodies) },
    };
  },
  async clear({ cloud, params }) {
    await cloud.worlds.need(params.world).clearJournal();
    return { status: 204 };
  },
  async verify({ cloud, params, body: { operation, where, order, only, ...counts } }) {
    const world = cloud.worlds.need(params.world);
    const { journal } = world;
    const listed = (order ?? only ?? []).map(one => (typeof one === 'string' ? { operation: one } : one));
    const given = operation === undefined ? listed : [{ operation, where }];
    const wanted: WantedCall[] = [];
    for (const one of given) wanted.push({ ...one, operation: await needOperation(cloud, one.operation) });
    const bounds = boundsOf(counts);
    if (typeof bounds === 'string') throw new Failure('invalid', { text: `a verification ${bounds}` });
    for (const one of wanted) await needWanted(cloud, journal.all(), one);
    const verdict = judged(journal, wanted, { order, only, counts });
    const { holds, matched, nearest, forgotten, brokenAt } = verdict;
    const missing = holds ? undefined : missingFrom(verdict, wanted, only !== undefined, bounds[0]);
    const otherWorlds = missing === undefined ? [] : worldsWith(cloud, world, missing);
    return {
      status: 200,
      body: {
        holds,
        matched: matched.length,
        nearest: await new ShownCalls(cloud, world).nearest(nearest),
        ...(brokenAt != null && { brokenAt }),
        ...(forgotten > 0 && { forgotten }),
        ...(otherWorlds.length > 0 && { otherWorlds }),
      },
    };
  },
} satisfies ControlHandlers<'journal'>;

function judged(
  journal: Journal,
  wanted: readonly WantedCall[],
  { order, only, counts }: { readonly order?: unknown; readonly only?: unknown; readonly counts: Counts },
): Verification & { readonly brokenAt?: number | null } {
  if (order !== undefined) return verifyOrder(journal, wanted);
  const [first] = wanted;
  return only !== undefined || first === undefined
    ? verifyOnly(journal, wanted)
    : verify(journal, { ...first, ...counts });
}

/** The kind of call of which too few came; undefined if that is not what is wrong. */
function missingFrom(
  { matched, brokenAt }: Pick<Verification, 'matched'> & { readonly brokenAt?: number | null },
  wanted: readonly WantedCall[],
  isOnly: boolean,
  least: number,
): WantedCall | undefined {
  if (brokenAt != null) return wanted[brokenAt];
  if (isOnly) return matched.length === 0 ? wanted[0] : undefined;
  return matched.length < least ? wanted[0] : undefined;
}

/** Most worlds that are looked into, the newest, and most that are named. */
const [MOST_SEARCHED, MOST_NAMED] = [50, 5];

/** Names of other worlds that received such a call: a client that forgets a world's name calls another. */
const worldsWith = ({ worlds }: RunningServer, world: World, wanted: WantedCall): string[] =>
  worlds
    .all()
    .filter((other, index) => other !== world && (index === 0 || index >= worlds.size - MOST_SEARCHED))
    .filter(({ journal }) => matching(journal.all(), wanted).length > 0)
    .slice(0, MOST_NAMED)
    .map(({ name }) => name);
