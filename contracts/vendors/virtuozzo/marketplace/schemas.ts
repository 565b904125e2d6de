import { z } from 'zod';
import { nameSchemas, sentAs } from '../../../core/document-marks.js';
import { assumed, client } from '../../../core/evidence.js';
import { read } from '../../../core/wire.js';
import { given, names, ok, target } from '../common.js';

/**
 * What an installation or an action answers. The vendor's OpenAPI has one form for good ones and bad ones; a bad one says its
 * number in `result`, and what it did until then stays done.
 */
export const installed = z.strictObject({
  result: z.int(),
  error: z.string().optional(),
  source: assumed(z.string().optional()),
  /** Id of the environment; left out where there is none. */
  appid: z.string().optional(),
  /** The name by which it is then called, and uninstalled. */
  uniqueName: z.string().optional(),
  /** What a manifest's own answer says: `success`, `info`. */
  type: z.string().optional(),
  message: z.string().optional(),
  startPage: z.string().optional(),
  /** HTML of the manifest's Markdown. https://github.com/softozor/jelastic-client needs it: empty where a manifest has none. */
  successText: client(z.string().optional()),
});

/** What a manifest says of itself: forms, texts. */
const free = z.record(z.string(), z.unknown());

/**
 * An application. Add-on scripts read `apps[].uniqueName` and search by `app_id`; the other members are those of its
 * manifest. The vendor's OpenAPI says no more than that they are JSON.
 */
export const appRow = z.strictObject({
  app_id: client(z.string()),
  name: assumed(z.string()),
  type: assumed(z.enum(['install', 'update'])),
  categories: assumed(z.array(z.string()).optional()),
  description: assumed(z.string().optional()),
  logo: assumed(z.string().optional()),
  homepage: assumed(z.string().optional()),
  version: assumed(z.string().optional()),
  uniqueName: client(z.string().optional()),
  isInstalled: assumed(z.boolean().optional()),
  appid: assumed(z.string().optional()),
  envName: assumed(z.string().optional()),
  nodeGroup: assumed(z.string().optional()),
});

export const appList = z.strictObject({ ...ok, apps: assumed(z.array(appRow)), total: z.int() });

export const appInfo = z.strictObject({ ...ok, app: assumed(appRow), settings: assumed(free.optional()) });

export const addedApp = z.strictObject({ ...ok, app_id: z.string() });

/** Values of a form, with the form itself. */
export const settingsAnswer = z.strictObject({ ...ok, settings: assumed(free) });

/** Calls behind a script put their answer in `response`. */
export const wrappedSettings = z.strictObject({ ...ok, response: assumed(free) });
export const wrappedApps = z.strictObject({
  ...ok,
  response: client(z.strictObject({ apps: client(z.array(appRow)) })),
});
export const categoryList = z.strictObject({
  ...ok,
  response: assumed(z.strictObject({ categories: z.array(z.string()) })),
});

export const scriptingAppid = z.strictObject({ ...ok, appid: z.string() });
export const engineVersion = z.strictObject({ ...ok, version: client(z.string()) });
export const checksum = z.strictObject({ ...ok, checksum: z.string() });
export const logAnswer = z.strictObject({ ...ok, appid: z.string(), body: z.string() });

nameSchemas({
  Installed: installed,
  AppRow: appRow,
  AppList: appList,
  AppInfo: appInfo,
  AddedApp: addedApp,
  SettingsAnswer: settingsAnswer,
  WrappedSettings: wrappedSettings,
  WrappedApps: wrappedApps,
  CategoryList: categoryList,
  ScriptingAppid: scriptingAppid,
  EngineVersion: engineVersion,
  Checksum: checksum,
  LogAnswer: logAnswer,
});

/** A manifest as text, an address, or an id of the marketplace: each is sent in the same field. */
export const manifest = () => z.string().min(1).max(1_000_000);

const MOST_JSON = 100_000;

/** Values as JSON text. A public client sends `null` for none. */
export const values = () =>
  given(
    sentAs(
      z
        .string()
        .max(MOST_JSON)
        .pipe(read.json(z.nullable(z.record(z.string(), z.unknown())))),
      read.json(z.nullable(z.record(z.string(), z.unknown()))),
    ),
  );

export const id = () => z.string().min(1).max(1000);
export const uniqueName = () => z.string().min(1).max(255);
const short = () => given(z.string().max(255));

export const search = { search: given(z.string().max(1000)), lang: short() };

/** Where and how to install. */
export const place = {
  ...target,
  envName: short(),
  settings: values(),
  nodeGroup: short(),
};

/** How an environment is made for it. What concerns mails and logs changes no answer. */
export const making = {
  displayName: short(),
  region: short(),
  envGroups: given(names()),
  ownerUid: given(read.integer()),
  skipNodeEmails: given(read.flag()),
};

export const action = {
  ...target,
  appUniqueName: uniqueName(),
  action: short(),
  settingsId: short(),
  params: values(),
  lang: short(),
};
