import { refuse } from '../../../../contracts/core/failure.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/refusals.js';
import { environmentOf, storedManifest, storedObject } from './installations.js';
import { actions, type Result } from './installing.js';
import type { JsonObject } from './json.js';
import { memberOf } from './manifest.js';
import { outcomeOf } from './outcome.js';
import { Run } from './run.js';
import type { Installed } from './unique-name.js';
import type { Work } from './work.js';

/** Takes up again what is installed, as it was when its last action ended. */
function resumed(work: Work, installed: Installed, settings: JsonObject): Run {
  const { cloud } = work.call;
  const run = new Run({
    ...{ work, settings, actions },
    manifest: storedManifest(installed),
    id: `${cloud.nextId('run')}`,
    baseUrl: installed.baseUrl,
    nodeGroup: 'nodeGroup' in installed ? installed.nodeGroup : null,
  });
  run.envName = environmentOf(cloud, installed)?.name ?? null;
  run.globals = { ...storedObject(installed.globals) };
  return run;
}

/** What an action of an installed application is asked with. */
export interface ActionAsked {
  readonly action: string | undefined;
  readonly params: JsonObject;
  /** The form that the parameters are of; undefined where no form was shown. */
  readonly settingsId: string | undefined;
}

/** Does an action of what is installed. The values of a form are kept as its settings. Refuses an action that it has not. */
export function execute(work: Work, installed: Installed, { action, params, settingsId }: ActionAsked): Result {
  const settings = { ...storedObject(installed.settings), ...params };
  const run = resumed(work, installed, settings);
  if (action !== undefined && !run.hasAction(action))
    throw refuse(refusals.noObject, { what: 'action', name: action.slice(0, 200) });
  const outcome = outcomeOf(run, () => {
    if (action !== undefined) run.beginAction(action, params);
  });
  if (outcome.isFine) keep(work, installed, run, settingsId === undefined ? undefined : settings);
  return { outcome, installed, run };
}

/** Keeps the globals that an action set, and the settings if it changed them; unless it took the environment away. */
function keep(work: Work, installed: Installed, run: Run, settings: JsonObject | undefined): void {
  const { accountInstallations, installations } = work.call.cloud;
  const changed = {
    globals: JSON.stringify(run.globals),
    ...(settings !== undefined && { settings: JSON.stringify(settings) }),
  };
  const { id } = installed;
  if (!('appid' in installed)) accountInstallations.update(id, changed);
  else if (installations.get(id) !== undefined) installations.update(id, changed);
}

/** Does what a manifest has to do when it goes, and takes the record away: also when that fails, if it is forced. */
export function uninstall(work: Work, installed: Installed, isForced: boolean): Result {
  const run = resumed(work, installed, storedObject(installed.settings));
  const outcome = outcomeOf(run, () => run.begin(memberOf(run.manifest, 'onUninstall')));
  if (!outcome.isFine && !isForced) return { outcome, installed, run };
  remove(work, installed);
  return { outcome: { isFine: true, type: undefined, message: undefined, said: {} }, installed, run };
}

function remove(work: Work, { id, ...installed }: Installed): void {
  const { accountInstallations, installations } = work.call.cloud;
  if (!('appid' in installed)) accountInstallations.remove(id);
  else if (installations.get(id) !== undefined) installations.remove(id);
}
