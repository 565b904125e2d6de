import { z } from 'zod';
import { defineOperations } from '../core/operation.js';
import { text } from '../core/wire.js';
import { docs } from './docs.js';
import { routes } from './routes.js';

export const live = defineOperations(routes.live, {
  show: {
    summary: 'Whether the process answers at all: asks for no token and tells nothing else',
    docs,
    effect: 'read',
    auth: 'none',
    responses: { 200: z.strictObject({ status: z.literal('live') }) },
  },
});

export const ready = defineOperations(routes.ready, {
  show: {
    summary:
      'Whether calls should be sent here: not while it ends, nor while its store is out of reach. Asks for no token',
    docs,
    effect: 'read',
    auth: 'none',
    responses: {
      200: z.strictObject({ status: z.literal('ready') }),
      503: z.strictObject({ status: z.enum(['draining', 'waiting']) }),
    },
    sameBody: true,
  },
});

/** In the text format of Prometheus. */
const measured = text('text/plain').meta({
  'x-media-type': 'text/plain',
  description:
    'Counters, gauges and histograms in the text format of Prometheus; their names begin with `hostdouble_`.',
  examples: ['# TYPE hostdouble_worlds gauge\nhostdouble_worlds 1\n'],
});

export const metrics = defineOperations(routes.metrics, {
  show: {
    summary: 'What the server counts since it began, for Prometheus; only where it was started with --metrics',
    docs,
    effect: 'read',
    auth: 'admin',
    responses: { 200: measured },
    failures: ['conflict'],
  },
});

export const shutdown = defineOperations(routes.shutdown, {
  begin: {
    summary: 'End the server: it answers what it was asked, listens to nothing more, and is gone',
    docs,
    effect: 'destroy',
    auth: 'admin',
    responses: { 202: z.strictObject({ status: z.literal('draining') }) },
  },
});
