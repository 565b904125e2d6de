import type { Routes } from '../core/route.js';

/** Everything of ours, below `/__admin`. */
export const routes = {
  health: {
    show: 'GET /health',
  },
  live: {
    show: 'GET /health/live',
  },
  ready: {
    show: 'GET /health/ready',
  },
  metrics: {
    show: 'GET /metrics',
  },
  shutdown: {
    begin: 'POST /shutdown',
  },
  seeds: {
    list: 'GET /seeds',
  },
  worlds: {
    list: 'GET /worlds',
    create: 'POST /worlds',
    show: 'GET /worlds/{world}',
    change: 'PATCH /worlds/{world}',
    remove: 'DELETE /worlds/{world}',
    reset: 'POST /worlds/{world}/reset',
    requests: 'GET /worlds/{world}/requests',
  },
  clock: {
    show: 'GET /worlds/{world}/clock',
    change: 'PATCH /worlds/{world}/clock',
    advance: 'POST /worlds/{world}/clock/advance',
    agenda: 'GET /worlds/{world}/clock/agenda',
  },
  snapshot: {
    save: 'GET /worlds/{world}/snapshot',
    restore: 'PUT /worlds/{world}/snapshot',
  },
  journal: {
    list: 'GET /worlds/{world}/journal',
    clear: 'DELETE /worlds/{world}/journal',
    verify: 'POST /worlds/{world}/journal/verify',
  },
  events: {
    follow: 'GET /worlds/{world}/events',
  },
  faults: {
    list: 'GET /worlds/{world}/faults',
    add: 'POST /worlds/{world}/faults',
    remove: 'DELETE /worlds/{world}/faults/{id}',
    clear: 'DELETE /worlds/{world}/faults',
  },
  overrides: {
    list: 'GET /worlds/{world}/overrides',
    add: 'POST /worlds/{world}/overrides',
    remove: 'DELETE /worlds/{world}/overrides/{override}',
    clear: 'DELETE /worlds/{world}/overrides',
  },
  deliveries: {
    list: 'GET /worlds/{world}/deliveries',
  },
  targets: {
    list: 'GET /worlds/{world}/targets',
    add: 'POST /worlds/{world}/targets/{vendor}',
    remove: 'DELETE /worlds/{world}/targets/{vendor}/{number}',
  },
  state: {
    list: 'GET /worlds/{world}/state/{vendor}',
    show: 'GET /worlds/{world}/state/{vendor}/{resource}',
    one: 'GET /worlds/{world}/state/{vendor}/{resource}/{key}',
  },
  money: {
    show: 'GET /worlds/{world}/money/{vendor}',
  },
  openapi: {
    show: 'GET /openapi/{vendor}.json',
  },
  coverage: {
    show: 'GET /coverage',
  },
  operations: {
    list: 'GET /coverage/{vendor}',
    show: 'GET /coverage/{vendor}/{operation}',
  },
} as const satisfies Routes;
