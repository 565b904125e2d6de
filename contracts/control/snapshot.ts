import { z } from 'zod';
import { defineOperations } from '../core/operation.js';
import { instant, secret } from '../core/wire.js';
import { mode } from './clock.js';
import { docs } from './docs.js';
import { defaultWorld, named } from './named.js';
import { routes } from './routes.js';
import { world } from './worlds.js';

const clockState = z.strictObject({ now: instant, mode });

/** A world as plain data. */
export const worldState = z.strictObject({
  format: z.literal(1),
  seed: z.string(),
  number: z.int(),
  /** How the clock stood when the world was opened: what a reset goes back to. */
  opened: clockState,
  clock: clockState,
  clouds: secret(
    z.record(
      z.string(),
      z.strictObject({
        origin: z.strictObject({ start: instant, settings: z.record(z.string(), z.unknown()) }),
        state: z.strictObject({
          now: instant,
          ids: z.record(z.string(), z.number()),
          parts: z.record(z.string(), z.unknown()),
        }),
      }),
    ),
  ),
});

const still = { now: 0, mode: 'frozen' };
const emptyWorld = { format: 1, seed: 'empty', number: 1, opened: still, clock: still, clouds: {} };

export const snapshot = defineOperations(routes.snapshot, {
  save: {
    summary: 'The world as plain data',
    docs,
    effect: 'read',
    params: named,
    responses: { 200: worldState },
    failures: ['notFound'],
    example: defaultWorld,
  },
  restore: {
    summary: 'Bring a world to the state of a snapshot; makes it if there is none of that name',
    docs,
    effect: 'write',
    params: named,
    body: worldState,
    responses: { 200: world },
    failures: ['exists', 'quota'],
    example: { ...defaultWorld, body: emptyWorld },
  },
});
