import { refuse } from '../../../../../contracts/core/failure.js';
import type { favorites as operations } from '../../../../../contracts/vendors/virtuozzo/environment/file/favorites.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { nodeMeant, nodesOfLayer } from '../control/nodes.js';
import type { AppEnvironment } from '../control/record.js';
import { environmentMeant } from '../control/rules.js';
import { absolute } from './paths.js';
import type { Shortcut } from './record.js';

/** Our limit. */
const MOST_OF_AN_ENVIRONMENT = 1000;

/** Shortcuts of the file manager. Nothing has to stand where they lead. */
export const favorites = {
  addFavorite({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const owner = ownerOf(environment, query);
    const path = absolute(query.path, '/');
    const before = among(cloud, environment.id, owner).find(one => one.path === path);
    if (before === undefined && cloud.shortcuts.allKeyed(environment.id).length >= MOST_OF_AN_ENVIRONMENT)
      throw refuse(refusals.beyondLimits, { quota: 'favorites', most: MOST_OF_AN_ENVIRONMENT });
    const said = {
      keyword: query.keyword ?? null,
      filter: query.filter ?? null,
      isFolder: query.isDir ?? true,
    };
    if (before !== undefined) cloud.shortcuts.update(before.id, said);
    else cloud.shortcuts.add({ id: cloud.nextId('shortcut'), appid: environment.id, ...owner, path, ...said });
    return { status: 200, body: { result: 0 } };
  },

  getFavorites({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const favoriteList = among(cloud, environment.id, ownerOf(environment, query)).map(one => ({
      id: one.id,
      path: one.path,
      ...(one.keyword !== null && { keyword: one.keyword }),
      ...(one.filter !== null && { filter: one.filter }),
      isDir: one.isFolder,
    }));
    return { status: 200, body: { result: 0, favoriteList } };
  },

  removeFavorite({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const path = absolute(query.path, '/');
    const found = among(cloud, environment.id, ownerOf(environment, query)).find(one => one.path === path);
    if (found === undefined) throw refuse(refusals.noObject, { what: 'favorite', name: path });
    cloud.shortcuts.remove(found.id);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

type Owner = Pick<Shortcut, 'nodeid' | 'group'>;

/** Whose shortcuts a call means. Refuses a node or a layer that the environment does not have. */
function ownerOf(
  environment: AppEnvironment,
  { nodeId, nodeGroup }: { readonly nodeId?: number | undefined; readonly nodeGroup?: string | undefined },
): Owner {
  if (nodeId !== undefined) return { nodeid: nodeMeant(environment, nodeId).id, group: null };
  if (nodeGroup === undefined) return { nodeid: null, group: null };
  return { nodeid: null, group: nodesOfLayer(environment, nodeGroup)[0].group };
}

/** Shortcuts of a node, of a layer, or all of an environment. */
const among = (cloud: VirtuozzoCloud, appid: string, { nodeid, group }: Owner): Shortcut[] =>
  cloud.shortcuts
    .allKeyed(appid)
    .filter(one => (nodeid === null && group === null) || (one.nodeid === nodeid && one.group === group));
