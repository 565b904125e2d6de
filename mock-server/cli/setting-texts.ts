import type { ServeSettings } from './settings.js';

/** What each setting does, as editors show it in a file of settings. */
export const settingTexts: Readonly<Record<keyof ServeSettings, string>> = {
  port: 'Port to listen on, 0 for any free one.',
  host: 'Address to listen on; on any but a loopback address /__admin asks for the admin token.',
  seed: 'What the world "default" holds at the start: shop, documented, empty, one with a number (shop:7), or a file.',
  seeds: 'Folder whose files are seeds by their names, over HTTP too, where no other file can be named.',
  watch: 'Resets a world when the file of its seed changes, and reads the file of overrides anew.',
  now: 'When the world "default" is opened, as 2025-01-20T21:49:10Z.',
  clock: 'Whether its clock runs or stands still.',
  strict: 'Holds every answer to the contract before it is sent.',
  selfCheck: 'How many answers are held to the contract after they are sent.',
  bodyLimit: "Most bytes of a request's body.",
  bodyTimeout: 'Milliseconds a client may take to send a body.',
  deliverAnywhere: 'Sends callbacks and webhooks to any address, not only to loopback and private ones.',
  overrides: 'File of overrides that stand in each world from its opening.',
  forwardHosts: 'Hosts that an override may forward calls to: api.example.com, 127.0.0.1:3000.',
  cors: 'Origins of pages that may call from a browser beside those of this machine, or off for none.',
  tls: 'Speaks HTTPS, with a certificate of an authority that is kept for you.',
  tlsCert: 'File of a certificate of your own, in PEM.',
  tlsKey: 'File of its key, in PEM.',
  tlsFolder: 'Folder in which that authority is kept.',
  adminToken: 'What /__admin asks for.',
  state:
    'Where worlds are kept: a file, or postgres://user@host/database, which several servers may share; without it in memory.',
  durability:
    'Whether a file has on the disk what a call changed before it is answered (full), or a moment later (normal).',
  reads:
    'Whether a read sees all that servers of the same database answered before (fresh), or may lag behind (bounded).',
  readsBound: 'How far bounded reads may lag behind, as PT0.1S.',
  tenants:
    'File of tenants: each has a token for /__admin, by which it sees its own worlds only, and limits of its own.',
  ttl: 'How long a world is there whose wish says nothing of that, as PT1H; without it for ever.',
  idle: 'How long nobody calls a world until it leaves memory, as PT10M; it comes back from the store when it is called.',
  metrics: 'Counts what is served, for GET /__admin/metrics.',
  drainDelay: 'How long the server listens on once it begins to end and says that it is not ready, as PT5S.',
  drain: 'How long the calls that are under way may take to end when it listens no more.',
  json: 'Writes the ready line as JSON, and no banner.',
  logLevel: 'What is written to standard error.',
  vendor: 'Modules that export vendors of your own.',
};
