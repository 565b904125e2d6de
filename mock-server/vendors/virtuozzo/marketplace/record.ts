import { z } from 'zod';
import { countedId, instant } from '../scalars.js';
import { MOST_TEXT } from './manifest.js';

/** JSON that was checked when it came in. */
const json = z.string().max(1_000_000);

const installed = {
  id: countedId,
  /** Who installed it. */
  uid: countedId,
  /** Id in the marketplace, or that its manifest gives itself; null for a manifest without one. */
  app: z.string().min(1).max(1000).nullable(),
  name: z.string().min(1).max(1000),
  /** The manifest as JSON text, what it takes in from others included. */
  manifest: json,
  settings: json,
  globals: json,
  baseUrl: z.string().max(2048),
  installedOn: instant,
};

/** An application or an add-on that was installed on an environment. */
export const installation = z
  .strictObject({
    ...installed,
    appid: z.string().min(1),
    nodeid: z.null(),
    type: z.enum(['install', 'update']),
    /** The layer an add-on is on; null if it is on the whole environment. */
    nodeGroup: z.string().min(1).max(255).nullable(),
  })
  .readonly();
export type Installation = z.output<typeof installation>;

/** An application that was installed without an environment. */
export const accountInstallation = z.strictObject(installed).readonly();
export type AccountInstallation = z.output<typeof accountInstallation>;

/** A manifest that a user keeps in the marketplace, for himself alone. */
export const ownApp = z
  .strictObject({
    id: countedId,
    uid: countedId,
    /** The text as it was sent. */
    manifest: z.string().min(1).max(MOST_TEXT),
    /** It was added to the favourites, and goes with them. */
    isFavoriteOnly: z.boolean(),
  })
  .readonly();
export type OwnApp = z.output<typeof ownApp>;

/** An application that a user marked. */
export const favoriteApp = z
  .strictObject({ id: countedId, uid: countedId, app: z.string().min(1).max(1000) })
  .readonly();
export type FavoriteApp = z.output<typeof favoriteApp>;

/** Letters of the console that are kept, the newest. The documentation says 1 MB: the double keeps less. */
export const MOST_LOGGED = 100_000;

/** What a user's console shows; the id is the user's. */
export const consoleLog = z.strictObject({ id: countedId, body: z.string().max(MOST_LOGGED) }).readonly();
export type ConsoleLog = z.output<typeof consoleLog>;
