import { refuse } from '../../../../../contracts/core/failure.js';
import type { favorite as operations } from '../../../../../contracts/vendors/virtuozzo/marketplace/favorite.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { readManifest } from '../manifest.js';
import { marketOf } from '../market.js';
import { appIdOf, MOST_OWN, ownAppOf, ownAppsOf } from '../own-apps.js';
import { searched } from '../search.js';
import { appNamed } from '../sources.js';

export const handlers = {
  getList({ query, cloud, caller }) {
    const uid = caller.holder;
    const known = new Set(cloud.favoriteApps.allKeyed(`${uid}`).map(({ app }) => app));
    const marked = marketOf(cloud, uid).filter(({ app_id }) => known.has(app_id));
    const apps = searched(marked, query.search);
    return { status: 200, body: { result: 0, apps, total: apps.length } };
  },

  add({ query, cloud, caller }) {
    appNamed(cloud, caller.holder, query.id);
    mark(cloud, caller.holder, query.id);
    return { status: 200, body: { result: 0 } };
  },

  addManifest({ query, cloud, caller }) {
    const uid = caller.holder;
    readManifest(query.manifest);
    if (ownAppsOf(cloud, uid).length >= MOST_OWN)
      throw refuse(refusals.beyondLimits, { quota: 'marketplace.apps', most: MOST_OWN });
    const id = cloud.nextId('ownApp');
    const app = cloud.ownApps.add({ id, uid, manifest: query.manifest, isFavoriteOnly: true });
    mark(cloud, uid, appIdOf(cloud, app));
    return { status: 200, body: { result: 0, app_id: appIdOf(cloud, app) } };
  },

  delete({ query, cloud, caller }) {
    const uid = caller.holder;
    const marked = cloud.favoriteApps.allKeyed(`${uid}`).find(({ app }) => app === query.id);
    if (marked === undefined) throw refuse(refusals.noObject, { what: 'application', name: query.id.slice(0, 200) });
    cloud.favoriteApps.remove(marked.id);
    const own = ownAppOf(cloud, uid, query.id);
    if (own?.isFavoriteOnly) cloud.ownApps.remove(own.id);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Marks an application; one that is marked stays so. */
function mark(cloud: VirtuozzoCloud, uid: number, app: string): void {
  if (cloud.favoriteApps.allKeyed(`${uid}`).some(known => known.app === app)) return;
  cloud.favoriteApps.add({ id: cloud.nextId('favoriteApp'), uid, app });
}
