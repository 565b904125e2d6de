import type { z } from 'zod';
import type {
  appRow,
  installed as installedAnswer,
} from '../../../../contracts/vendors/virtuozzo/marketplace/schemas.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { envOf } from './environment-names.js';
import { environmentOf } from './installations.js';
import type { Result } from './installing.js';
import { isObject, listOf, member, textAt, textOf } from './json.js';
import { type Manifest, memberOf } from './manifest.js';
import { successText, worded } from './outcome.js';
import { type Installed, uniqueNameOf } from './unique-name.js';

/** What an installation or an action answers. */
export function resultView(
  cloud: VirtuozzoCloud,
  { outcome, installed, run }: Result,
): z.output<typeof installedAnswer> {
  if (!outcome.isFine) return { result: outcome.result, error: outcome.error };
  const page = startPageOf({ outcome, installed, run });
  const said = isObject(outcome.said) ? textAt(outcome.said, 'startPage') : undefined;
  const startPage = said ?? page;
  return {
    result: 0,
    ...(installed !== undefined && 'appid' in installed && { appid: installed.appid }),
    ...(installed !== undefined && { uniqueName: uniqueNameOf(cloud, installed) }),
    ...(outcome.type !== undefined && { type: outcome.type }),
    ...(outcome.message !== undefined && {
      message: textOf(run.fill(outcome.message, { this: {}, items: new Map() })),
    }),
    ...(startPage !== undefined && { startPage }),
    successText: successText(run, outcome.message),
  };
}

/** The address that the dashboard then opens: as the manifest says it, below the environment's own if it is a part of one. */
function startPageOf({ run }: Result): string | undefined {
  const text = memberOf(run.manifest, 'startPage');
  const base = run.envName === null ? undefined : textAt(envOf(run.info), 'url');
  if (text === undefined) return base;
  const page = textOf(run.fill(text, { this: {}, items: new Map() }));
  return base === undefined || /^https?:/i.test(page) ? page : `${base}${page.replace(/^\//, '')}`;
}

/** What the marketplace tells of a manifest. */
export function appView(id: string, manifest: Manifest): z.output<typeof appRow> {
  const description = memberOf(manifest, 'description');
  const short = isObject(description) ? (member(description, 'short') ?? member(description, 'text')) : description;
  const categories = listOf(memberOf(manifest, 'categories')).map(textOf);
  const about = worded(short);
  const [logo, homepage, version] = ['logo', 'homepage', 'appVersion'].map(name => textAt(manifest.whole, name));
  return {
    app_id: id,
    name: manifest.name,
    type: manifest.type,
    ...(categories.length > 0 && { categories }),
    ...(about !== undefined && { description: about }),
    ...(logo !== undefined && { logo }),
    ...(homepage !== undefined && { homepage }),
    ...(version !== undefined && { version }),
  };
}

/** What is installed, as a row of a list. */
export function installedView(
  cloud: VirtuozzoCloud,
  installed: Installed,
  manifest: Manifest,
): z.output<typeof appRow> {
  const environment = environmentOf(cloud, installed);
  return {
    ...appView(installed.app ?? '', manifest),
    uniqueName: uniqueNameOf(cloud, installed),
    isInstalled: true,
    ...(environment !== undefined && { appid: environment.id, envName: environment.name }),
    ...('nodeGroup' in installed && installed.nodeGroup !== null && { nodeGroup: installed.nodeGroup }),
  };
}
