import type { jps as operations } from '../../../../../contracts/vendors/virtuozzo/marketplace/jps.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { executed, installed, settingsShown, uninstalled, valuesOf } from '../answering.js';
import { scriptingAppidOf } from '../console-log.js';
import { ENGINE_VERSION } from '../functions.js';
import { textAt } from '../json.js';
import { formOf } from '../settings.js';
import { found } from '../sources.js';
import { appView } from '../view.js';

export const handlers = {
  install(call) {
    const { cloud, caller, query } = call;
    return installed(call, {
      ...found(cloud, caller.holder, query.jps),
      ...query,
      settings: valuesOf(query.settings, 'settings'),
    });
  },

  uninstall(call) {
    return uninstalled(call, call.query.appUniqueName, call.query.force ?? false);
  },

  executeAppAction(call) {
    const { appUniqueName, action, settingsId, params } = call.query;
    return executed(call, appUniqueName, { action, settingsId, params: valuesOf(params, 'params') });
  },

  getAppInfo({ query, cloud, caller }) {
    const { manifest, app } = found(cloud, caller.holder, query.jps);
    const settings = formOf(manifest, 'main');
    const body = {
      result: 0 as const,
      app: appView(app ?? textAt(manifest.whole, 'id') ?? '', manifest),
      ...(settings !== undefined && { settings: { ...settings } }),
    };
    return { status: 200, body };
  },

  getAppSettings(call) {
    const { appUniqueName, settingsId } = call.query;
    return { status: 200, body: { result: 0, response: settingsShown(call, appUniqueName, settingsId) } };
  },

  getEngineVersion() {
    return { status: 200, body: { result: 0, version: ENGINE_VERSION } };
  },

  getScriptingAppid({ cloud, caller }) {
    return { status: 200, body: { result: 0, appid: scriptingAppidOf(cloud, caller.holder) } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
