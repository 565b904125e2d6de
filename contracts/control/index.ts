import { defineContract } from '../core/define-contract.js';
import type { OperationsOf } from '../core/typed-calls.js';
import { controlDialect } from './dialect.js';
import { docs } from './docs.js';
import { routes } from './routes.js';

/** Our own admin API, a contract like any other. */
export const control = defineContract({
  vendor: 'control',
  title: 'Hostdouble control API',
  version: '1',
  docs,
  dialect: controlDialect,
  routes,
  groups: {
    health: async () => (await import('./server.js')).health,
    live: async () => (await import('./life.js')).live,
    ready: async () => (await import('./life.js')).ready,
    metrics: async () => (await import('./life.js')).metrics,
    shutdown: async () => (await import('./life.js')).shutdown,
    seeds: async () => (await import('./seeds.js')).seeds,
    worlds: async () => (await import('./worlds.js')).worlds,
    clock: async () => (await import('./clock.js')).clock,
    snapshot: async () => (await import('./snapshot.js')).snapshot,
    journal: async () => (await import('./journal.js')).journal,
    events: async () => (await import('./events.js')).events,
    faults: async () => (await import('./faults.js')).faults,
    overrides: async () => (await import('./overrides.js')).overrides,
    deliveries: async () => (await import('./deliveries.js')).deliveries,
    targets: async () => (await import('./targets.js')).targets,
    state: async () => (await import('./state.js')).state,
    money: async () => (await import('./money.js')).money,
    openapi: async () => (await import('./server.js')).openapi,
    coverage: async () => (await import('./server.js')).coverage,
    operations: async () => (await import('./operations.js')).operations,
  },
});

/** The types of its calls by operation id: `ControlOperations['clock.advance']['reply']`. */
export type ControlOperations = OperationsOf<typeof control>;
