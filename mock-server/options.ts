import { z } from 'zod';
import { lengthBetween } from '../contracts/control/duration.js';
import { utcTime } from '../contracts/core/time.js';
import { read } from '../contracts/core/wire.js';
import type { ListedVendor } from './calls/listed-vendor.js';
import type { Vendor } from './calls/vendor.js';
import { isForwardHost } from './control/forward-target.js';
import type { Log } from './log.js';
import type { Store } from './store/store.js';
import { isPostgres } from './store/wanted-store.js';
import { NO_TOKEN, TOKEN } from './worlds/tenants.js';

const commaSeparated = z.string().transform(text =>
  text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== ''),
);

const MINUTE = 60_000;

/** A file, or a database of PostgreSQL. What is wrong is said without the text: it may hold a password. */
const place = z
  .string()
  .min(1)
  .refine(text => !/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || (isPostgres(text) && URL.canParse(text)), {
    error: 'is neither a file such as state.db nor an address such as postgres://user@host/database',
  });

/** Text in PEM, or the bytes of it. */
const pem = z.union([z.string().min(1), z.instanceof(Uint8Array).transform(bytes => Buffer.from(bytes).toString())]);

/** An origin as a browser writes it: a scheme, a host and a port if it is not the usual one; `null` of pages without an origin, `*` for any. */
const origin = z
  .string()
  .trim()
  .toLowerCase()
  .refine(
    text =>
      text === '*' || text === 'null' || (!text.includes('*') && URL.canParse(text) && new URL(text).origin === text),
    {
      error: 'is no origin such as https://app.example.com: a scheme and a host, no path',
    },
  );

const originList = z
  .string()
  .transform(text => text.split(',').filter(word => word.trim() !== ''))
  .pipe(z.array(origin));

/** Settings of a server: the same for flags, environment, configuration file and `createMockServer`. */
export const serverOptions = z.strictObject({
  /** 0 takes any free port. */
  port: read.integer().pipe(z.int().min(0).max(65_535)).default(4850),
  /** Address to listen on; on any but a loopback address `/__admin` asks for the admin token. */
  host: z.string().min(1).default('127.0.0.1'),
  /** `shop`, `documented`, `empty`, one of these with a number (`shop:7`), or a file. */
  seed: z.string().min(1).default('shop'),
  /** Folder whose files are seeds by their names, over HTTP too: no other file can be named there. */
  seeds: z.string().min(1).optional(),
  /** Resets a world when the file of its seed changes. */
  watch: read.flag().default(false),
  /** When the world `default` is opened, as `2025-01-20T21:49:10Z`. */
  now: read.instant(utcTime).optional(),
  clock: z.enum(['running', 'frozen']).optional(),
  /** Holds every answer to the contract before it is sent. */
  strict: read.flag().default(false),
  /** How many answers are held to the contract after they are sent. */
  selfCheck: z.enum(['all', 'sample', 'off']).default('sample'),
  /** Most bytes of a request's body; a snapshot that is sent back may have 32 MiB, for it grows with what it holds. */
  bodyLimit: read
    .integer()
    .pipe(z.int().min(1))
    .default(1024 * 1024),
  /** Milliseconds a client may take to send a body. */
  bodyTimeout: read
    .integer()
    .pipe(
      z
        .int()
        .min(1)
        .max(10 * MINUTE),
    )
    .default(10_000),
  /** Pages of these origins may call beside those of loopback addresses; `off`: no answer says that a page may read it. */
  cors: z.union([z.literal('off'), z.array(origin).max(100), originList]).default([]),
  /** Sends callbacks and webhooks to any address; else to loopback and private ones only. */
  deliverAnywhere: read.flag().default(false),
  /** A file of overrides, which stand in each world from its opening. */
  overrides: z.string().min(1).optional(),
  /** Hosts that an override may forward calls to, `api.example.com`, `127.0.0.1:3000`; separated by commas as a text. */
  forwardHosts: z
    .union([z.array(z.string()), commaSeparated])
    .pipe(z.array(z.string().refine(isForwardHost, 'is no host such as api.example.com or 127.0.0.1:3000')).max(100))
    .default([]),
  /** Speaks HTTPS: with a certificate signed by an authority that is kept for this user, or with one of your own, in PEM. */
  tls: z.union([read.flag(), z.strictObject({ cert: pem, key: pem })]).optional(),
  /** Files, in PEM, of a certificate of your own (with those between it and its authority) and of its key: as `tls`. */
  tlsCert: z.string().min(1).optional(),
  tlsKey: z.string().min(1).optional(),
  /** Folder in which that authority is kept, else one of this user. */
  tlsFolder: z.string().min(1).optional(),
  /** Asked for by `/__admin` when set; chosen by chance when it is needed and not set. */
  adminToken: z.string().min(8).regex(TOKEN, NO_TOKEN).optional(),
  /** Where worlds are kept: a file (SQLite), or `postgres://user@host/database`, which several servers may share. Without it in memory. */
  state: place.optional(),
  /** Whether a file has on the disk what a call changed before it is answered, or a moment later; a power cut takes that moment. */
  durability: z.enum(['full', 'normal']).optional(),
  /** Whether a read sees all that servers of the same database answered before (`fresh`, the default), or may lag a bounded time behind. */
  reads: z.enum(['fresh', 'bounded']).optional(),
  /** How far `bounded` reads may lag behind, as `PT0.1S`, the default. */
  readsBound: lengthBetween('PT0S', 'PT1M').optional(),
  /** A file of tenants: each has a token for `/__admin`, by which it sees its own worlds only, and limits of its own. */
  tenants: z.string().min(1).optional(),
  /** How long a world is there whose wish says nothing of that, as `PT1H`; without it for ever. */
  ttl: lengthBetween('PT1S', 'P366D').optional(),
  /** How long nobody calls a world until it leaves memory, as `PT10M`; it comes back from the store when it is called. */
  idle: lengthBetween('PT1S', 'P366D').optional(),
  /** Counts what is served, for `GET /__admin/metrics`. */
  metrics: read.flag().default(false),
  /** How long the server listens on once it begins to end, and says that it is not ready. */
  drainDelay: lengthBetween('PT0S', 'PT10M').default('PT0S'),
  /** How long the calls that are under way may take to end when it listens no more. */
  drain: lengthBetween('PT0S', 'PT10M').default('PT5S'),
});

/** Options of `createMockServer`: those of the command, with a log and port 0 by default. */
export type MockServerOptions = z.input<typeof serverOptions> & {
  readonly log?: Log;
  /** Folder of the built dashboard; default: that of this package, where it is built. */
  readonly dashboard?: string | undefined;
  /** Where worlds are kept beyond this process, in the place of `state`. */
  readonly store?: Store | undefined;
  /** What is served: `[...builtIn, acme]`, each a vendor or one that is loaded when it is first called. Default `builtIn`. */
  readonly vendors?: readonly (Vendor | ListedVendor)[];
};

/** Most bytes of a snapshot that is sent back. */
export const SNAPSHOT = 32 * 1024 * 1024;

/** Self-check of a sample: one answer in so many. */
export const SAMPLE = 50;
