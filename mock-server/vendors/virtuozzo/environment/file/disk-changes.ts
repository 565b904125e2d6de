import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/environment/file/refusals.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { markLog } from '../control/logs/marks.js';
import type { Node } from '../control/record.js';
import type { BaseEntry } from './base-files.js';
import { foldersOf, isBelow, MOST_FILES, MOST_OF_A_FILE, MOST_OF_A_NODE } from './paths.js';
import { type FilePlace, mountsOf, placeOf } from './places.js';
import type { WrittenEntry } from './record.js';
import { entryAt, logsAt, withEntries } from './tree.js';

/** Where the files of a path are. Refuses a mount point whose node is no more. */
export function reached(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): FilePlace {
  const place = placeOf(cloud, appid, node, path);
  if (place === undefined) throw refuse(refusals.isStale, { path });
  return place;
}

export function writable(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): FilePlace {
  const place = reached(cloud, appid, node, path);
  if (place.isReadOnly) throw refuse(refusals.isReadOnly, { path });
  return place;
}

export function mustBeThere({ tree, path }: FilePlace, meant: string): BaseEntry {
  const found = entryAt(tree, path);
  if (found === undefined) throw refuse(refusals.noFile, { path: meant });
  return found;
}

export const folder = (cloud: VirtuozzoCloud, { owner }: FilePlace, path: string): WrittenEntry => ({
  kind: 'folder',
  path,
  mode: 0o755,
  owner,
  changedOn: cloud.now,
});

/** The folders to make before something can stand at the place. Refuses a file where a folder must be. */
export function missingFolders(cloud: VirtuozzoCloud, place: FilePlace, meant: string): WrittenEntry[] {
  return foldersOf(place.path).flatMap(path => {
    const found = entryAt(place.tree, path);
    if (found?.kind === 'file') throw refuse(refusals.isNoFolder, { path: meant });
    return found === undefined ? [folder(cloud, place, path)] : [];
  });
}

/** Keeps these in their places. Refuses a file that is too large, and more than a node holds. */
export function put(cloud: VirtuozzoCloud, place: FilePlace, meant: string, entries: readonly WrittenEntry[]): void {
  const refuseMore = (most: string): never => {
    throw refuse(refusals.noSpace, { path: meant, most });
  };
  if (entries.some(one => one.kind === 'file' && one.size > MOST_OF_A_FILE))
    refuseMore(`${MOST_OF_A_FILE} bytes a file`);
  const written = withEntries(place.tree.written, entries);
  if (written.length > MOST_FILES) refuseMore(`${MOST_FILES} files`);
  const size = written.reduce((sum, one) => sum + (one.kind === 'file' ? one.size : 0), 0);
  if (size > MOST_OF_A_NODE) refuseMore(`${MOST_OF_A_NODE} bytes`);
  keep(cloud, place, written);
}

/** Empties a log, to which the software of the node writes on; what was written in its place goes. */
export function emptyLog(cloud: VirtuozzoCloud, place: FilePlace): void {
  const { appid, node, path, tree } = place;
  if (tree.written.some(one => one.path === path))
    keep(
      cloud,
      place,
      tree.written.filter(one => one.path !== path),
    );
  markLog(cloud, cloud.environments.need(appid), node, path, false);
}

/** Removes the logs at a place; each comes back with its next line. */
export function removeLogs(cloud: VirtuozzoCloud, { appid, node, path, tree }: FilePlace): void {
  const environment = cloud.environments.need(appid);
  for (const log of logsAt(tree, path)) markLog(cloud, environment, node, log.path, true);
}

export function keep(cloud: VirtuozzoCloud, { appid, node }: FilePlace, written: readonly WrittenEntry[]): void {
  const known = cloud.files.get(node.id);
  if (known === undefined && written.length === 0) return;
  if (known === undefined) cloud.files.add({ id: node.id, appid, nodeid: node.id, written });
  else if (written.length === 0) cloud.files.remove(node.id);
  else cloud.files.update(node.id, { written });
}

/** Refuses the root, a mount point, and a folder that holds one. */
export function mustBeFree(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): void {
  const isMounted = mountsOf(cloud, appid, node).some(mount => mount.path === path || isBelow(mount.path, path));
  if (path === '/' || isMounted) throw refuse(refusals.inUse, { path });
}
