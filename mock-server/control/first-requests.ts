import type { Entry } from '../../contracts/core/contract.js';
import { describedBy } from '../../contracts/core/define-contract.js';
import { schemesOf, verbsOf } from '../../contracts/core/dialect.js';
import { firstRequest } from '../../contracts/core/first-request.js';
import type { Example } from '../../contracts/core/operation.js';
import type { WireRequest } from '../../contracts/core/request.js';
import { paramNames, type Route, routesOf } from '../../contracts/core/route.js';
import { routesOfCall } from '../../contracts/core/route-problems.js';
import { neededKeys } from '../../contracts/core/schema.js';
import { mediaTypeOf } from '../../contracts/core/wire.js';
import { BehindCloud } from '../calls/behind-cloud.js';
import type { Vendor } from '../calls/vendor.js';
import { SeedCaller } from '../seeds/calling.js';
import { credentialsOf } from '../worlds/credentials.js';
import type { World } from '../worlds/world.js';
import { onlyAsked } from './only-asked.js';

/** A request that a world answers well, with the operation that it calls. */
export interface AnsweredRequest extends WireRequest {
  readonly operation: string;
}

/** Most operations that are tried. */
const TRIED = 30;

/**
 * What to send first to a vendor in a world: the vendor's own first call, or where this world has nothing to show for it,
 * the first read that needs no input. Each is tried, and what it did is undone. Undefined where none is answered well.
 */
export async function firstRequestTo(
  world: World,
  vendor: Vendor,
  origin: string,
): Promise<AnsweredRequest | undefined> {
  const { contract } = vendor;
  const { dialect, vendor: name } = contract;
  const issued = world.issued[name] ?? [];
  const behind = new BehindCloud(vendor, await world.settled(name));
  const caller = new SeedCaller(vendor, behind.cloud, issued);
  const credentials = credentialsOf({ [name]: issued })[name] ?? {};
  const used = Object.keys(dialect.schemes).find(scheme => credentials[scheme] !== undefined);
  let tried = 0;
  for (const { route, call } of candidates(vendor)) {
    if (tried === TRIED) break;
    const entry = await describedBy(contract, route);
    if (entry === undefined || !isReadOfJson(entry)) continue;
    const accepted = schemesOf(dialect, entry.operation);
    if (accepted.length > 0 && !accepted.some(scheme => scheme === used)) continue;
    if (call === undefined && neededKeys(entry.operation.query).length > 0) continue;
    tried += 1;
    await caller.load([route.id]);
    if (onlyAsked(route.id, exampleOf(route, call, dialect.basePath), behind, caller) === undefined) continue;
    const url = `${origin}/w/${world.name}${call ?? `${dialect.basePath}${route.path}`}`;
    return { operation: route.id, ...firstRequest(dialect, url, credentials) };
  }
  return undefined;
}

/** Routes to try, the first with the call that the vendor names. */
function* candidates({ contract }: Vendor): Iterable<{ readonly route: Route; readonly call?: string }> {
  const { firstCall: call, dialect, routes } = contract;
  if (call !== undefined) for (const route of routesOfCall(contract)) yield { route, call };
  for (const route of routesOf(routes))
    if (verbsOf(dialect, route.method).includes('GET') && paramNames(route.path).length === 0) yield { route };
}

/** Whether it reads and answers JSON. */
const isReadOfJson = ({ operation: { effect, responses } }: Entry): boolean =>
  effect === 'read' && Object.values(responses).every(body => mediaTypeOf(body) === 'application/json');

/** What the path of a call says of params, and its query. */
function exampleOf({ path: template }: Route, call: string | undefined, basePath: string): Example {
  const [path = '', search = ''] = (call ?? '').split('?');
  const given = path.slice(basePath.length).split('/');
  const params = template
    .split('/')
    .flatMap((piece, index) => paramNames(piece).map(name => [name, given[index] ?? '']));
  return { params: Object.fromEntries(params), query: Object.fromEntries(new URLSearchParams(search)) };
}
