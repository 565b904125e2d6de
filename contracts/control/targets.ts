import { z } from 'zod';
import { defineOperations } from '../core/operation.js';
import { MOST_WEBHOOKS, webhookFields } from '../core/webhooks.js';
import { empty } from '../core/wire.js';
import { docs } from './docs.js';
import { defaultWorld, named } from './named.js';
import { routes } from './routes.js';

const told = z.strictObject({
  /** Counted from 1 among those of the vendor: one that is removed has those after it move up. */
  number: z.int(),
  /** Without its password and the values of its query. */
  url: z.string(),
  events: z.array(z.string()),
  hasToken: z.boolean(),
});

const ofVendor = z.strictObject({
  vendor: z.string(),
  /** Names of all that this vendor tells. */
  events: z.array(z.string()),
  told: z.array(told),
});

const { url, events, token } = webhookFields;
const ofOne = z.object({ ...named.shape, vendor: z.string() });

/** One address after the other: a list as a whole is named by `worlds.change`. */
export const targets = defineOperations(routes.targets, {
  list: {
    summary: 'The vendors that tell others of what happens in a world: by which events, and whom',
    docs,
    effect: 'read',
    params: named,
    responses: { 200: z.strictObject({ targets: z.array(ofVendor) }) },
    failures: ['notFound'],
    example: defaultWorld,
  },
  add: {
    summary: `Have a vendor tell one more address, of ${MOST_WEBHOOKS} at most; the others stay as they are`,
    docs,
    effect: 'write',
    params: ofOne,
    body: z.strictObject({ url, events: events.default(['*']), token: token.default(null) }),
    responses: { 201: told },
    failures: ['notFound'],
    example: {
      params: { ...defaultWorld.params, vendor: 'acme' },
      body: { url: 'http://127.0.0.1:9000/hook', events: ['*'] },
    },
  },
  remove: {
    summary: 'Tell one address no more',
    docs,
    effect: 'destroy',
    params: ofOne.extend({ number: z.union([z.int().min(1), z.string().min(1).max(20)]) }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { ...defaultWorld.params, vendor: 'acme', number: '1' } },
  },
});
