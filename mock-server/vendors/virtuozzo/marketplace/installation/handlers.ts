import type { installation as operations } from '../../../../../contracts/vendors/virtuozzo/marketplace/installation.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { executed, settingsShown, uninstalled, valuesOf } from '../answering.js';
import { scriptingAppidOf } from '../console-log.js';
import { environmentOf, installedNamed, installedOf, storedManifest } from '../installations.js';
import { searched } from '../search.js';
import { installedView } from '../view.js';

export const handlers = {
  getList({ query, cloud, caller }) {
    const rows = installedOf(cloud, caller.holder).map(one => installedView(cloud, one, storedManifest(one)));
    return { status: 200, body: { result: 0, response: { apps: searched(rows, query.search) } } };
  },

  getInfo({ query, cloud, caller }) {
    const found = installedNamed(cloud, caller.holder, query.appUniqueName);
    return { status: 200, body: { result: 0, app: installedView(cloud, found, storedManifest(found)) } };
  },

  getSettings(call) {
    const { appUniqueName, settingsId } = call.query;
    return { status: 200, body: { result: 0, settings: settingsShown(call, appUniqueName, settingsId) } };
  },

  getEnvAppid({ query, cloud, caller }) {
    const environment = environmentOf(cloud, installedNamed(cloud, caller.holder, query.appUniqueName));
    return { status: 200, body: { result: 0, appid: environment?.id ?? scriptingAppidOf(cloud, caller.holder) } };
  },

  getScriptingAppid({ cloud, caller }) {
    return { status: 200, body: { result: 0, appid: scriptingAppidOf(cloud, caller.holder) } };
  },

  executeAction(call) {
    const { appUniqueName, action, settingsId, params } = call.query;
    return executed(call, appUniqueName, { action, settingsId, params: valuesOf(params, 'params') });
  },

  uninstall(call) {
    return uninstalled(call, call.query.appUniqueName, call.query.force ?? false);
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
