import { refuse } from '../../../../../contracts/core/failure.js';
import type { app as operations } from '../../../../../contracts/vendors/virtuozzo/marketplace/app.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { environmentMeant } from '../../environment/control/rules.js';
import { installed, valuesOf } from '../answering.js';
import { hashed } from '../functions.js';
import { storedManifest } from '../installations.js';
import { asJson, isList } from '../json.js';
import { readManifest } from '../manifest.js';
import { marketOf } from '../market.js';
import { appIdOf, MOST_OWN, ownAppOf, ownAppsOf } from '../own-apps.js';
import { searched } from '../search.js';
import { formOf } from '../settings.js';
import { appNamed } from '../sources.js';
import { appView, installedView } from '../view.js';

export const handlers = {
  getCategories({ cloud, caller }) {
    const all = marketOf(cloud, caller.holder).flatMap(({ categories = [] }) => categories);
    return { status: 200, body: { result: 0, response: { categories: [...new Set(all)].sort() } } };
  },

  getList({ query, cloud, caller }) {
    const apps = searched(marketOf(cloud, caller.holder), query.search);
    return { status: 200, body: { result: 0, apps, total: apps.length } };
  },

  getAppInfo({ query, cloud, caller }) {
    const { manifest } = appNamed(cloud, caller.holder, query.id);
    const settings = formOf(manifest, 'main');
    const body = {
      result: 0 as const,
      app: appView(query.id, manifest),
      ...(settings !== undefined && { settings: { ...settings } }),
    };
    return { status: 200, body };
  },

  getChecksum({ cloud, caller }) {
    const own = ownAppsOf(cloud, caller.holder).map(app => [appIdOf(cloud, app), app.manifest]);
    const all = JSON.stringify([marketOf(cloud, caller.holder), own]);
    return { status: 200, body: { result: 0, checksum: hashed('md5', all) } };
  },

  install(call) {
    const { cloud, caller, query } = call;
    const nodes = query.overrideNodes === false ? undefined : asJson(query.nodes ?? null);
    return installed(call, {
      ...appNamed(cloud, caller.holder, query.id),
      ...query,
      nodes: isList(nodes) && nodes.length > 0 ? nodes : undefined,
      settings: valuesOf(query.settings, 'settings'),
    });
  },

  getAddonList({ query, cloud, caller }) {
    const { holder } = caller;
    const offered = marketOf(cloud, holder).filter(({ type }) => type === 'update');
    const environment =
      query.envName === undefined && query.appid === undefined ? undefined : environmentMeant(cloud, holder, query);
    const { nodeGroup } = query;
    const own = (environment === undefined ? [] : cloud.installations.allKeyed(environment.id))
      .filter(one => one.type === 'update' && (nodeGroup === undefined || one.nodeGroup === nodeGroup))
      .map(one => installedView(cloud, one, storedManifest(one)));
    const others = offered.filter(({ app_id }) => own.every(one => one.app_id !== app_id));
    const apps = searched([...own, ...others.map(one => ({ ...one, isInstalled: false }))], query.search);
    return { status: 200, body: { result: 0, apps, total: apps.length } };
  },

  installAddon(call) {
    const { cloud, caller, query } = call;
    const source = appNamed(cloud, caller.holder, query.id);
    if (source.manifest.type !== 'update') throw refuse(refusals.noObject, { what: 'add-on', name: query.id });
    return installed(call, { ...source, ...query, settings: valuesOf(query.settings, 'settings') });
  },

  addApp({ query, cloud, caller }) {
    const uid = caller.holder;
    readManifest(query.manifest);
    if (ownAppsOf(cloud, uid).length >= MOST_OWN)
      throw refuse(refusals.beyondLimits, { quota: 'marketplace.apps', most: MOST_OWN });
    const id = cloud.nextId('ownApp');
    const added = cloud.ownApps.add({ id, uid, manifest: query.manifest, isFavoriteOnly: false });
    return { status: 200, body: { result: 0, app_id: appIdOf(cloud, added) } };
  },

  editApp({ query, cloud, caller }) {
    const known = need(cloud, caller.holder, query.id);
    readManifest(query.manifest);
    cloud.ownApps.update(known.id, { manifest: query.manifest });
    return { status: 200, body: { result: 0 } };
  },

  deleteApp({ query, cloud, caller }) {
    cloud.ownApps.remove(need(cloud, caller.holder, query.id).id);
    for (const { id, app } of cloud.favoriteApps.allKeyed(`${caller.holder}`))
      if (app === query.id) cloud.favoriteApps.remove(id);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** An application that the user added. Refuses one of the marketplace, which is nobody's to change. */
function need(cloud: VirtuozzoCloud, uid: number, id: string) {
  const known = ownAppOf(cloud, uid, id);
  if (known === undefined) throw refuse(refusals.noObject, { what: 'application', name: id.slice(0, 200) });
  return known;
}
