import { refuse } from '../../../../contracts/core/failure.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/refusals.js';
import type { VirtuozzoCloud } from '../cloud.js';
import type { AppEnvironment } from '../environment/control/record.js';
import { isObject, type JsonObject, textAt } from './json.js';
import { type Manifest, manifestOf } from './manifest.js';
import type { Run } from './run.js';
import { type Installed, uniqueNameOf } from './unique-name.js';

/** Most that an environment, or an account beside its environments, has. */
const MOST = 50;

/** All that a user has installed, the oldest first. */
export const installedOf = (cloud: VirtuozzoCloud, uid: number): Installed[] => [
  ...cloud.accountInstallations.allKeyed(`${uid}`),
  ...cloud.livingOf(uid).flatMap(({ id }) => cloud.installations.allKeyed(id)),
];

/** What is installed by that name. Refuses one that is not there, or another account's, in the same words. */
export function installedNamed(cloud: VirtuozzoCloud, uid: number, uniqueName: string): Installed {
  const found = installedOf(cloud, uid).find(installed => uniqueNameOf(cloud, installed) === uniqueName);
  if (found === undefined) throw refuse(refusals.noObject, { what: 'application', name: uniqueName.slice(0, 200) });
  return found;
}

/** The environment that something is installed on; undefined for what has none. */
export const environmentOf = (cloud: VirtuozzoCloud, installed: Installed): AppEnvironment | undefined =>
  'appid' in installed ? cloud.environments.get(installed.appid) : undefined;

/** Keeps a record of what was installed. */
export function addInstallation(run: Run, app: string | undefined): Installed {
  const { cloud, caller } = run.work.call;
  const { manifest, subject, envName } = run;
  const uid = caller.holder;
  const kept = {
    uid,
    app: app ?? textAt(manifest.whole, 'id')?.slice(0, 1000) ?? null,
    name: manifest.name,
    manifest: JSON.stringify(manifest.whole),
    settings: JSON.stringify(subject.settings),
    globals: JSON.stringify(run.globals),
    baseUrl: subject.baseUrl.slice(0, 2048),
    installedOn: cloud.now,
  };
  // Its own actions may have deleted the environment.
  const environment = cloud.livingOf(uid).find(({ name }) => name === envName);
  const others =
    environment === undefined
      ? cloud.accountInstallations.allKeyed(`${uid}`)
      : cloud.installations.allKeyed(environment.id);
  if (others.length >= MOST) throw refuse(refusals.beyondLimits, { quota: 'marketplace.installations', most: MOST });
  if (environment === undefined)
    return cloud.accountInstallations.add({ id: cloud.nextId('accountInstallation'), ...kept });
  return cloud.installations.add({
    id: cloud.nextId('installation'),
    ...kept,
    appid: environment.id,
    nodeid: null,
    type: manifest.type,
    nodeGroup: subject.nodeGroup,
  });
}

/** What a record keeps, read again. */
export function storedManifest({ manifest, name }: Installed): Manifest {
  const whole: unknown = JSON.parse(manifest);
  return manifestOf(isObject(whole) ? { ...whole, name } : { name });
}

export function storedObject(text: string): JsonObject {
  const read: unknown = JSON.parse(text);
  return isObject(read) ? read : {};
}
