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
  json: 'Writes the ready line as JSON, and no banner.',
  logLevel: 'What is written to standard error.',
  vendor: 'Modules that export vendors of your own.',
};
