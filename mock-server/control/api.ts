import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { control } from '../../contracts/control/index.js';
import { Failure } from '../../contracts/core/failure.js';
import { carried, nobody } from '../calls/authenticate.js';
import type { LoadedApi } from '../http/api.js';
import { isPrivateHost } from '../http/browsers.js';
import { type CallContext, createDispatcher, type Dispatcher, type Incoming } from '../http/dispatch.js';
import type { Outcome } from '../http/outcome.js';
import { limitHeaders } from '../http/over-limit.js';
import { TenantWorlds } from '../worlds/tenant-worlds.js';
import type { Tenant, Tenants } from '../worlds/tenants.js';
import type { Worlds } from '../worlds/worlds.js';
import { brought, worldIn } from './brought.js';
import { sources } from './groups.js';
import type { RunningServer } from './running-server.js';

/** Who may call the control API. */
export interface Admitted {
  /** Undefined where whoever reaches the server may. */
  readonly adminToken: string | undefined;
  readonly tenants?: Tenants | undefined;
}

/** Seconds after which to ask again for a world where there is no room for one. */
const ROOM = 60;

/**
 * The control API, outside all worlds. Where there is an admin token, each call must carry it, or the token of a tenant, for
 * whom there are its own worlds only. Where there is none, refuse what a browser sends for a page of another site: anybody's
 * page can call an address of the machine it is shown on.
 */
export function controlApi(
  server: RunningServer & { readonly worlds: Worlds },
  { adminToken, tenants }: Admitted,
): LoadedApi {
  const dispatcher = createDispatcher(control, sources);
  const refusal = (headers: IncomingHttpHeaders): Failure | undefined => {
    if (adminToken === undefined) return isFromHere(headers) ? undefined : new Failure('forbidden', { text: FOREIGN });
    if (isSame(tokenIn(headers), adminToken)) return undefined;
    return new Failure('unauthenticated', { text: tenants === undefined ? ASKED : ASKED_OF_ALL });
  };
  const admins = contextOf(server, (_auth, headers) => refusal(headers));
  /** Only whose it is has a world brought into memory: a call that will be refused looks at the store at most. */
  const before = (path: string, headers: IncomingHttpHeaders): Promise<void> | undefined => {
    const name = worldIn(path);
    const tenant = tenants?.find(tokenIn(headers));
    if (name === undefined || (tenant === undefined && refusal(headers) !== undefined)) return undefined;
    return brought(tenant === undefined ? server.worlds : new TenantWorlds(server.worlds, tenant), name);
  };
  const loaded = { dispatcher, behind: admins, ...(server.worlds.isKept && { before }) };
  if (tenants === undefined) return loaded;

  const contexts = new Map<Tenant, CallContext>();
  const contextFor = (tenant: Tenant): CallContext => {
    // Its worlds are looked for anew in each call, so that what is kept here is nothing but who asks.
    const known =
      contexts.get(tenant) ??
      contextOf({ ...server, worlds: new TenantWorlds(server.worlds, tenant) }, auth =>
        auth === 'admin' ? new Failure('forbidden', { text: ADMINS }) : undefined,
      );
    contexts.set(tenant, known);
    return known;
  };
  return {
    ...loaded,
    dispatcher: {
      ...dispatcher,
      dispatch(call) {
        const tenant = tenants.find(tokenIn(call.headers));
        return tenant === undefined
          ? dispatcher.dispatch(call, admins)
          : dispatchedFor(tenant, tenants, call, dispatcher, contextFor(tenant));
      },
    },
  };
}

/** Answers a call of a tenant, as often as it may make some. */
function dispatchedFor(
  { name }: Tenant,
  tenants: Tenants,
  call: Incoming,
  dispatcher: Dispatcher,
  context: CallContext,
): Outcome | Promise<Outcome> {
  const seconds = tenants.count(name);
  if (seconds !== undefined) {
    const refused = dispatcher.refuse(new Failure('rateLimited', { text: tenants.refusalOf(name) }));
    return withHeaders(refused, limitHeaders('calls', seconds));
  }
  const noted = (outcome: Outcome): Outcome =>
    outcome.failure?.kind === 'quota' ? withHeaders(outcome, limitHeaders('worlds', ROOM)) : outcome;
  const outcome = dispatcher.dispatch(call, context);
  return outcome instanceof Promise ? outcome.then(noted) : noted(outcome);
}

const withHeaders = (outcome: Outcome, headers: Readonly<Record<string, string>>): Outcome => ({
  ...outcome,
  answer: { ...outcome.answer, headers: { ...outcome.answer.headers, ...headers } },
});

/** What stands behind the calls of somebody; `refusal` says of a way to authenticate why they may not call, if so. */
const contextOf = (
  server: RunningServer,
  refusal: (auth: string | undefined, headers: IncomingHttpHeaders) => Failure | undefined,
): CallContext => ({
  cloud: server,
  settle() {},
  version: () => undefined,
  transact: act => act(),
  authenticate: ({ auth }, headers) => (auth === 'none' ? nobody : (refusal(auth, headers) ?? nobody)),
});

const ASKED = 'the control API asks for the admin token here';
const ASKED_OF_ALL = 'the control API asks for the admin token here, or for that of a tenant';
const ADMINS = "this call is the admin's: it is about the whole server, and takes no token of a tenant";
const FOREIGN = 'without an admin token the control API answers no page of another site, and under no public host name';

/** Whether a request can be from no page of another site, also of one whose name was pointed at this machine. */
const isFromHere = ({ host = 'localhost', origin }: IncomingHttpHeaders): boolean =>
  isPrivateHost(host) && (origin === undefined || origin.replace(/^https?:\/\//, '') === host);

function tokenIn(headers: IncomingHttpHeaders): string | undefined {
  const { token } = control.dialect.schemes;
  return token && carried(token, headers, {});
}

function isSame(given: string | undefined, wanted: string): boolean {
  const one = Buffer.from(given ?? '');
  const other = Buffer.from(wanted);
  return one.length === other.length && timingSafeEqual(one, other);
}
