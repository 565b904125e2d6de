import type { VirtuozzoCloud } from '../../cloud.js';
import { parentOf } from './paths.js';
import { treeOf } from './places.js';
import { entryAt } from './tree.js';

/** What does not hold together about files in a cloud that came from a snapshot, each with its place. */
export function* fileInconsistencies(cloud: VirtuozzoCloud): Generator<string> {
  for (const [index, { appid, nodeid, written }] of cloud.files.all().entries()) {
    const node = cloud.environments.get(appid)?.nodes.find(({ id }) => id === nodeid);
    // that its node is not there is told of every belonging
    if (node === undefined) continue;
    const tree = treeOf(cloud, appid, node, '/');
    for (const [at, { kind, path }] of written.entries()) {
      const place = `files[${index}].written[${at}].path`;
      if (kind === 'removed') {
        if (!tree.base.some(one => one.path === path)) yield `${place}: nothing was there from the start`;
      } else if (entryAt(tree, parentOf(path))?.kind !== 'folder') yield `${place}: stands in no folder`;
    }
  }
}
