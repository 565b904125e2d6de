import type { VirtuozzoCloud } from '../../cloud.js';
import type { Node } from '../control/record.js';
import { mountsOf } from './places.js';
import type { Mount } from './record.js';

/** A node that shows a folder of another. */
interface Export {
  readonly mount: Mount;
  readonly client: Node;
}

/** The nodes that show folders of a node, each with its mount point. */
export function exportsOf(cloud: VirtuozzoCloud, appid: string, { id }: Node): Export[] {
  return cloud.mounts
    .filter(({ source }) => source?.appid === appid && source.nodeid === id)
    .flatMap(mount =>
      (cloud.environments.get(mount.appid)?.nodes ?? [])
        .filter(client => mountsOf(cloud, mount.appid, client).includes(mount))
        .map(client => ({ mount, client })),
    );
}
