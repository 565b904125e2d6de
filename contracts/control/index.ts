import { defineContract } from '../core/define-contract.js';
import { controlDialect } from './dialect.js';
import { docs } from './docs.js';
import { faults, journal } from './operations/journal.js';
import { coverage, health, openapi } from './operations/server.js';
import { clock, snapshot, worlds } from './operations/worlds.js';
import { routes } from './routes.js';

/** Our own admin API, a contract like any other. */
export const control = defineContract({
  vendor: 'control',
  title: 'Hostdouble control API',
  version: '1',
  docs,
  dialect: controlDialect,
  routes,
  groups: { health, worlds, clock, snapshot, journal, faults, openapi, coverage },
});
