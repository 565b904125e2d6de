import type { control } from '../../contracts/control/index.js';
import type { Operations, Reply } from '../../contracts/core/operation.js';
import type { AnyHandlers, Call } from '../calls/handler.js';
import type { Operator } from './operator.js';

type AsyncHandlers<Ops extends Operations> = {
  readonly [Name in keyof Ops]: (call: Call<Ops[Name], Operator>) => Reply<Ops[Name]> | Promise<Reply<Ops[Name]>>;
};

type ControlHandlers = {
  readonly [Group in keyof typeof control.groups]: AsyncHandlers<(typeof control.groups)[Group]>;
};

const handlers: ControlHandlers = {
  health: {
    show: ({ cloud }) => ({ status: 200, body: cloud.health() }),
  },
  worlds: {
    list: ({ cloud, origin }) => ({ status: 200, body: { worlds: cloud.worlds.list(origin) } }),
    create: async ({ cloud, origin, body: { clock, ...wish } }) => ({
      status: 201,
      body: await cloud.worlds.create({ ...wish, mode: clock }, origin),
    }),
    show: ({ cloud, origin, params }) => ({ status: 200, body: cloud.worlds.show(params.world, origin) }),
    remove({ cloud, params }) {
      cloud.worlds.remove(params.world);
      return { status: 204 };
    },
    reset: ({ cloud, origin, params }) => ({ status: 200, body: cloud.worlds.reset(params.world, origin) }),
  },
  clock: {
    show: ({ cloud, params }) => ({ status: 200, body: cloud.clock.show(params.world) }),
    change: async ({ cloud, params, body }) => ({ status: 200, body: await cloud.clock.change(params.world, body) }),
    advance: async ({ cloud, params, body }) => ({ status: 200, body: await cloud.clock.advance(params.world, body) }),
  },
  snapshot: {
    save: ({ cloud, params }) => ({ status: 200, body: cloud.snapshot.save(params.world) }),
    restore: async ({ cloud, origin, params, body }) => ({
      status: 200,
      body: await cloud.snapshot.restore(params.world, body, origin),
    }),
  },
  journal: {
    list: ({ cloud, params, query }) => ({ status: 200, body: cloud.journal.list(params.world, query) }),
    clear({ cloud, params }) {
      cloud.journal.clear(params.world);
      return { status: 204 };
    },
  },
  faults: {
    list: ({ cloud, params }) => ({ status: 200, body: { faults: cloud.faults.list(params.world) } }),
    add: async ({ cloud, params, body }) => ({ status: 201, body: await cloud.faults.add(params.world, body) }),
    clear({ cloud, params }) {
      cloud.faults.clear(params.world);
      return { status: 204 };
    },
  },
  openapi: {
    show: async ({ cloud, origin, params }) => ({ status: 200, body: await cloud.openapi(params.vendor, origin) }),
  },
  coverage: {
    show: async ({ cloud }) => ({ status: 200, body: { vendors: await cloud.coverage() } }),
  },
};

/** Handlers of the control API, as the dispatcher takes them: their cloud is the operator. */
export const controlHandlers = handlers as unknown as Readonly<Record<string, AnyHandlers>>;
