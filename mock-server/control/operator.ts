import type { z } from 'zod';
import type { faultWish, journalFilter } from '../../contracts/control/schemas/journal.js';
import type { Finding } from '../../contracts/core/checks.js';
import { Failure } from '../../contracts/core/failure.js';
import { didYouMean } from '../../contracts/core/names.js';
import { routesOf } from '../../contracts/core/route.js';
import { utcTime } from '../../contracts/core/time.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { type Coverage, coverageOf } from '../coverage.js';
import { openApiOf } from '../openapi.js';
import { type Credentials, credentialsOf } from '../worlds/credentials.js';
import { concerns, type Fault } from '../worlds/faults.js';
import type { JournalEntry } from '../worlds/journal.js';
import type { World, WorldState } from '../worlds/world.js';
import type { Worlds, WorldWish } from '../worlds/worlds.js';

export interface ClockView {
  readonly now: string;
  readonly mode: 'running' | 'frozen';
}

export interface WorldView {
  readonly name: string;
  readonly seed: string;
  readonly urls: Record<string, string>;
  readonly credentials: Credentials;
  readonly clock: ClockView;
}

const clockView = (world: World): ClockView => {
  const { now, mode } = world.clock.state();
  return { now: utcTime.format(now), mode };
};

/** The operator's side of a server: the same verbs over HTTP and in process. */
export function createOperator(worlds: Worlds, vendors: Vendors, version: string) {
  const view = (world: World, origin: string): WorldView => ({
    name: world.name,
    seed: world.seed.name,
    urls: Object.fromEntries(
      vendors.listed.map(({ vendor, basePaths }) => [vendor, `${origin}/w/${world.name}${basePaths[0]}`]),
    ),
    credentials: credentialsOf(world.issued),
    clock: clockView(world),
  });

  return {
    health: () => ({ status: 'ok' as const, version, vendors: vendors.names }),
    worlds: {
      list: (origin: string): WorldView[] => worlds.all().map(world => view(world, origin)),
      create: async (wish: WorldWish, origin: string): Promise<WorldView> => view(await worlds.create(wish), origin),
      show: (name: string, origin: string): WorldView => view(worlds.need(name), origin),
      remove: (name: string): void => worlds.remove(name),
      reset(name: string, origin: string): WorldView {
        const world = worlds.need(name);
        world.reset();
        return view(world, origin);
      },
    },
    clock: {
      show: (name: string): ClockView => clockView(worlds.need(name)),
      async change(name: string, change: { now?: number | undefined; mode?: ClockView['mode'] | undefined }) {
        const world = worlds.need(name);
        if (change.now !== undefined) await world.advance({ to: change.now });
        if (change.mode !== undefined) world.clock.set({ mode: change.mode });
        return clockView(world);
      },
      async advance(name: string, step: { by?: number | undefined; to?: number | undefined }) {
        const world = worlds.need(name);
        const ran = await world.advance(step);
        return { clock: clockView(world), ran: ran.map(({ at, ...job }) => ({ at: utcTime.format(at), ...job })) };
      },
    },
    snapshot: {
      save: (name: string): WorldState => worlds.need(name).save(),
      restore: async (name: string, state: WorldState, origin: string): Promise<WorldView> =>
        view(await worlds.restore(name, state), origin),
    },
    journal: {
      list(name: string, filter: z.output<typeof journalFilter>) {
        const { journal } = worlds.need(name);
        const calls = journal
          .all()
          .filter(call => filter.vendor === undefined || call.vendor === filter.vendor)
          .filter(call => filter.operation === undefined || call.operation === filter.operation)
          .filter(call => filter.status === undefined || call.status === filter.status);
        return { count: journal.count, calls: calls.map(callView) };
      },
      clear: (name: string): void => worlds.need(name).journal.clear(),
    },
    faults: {
      list: (name: string): Fault[] => [...worlds.need(name).faults.all()],
      async add(name: string, { times, ...rule }: z.output<typeof faultWish>): Promise<Fault> {
        const { faults } = worlds.need(name);
        await needOperation(vendors, rule.operation);
        return faults.add({ ...rule, left: times });
      },
      clear: (name: string): void => worlds.need(name).faults.clear(),
    },
    openapi: (name: string, origin: string) => openApiOf(vendors, name, origin),
    async coverage(): Promise<Record<string, Coverage>> {
      const shares: Record<string, Coverage> = {};
      for (const name of vendors.names) shares[name] = await coverageOf(await vendors.load(name));
      return shares;
    },
  };
}

export type Operator = ReturnType<typeof createOperator>;

/** A journal entry as users see it. */
export type CallView = Omit<JournalEntry, 'at' | 'findings'> & { readonly at: string; readonly findings: Finding[] };

const callView = ({ at, findings, ...call }: JournalEntry): CallView => ({
  ...call,
  at: utcTime.format(at),
  findings: [...findings],
});

/** Refuses a pattern that means no operation of any vendor: a rule with a slip in it would never make a call fail. */
async function needOperation({ names: vendors, load }: Vendors, pattern: string): Promise<void> {
  const names: string[] = [];
  for (const vendor of vendors) {
    const ids = routesOf((await load(vendor)).contract.routes).map(({ id }) => id);
    if (ids.some(id => concerns(pattern, vendor, id))) return;
    names.push(...ids.flatMap(id => (pattern.includes('/') ? `${vendor}/${id}` : id)));
  }
  throw new Failure('invalid', { text: `no operation is named "${pattern}"${didYouMean(pattern, names)}` });
}
