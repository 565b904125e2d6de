import { z } from 'zod';
import { nameSchemas } from '../core/document-marks.js';
import { defineOperations } from '../core/operation.js';
import { utcTime } from '../core/time.js';
import { webhookList } from '../core/webhooks.js';
import { empty, read, secret, utcDateTime } from '../core/wire.js';
import { clockView, mode } from './clock.js';
import { docs } from './docs.js';
import { lengthBetween } from './duration.js';
import { defaultWorld, named } from './named.js';
import { routes } from './routes.js';

/** Credentials of one vendor by name: `{ token }`, `{ apiKey, accessToken }`, `{ session, login, password }`. */
const byName = z.record(z.string(), z.string());

/** Those that are refused or limited, by vendor and way. */
const refused = z.record(z.string(), z.record(z.string(), byName));

/** One world as its user sees it. */
export const world = z.strictObject({
  name: z.string(),
  seed: z.string(),
  /** Address of each vendor's API in this world, by vendor. */
  urls: z.record(z.string(), z.string()),
  /** Valid credentials by vendor, and under `others` by vendor and way those that are refused or limited. */
  credentials: secret(z.object({ others: refused }).catchall(byName)),
  clock: clockView,
  /**
   * How the clock stood when the world was opened. A reset goes back to it and to the seed, also after a snapshot was
   * restored: then to the snapshot's own seed, at the instant at which the world of the snapshot was opened.
   */
  opened: clockView,
  /** Addresses that are told of what happens, by vendor; passwords and values of queries in them are not shown. */
  webhooks: z.record(z.string(), z.array(z.strictObject({ url: z.string(), events: z.array(z.string()) }))),
  /** Whether clients may call as often only as each vendor lets them. */
  rateLimits: z.boolean(),
  /** Whose it is, where the server has tenants; null if it is nobody's but the admin's. */
  tenant: z.string().nullable(),
  /** With which it was asked for; null without one. */
  key: z.string().nullable(),
  /** Real time at which it ends by itself and is no more; null for never. */
  expires: utcDateTime.nullable(),
});

nameSchemas({ World: world, CredentialsByName: byName, RefusedCredentials: refused });

/** Whom to tell: one list for every vendor that has webhooks, or lists by vendor. A list replaces the one there was. */
const webhooks = z.union([webhookList, z.record(z.string(), webhookList)]);

/**
 * Limits of calls as each vendor has them: Infrahub's 500 a minute from one address, VirtFusion's for each token, told in its
 * headers. Counted on the world's clock: where that is frozen, a minute ends when it is advanced. Default: no limits.
 */
const rateLimits = z.boolean();

/**
 * How long the world is there in real time, from now on; null for ever. The world `default` takes none. Default: what the
 * server's `--ttl` says, else for ever.
 */
export const ttl = lengthBetween('PT1S', 'P366D').nullable();

const wish = z.strictObject({
  name: z.string().optional(),
  /**
   * The same key is the same world: who asks with one that was used is answered the world that was made with it, as long as
   * it is there. For jobs that are begun anew: `CI_JOB_ID`.
   */
  key: z.string().min(1).max(200).optional(),
  /** What to do where there is a world of that name: refuse, or answer it. */
  ifExists: z.enum(['refuse', 'return']).optional(),
  ttl: ttl.optional(),
  /** One of the double's own (`shop`, `shop:7`), or a file of the folder that the server's `--seeds` names. */
  seed: z.string().optional(),
  now: read.instant(utcTime).optional(),
  clock: mode.optional(),
  webhooks: webhooks.optional(),
  rateLimits: rateLimits.optional(),
});

const change = z.strictObject({
  webhooks: webhooks.optional(),
  rateLimits: rateLimits.optional(),
  ttl: ttl.optional(),
});

/** A request that shows something at once: what a newcomer to a vendor sends first. */
export const firstRequest = z.strictObject({
  title: z.string(),
  /** Id of the operation that it calls. */
  operation: z.string(),
  method: z.string(),
  url: secret(z.string()),
  headers: secret(z.record(z.string(), z.string())),
});

/** Files by which clients are told to trust this server: of its authority alone, and with it of all that is trusted. */
const trust = z.strictObject({ authority: z.string(), bundle: z.string() });

export const worlds = defineOperations(routes.worlds, {
  list: {
    summary: 'All worlds',
    docs,
    effect: 'read',
    responses: { 200: z.strictObject({ worlds: z.array(world) }) },
  },
  create: {
    summary: 'Make a world with its own clouds, clock and credentials; or answer the one of a key that was used',
    docs,
    effect: 'write',
    body: wish.optional().transform(given => given ?? {}),
    // 200: one that was there already.
    responses: { 200: world, 201: world },
    sameBody: true,
    failures: ['exists', 'conflict', 'quota'],
    example: { body: { key: 'ci-4711' } },
  },
  show: {
    summary: 'One world with its addresses and credentials',
    docs,
    effect: 'read',
    params: named,
    responses: { 200: world },
    failures: ['notFound'],
    example: defaultWorld,
  },
  change: {
    summary:
      'Name the addresses that are told of what happens in a world (webhooks), hold its clients to rate limits, or say how long it is there',
    docs,
    effect: 'write',
    params: named,
    body: change,
    responses: { 200: world },
    failures: ['notFound', 'conflict'],
    example: { ...defaultWorld, body: { webhooks: ['http://127.0.0.1:9000/hook'] } },
  },
  remove: {
    summary: 'Forget a world',
    docs,
    effect: 'destroy',
    params: named,
    responses: { 204: empty },
    failures: ['notFound', 'conflict'],
    example: defaultWorld,
  },
  reset: {
    summary:
      'Bring a world back to its seed and to the time at which it was `opened`; faults, overrides and journal are forgotten',
    docs,
    effect: 'write',
    params: named,
    responses: { 200: world },
    failures: ['notFound'],
    example: defaultWorld,
  },
  requests: {
    summary: 'For each vendor a first request that this world answers well, with its address and credential',
    docs,
    effect: 'read',
    params: named,
    responses: {
      200: z.strictObject({
        /** By vendor; one is left out that has none. */
        requests: z.record(z.string(), firstRequest),
        /** Null where clients need not be told: without TLS, and with a certificate of the user's own. */
        trust: trust.nullable(),
      }),
    },
    failures: ['notFound'],
    example: defaultWorld,
  },
});
