import type { control } from '../../contracts/control/index.js';
import type { HandlerSource } from '../calls/handler.js';
import type { ControlHandlers } from './running-server.js';

/** Handlers of the control API by group, each loaded at its first call. */
export const groups = {
  health: async () => ({ handlers: (await import('./server.js')).health }),
  live: async () => ({ handlers: (await import('./life.js')).live }),
  ready: async () => ({ handlers: (await import('./life.js')).ready }),
  metrics: async () => ({ handlers: (await import('./life.js')).metrics }),
  shutdown: async () => ({ handlers: (await import('./life.js')).shutdown }),
  seeds: () => import('./seeds.js'),
  worlds: () => import('./worlds.js'),
  clock: () => import('./clock.js'),
  snapshot: () => import('./snapshot.js'),
  journal: () => import('./journal.js'),
  events: () => import('./events.js'),
  faults: () => import('./faults.js'),
  overrides: () => import('./overrides.js'),
  deliveries: () => import('./deliveries.js'),
  targets: () => import('./targets.js'),
  state: () => import('./state.js'),
  money: () => import('./money.js'),
  openapi: async () => ({ handlers: (await import('./server.js')).openapi }),
  coverage: async () => ({ handlers: (await import('./server.js')).coverage }),
  operations: () => import('./operations.js'),
} satisfies {
  readonly [Group in keyof typeof control.groups]: () => Promise<{ readonly handlers: ControlHandlers<Group> }>;
};

/** The same as the path of a call takes them: what stands behind them is no cloud but a running server. */
export const sources = groups as unknown as Readonly<Record<keyof typeof groups, HandlerSource>>;
