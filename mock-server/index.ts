import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { z } from 'zod';
import type { Finding } from '../contracts/core/checks.js';
import { millisecondsOf } from '../contracts/core/duration.js';
import { Failure } from '../contracts/core/failure.js';
import { inWords } from '../contracts/core/issues.js';
import type { ListedOperationId, VendorOperations } from '../contracts/index.js';
import { type Vendors, vendorsOf } from './calls/listed-vendor.js';
import { bound } from './control/bound-world.js';
import { type ControlCalls, controlCaller, inProcess } from './control/in-process.js';
import { StandingOverrides, watchOverrides } from './control/standing-overrides.js';
import { type TypedAdd, type WithAdd, withTypedAdd } from './control/typed-overrides.js';
import type { Api } from './http/api.js';
import { drain } from './http/body.js';
import { createBrowsers } from './http/browsers.js';
import { createDashboard, DASHBOARD_PATHS } from './http/dashboard.js';
import { dashboardFolder } from './http/dashboard-folder.js';
import { createDispatcher } from './http/dispatch.js';
import { createListener } from './http/listener.js';
import { isLoopbackHost } from './http/loopback.js';
import { createPages } from './http/pages.js';
import { jsonAnswer, respond } from './http/respond.js';
import { close, createApp, listen } from './http/server.js';
import { ServerLife } from './http/server-life.js';
import { needSound } from './http/sound-vendor.js';
import { silent } from './log.js';
import { type MockServerOptions, SAMPLE, SNAPSHOT, serverOptions } from './options.js';
import type { Store } from './store/store.js';
import { type WantedStore, wantedStore } from './store/wanted-store.js';
import type { TestWorld } from './testing/test-world.js';
import type { Trust } from './tls/trust.js';
import { wantsTls } from './tls/wish.js';
import { builtIn } from './vendors/index.js';
import { version } from './version.js';
import { credentialsOf, type WorldCredentials } from './worlds/credentials.js';
import type { Tenants } from './worlds/tenants.js';
import { watchSeed } from './worlds/watched-seeds.js';
import { Worlds } from './worlds/worlds.js';

export type { FailureDetail, FailureKind, Refusal } from '../contracts/core/failure.js';
export { Failure, refuse } from '../contracts/core/failure.js';
export type { Webhook } from '../contracts/core/webhooks.js';
export type { VendorOperations } from '../contracts/index.js';
export type {
  AccountFunds,
  BilledAccount,
  BillSource,
  ChargedThing,
  MoneyThreshold,
  MoneyUnit,
} from './calls/bills.js';
export type { Call, Handler, Handlers } from './calls/handler.js';
export type { ListedVendor } from './calls/listed-vendor.js';
export type {
  Page,
  PageAnswer,
  PageAsked,
  PageEmblem,
  PageFact,
  PageRoutes,
  PageSource,
  Pages,
  PageText,
  PageValue,
} from './calls/page.js';
export type {
  CloudInit,
  CredentialsFrom,
  CredentialWay,
  IssueCredentials,
  Issued,
  Settings,
  TakesWebhooks,
  Vendor,
  VendorCredentials,
} from './calls/vendor.js';
export { defineVendor, readSettings, takeIssued } from './calls/vendor.js';
export type { WorldView } from './control/views.js';
export type { Instant } from './domain/clock.js';
export type { CloudState, Job, Jobs, Ran } from './domain/cloud.js';
export { Cloud } from './domain/cloud.js';
export type { Collection, CollectionOptions, Identified } from './domain/collection.js';
export { Missing } from './domain/collection.js';
export type { Caller, Credential } from './domain/credentials.js';
export type {
  EarlyFailure,
  FailingJob,
  RunningTask,
  TaskCourse,
  TaskFault,
  TaskFaults,
} from './domain/failing-jobs.js';
export type { Interval, Meter, Slice } from './domain/meter.js';
export type { Attempt, Delivery, Notice } from './domain/outbox.js';
export type { Draw } from './domain/random.js';
export { Random } from './domain/random.js';
export type { ChangeSet, LoadSchema } from './domain/transaction.js';
export { Part } from './domain/transaction.js';
export type { Log, LoggedCall } from './log.js';
export type { MockServerOptions } from './options.js';
export { assertOnlyCalled, assertReceived } from './testing/assert-received.js';
export { matchers, type WorldMatchers } from './testing/matchers.js';
export type { TestWorld } from './testing/test-world.js';
export type { Trust } from './tls/trust.js';
export { builtIn } from './vendors/index.js';
export type { WorldCredentials } from './worlds/credentials.js';
export type { Fault } from './worlds/faults.js';
export type { WorldState } from './worlds/ready-cloud.js';

/** The operator's side in process; the compiler knows the operation ids of this package's vendors. */
export type Control = WithAdd<Known, AddOverride>;

type Known = ControlCalls<ListedOperationId>;

/** Adds an override: what it asks of the input, and what it answers, is typed by its operation. */
export interface AddOverride
  extends TypedAdd<Known['overrides']['add'], VendorOperations, [world?: string | undefined]> {}

export interface MockServer extends AsyncDisposable {
  /** `http://127.0.0.1:4850`, with `tls` `https://…`: the APIs are below it, at their real paths. */
  readonly url: string;
  /** The Express app, for use without a port: `supertest(mock.app)`, `createServer(mock.app)`. */
  readonly app: RequestListener;
  /** Credentials of the world `default`. */
  readonly credentials: WorldCredentials;
  /** The operator's side: worlds, clock, snapshots, journal, faults. */
  readonly control: Control;
  /** What the self-check found so far in what was sent. */
  readonly findings: readonly Finding[];
  /** Needed for `/__admin` over HTTP when the server listens beyond the loopback address; else undefined. */
  readonly adminToken: string | undefined;
  /** With `tls: true`, the authority that signed the server's certificate, in PEM: the `ca` of a client of `node:https`. */
  readonly ca: string | undefined;
  /** With `tls: true`, what the environment of a client says so that it trusts the server: `NODE_EXTRA_CA_CERTS` and others. */
  readonly trust: Trust | undefined;
  /**
   * Makes a world and binds the operator's calls to it: `await using world = await mock.world({ seed: 'shop' })`, or without
   * `using`, `await world.dispose()` at the end.
   */
  world(wish?: Parameters<Control['worlds']['create']>[0]): Promise<TestWorld>;
  /** Resolves when the server has ended, whoever ended it: `close()`, or `POST /__admin/shutdown`. */
  readonly closed: Promise<void>;
  /** Ends the server and what waits in it; `await using mock = await createMockServer()` does so at the end of its block. */
  close(): Promise<void>;
}

const NOTHING_KEEPS =
  'idle: a world that leaves memory comes back from a store, and this server has none; say with `state` where worlds are kept';

/**
 * Starts a server in this process. Defaults are those of the command, but for the port, which is any free one, and the
 * log, which is silent. Rejects for an option that is wrong, a vendor at hand that is wrong, a
 * seed that does not exist, a certificate that cannot be served with and a port in use.
 */
export async function createMockServer(options: MockServerOptions = {}): Promise<MockServer> {
  const { log = silent, vendors: served = builtIn, dashboard, store: own, ...given } = options;
  const read = serverOptions.safeParse({ port: 0, ...given });
  if (!read.success) throw new Error(`the options are wrong:\n${inWords(read.error)}`);
  const settings = read.data;
  const tls = wantsTls(settings) ? await (await import('./tls/secured.js')).secured(settings, process.env) : undefined;
  const vendors = vendorsOf(served);
  for (const vendor of served) if (!('load' in vendor)) await needSound(vendor);
  const issue = Object.fromEntries(vendors.listed.map(({ vendor, issue }) => [vendor, issue]));
  const watch = settings.watch ? new (await import('./files/watch.js')).FileWatch() : undefined;
  const wanted = wantedStore(settings);
  const bare = wanted === undefined ? own : await opened(wanted);
  const freshness = wanted?.lag || 'always';
  if (settings.idle !== undefined && bare === undefined) throw new Failure('invalid', { text: NOTHING_KEEPS });
  const tenants = await tenantsFrom(settings);
  const metrics = settings.metrics ? (await import('./control/prometheus.js')).prometheus() : undefined;
  const store = bare && metrics ? (await import('./store/measured-store.js')).measuredStore(bare, metrics) : bare;
  if (store?.isShared) tenants?.share(store);
  const { shelvedIn } = store === undefined ? {} : await import('./worlds/shelved-worlds.js');
  const worlds = new Worlds({
    ...(store && shelvedIn && { shelved: shelvedIn({ store, freshness, metrics, log }) }),
    load: vendors.load,
    issue,
    seed: settings.seed,
    ttl: settings.ttl === undefined ? undefined : millisecondsOf(settings.ttl),
    idle: settings.idle === undefined ? undefined : millisecondsOf(settings.idle),
    metrics,
    deliverAnywhere: settings.deliverAnywhere,
    seedFolder: settings.seeds,
    overridesOf: seed => standing.of(seed),
    onSeedFile: file => watch && watchSeed(file, worlds, watch, log),
  });
  const { forwardHosts } = settings;
  const life: ServerLife = new ServerLife({
    delay: millisecondsOf(settings.drainDelay),
    takeLeave: () => app.takeLeave(),
    isReady: () => store?.ping().then(() => true) ?? true,
    async stop() {
      watch?.close();
      worlds.close();
      await close(server, millisecondsOf(settings.drain));
      await worlds.flushed();
      await store?.close();
    },
  });
  const running = { version, worlds, vendors, forwardHosts, trust: tls?.trust, life, metrics };
  const standing: StandingOverrides = new StandingOverrides(() => running);
  if (settings.overrides !== undefined) await standing.read(settings.overrides);
  if (settings.overrides !== undefined && watch) watchOverrides(settings.overrides, standing, { worlds, watch, log });
  const issued = await worlds.openDefault({ seed: settings.seed, now: settings.now, mode: settings.clock });
  const findings: Finding[] = [];
  const needsToken = !isLoopbackHost(settings.host) || tenants !== undefined;
  const adminToken = settings.adminToken ?? (needsToken ? randomUUID() : undefined);
  const limits = { bytes: settings.bodyLimit, milliseconds: settings.bodyTimeout };
  const app = createApp(
    createListener({
      apis: [
        ...vendorApis(vendors),
        {
          vendor: 'control',
          basePaths: ['/__admin'],
          outside: true,
          leaves: DASHBOARD_PATHS,
          bytesAt: path => (path.endsWith('/snapshot') ? Math.max(settings.bodyLimit, SNAPSHOT) : undefined),
          load: async () =>
            (await import('./control/api.js')).controlApi({ ...running, isRemote: true }, { adminToken, tenants }),
        },
      ],
      pages: createPages({ vendors, worlds, log }),
      worlds,
      browsers: createBrowsers(settings.cors),
      limits,
      selfCheck: {
        every: settings.strict || settings.selfCheck === 'all' ? 1 : settings.selfCheck === 'sample' ? SAMPLE : 0,
        strict: settings.strict,
      },
      log,
      mask: log.bodies ? (await import('../contracts/core/masked.js')).masked : undefined,
      onFinding: finding => findings.push(finding),
      tenants,
      metrics,
    }),
    createDashboard(() => dashboard ?? dashboardFolder(), adminToken !== undefined),
    (request, reply) => {
      const where = `the APIs are below ${basePaths(vendors).join(', ')}, and the control API below /__admin`;
      respond(reply, jsonAnswer(404, { hostdouble: `nothing is served here; ${where}` }));
      void drain(request, limits);
    },
  );
  const server = app.createServer(tls && (await import('./http/tls-server.js')).servedWith(tls));
  const url = await listen(server, settings.port, settings.host);
  const call = controlCaller(running, url);
  const control = inProcess<ListedOperationId>(call);
  const end = (): Promise<void> => life.end();
  return {
    url,
    app: app.express,
    credentials: credentialsOf(issued),
    control: withTypedAdd<AddOverride, Known>(control),
    world: async wish => bound<ListedOperationId, VendorOperations>(running, await control.worlds.create(wish), call),
    findings,
    adminToken,
    ca: tls?.ca,
    trust: tls?.trust,
    closed: life.ended,
    close: end,
    [Symbol.asyncDispose]: end,
  };
}

const opened = async ({ address, durability }: WantedStore): Promise<Store> =>
  (await import('./store/open-store.js')).openStore(address, { durability });

/** The tenants of a server, if it has any. */
async function tenantsFrom({ tenants, adminToken }: z.output<typeof serverOptions>): Promise<Tenants | undefined> {
  if (tenants === undefined) return undefined;
  return (await import('./worlds/tenants-file.js')).readTenants(tenants, adminToken);
}

const vendorApis = ({ listed, load }: Vendors): Api[] =>
  listed.map(({ vendor, basePaths, roots = [] }) => ({
    vendor,
    basePaths,
    roots,
    load: async () => {
      const behind = await load(vendor);
      return { dispatcher: createDispatcher(behind.contract, behind.groups), behind };
    },
  }));

const basePaths = ({ listed }: Vendors): string[] => listed.map(({ basePaths: [real] }) => real);
