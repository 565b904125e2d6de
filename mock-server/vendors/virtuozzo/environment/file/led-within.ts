import type { Collection } from '../../../../domain/collection.js';
import type { AppEnvironment } from '../control/record.js';
import type { Mount } from './record.js';

/** What a cloud has of environments and their mount points. */
interface Mounting {
  readonly environments: Collection<AppEnvironment>;
  readonly mounts: Collection<Mount>;
}

/** Leads a mount point that was copied for a clone to the clone's own node, if it led to one of the same environment. */
export function ledWithin({ environments, mounts }: Mounting, { id, appid, source }: Mount): void {
  if (source === null || !source.isWithin) return;
  const place = environments.get(source.appid)?.nodes.findIndex(node => node.id === source.nodeid) ?? -1;
  // a clone has the nodes of its original in their order
  const own = environments.get(appid)?.nodes[place];
  if (own !== undefined) mounts.update(id, { source: { appid, nodeid: own.id, isWithin: true } });
}
