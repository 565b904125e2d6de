import type { VirtuozzoCloud } from '../../cloud.js';
import { LOGS, type LogFile, logFilesOf } from '../control/logs/files.js';
import type { AppEnvironment, Node } from '../control/record.js';
import { baseOf, layoutOf } from './base-files.js';
import { isBelow } from './paths.js';
import type { Mount, WrittenEntry, WrittenFile } from './record.js';
import type { Tree } from './tree.js';

/** Where the files of a path are: in the node itself, or in the node that a mount point leads to. */
export interface FilePlace {
  readonly appid: string;
  readonly node: Node;
  readonly path: string;
  readonly tree: Tree;
  readonly isReadOnly: boolean;
  /** Who owns what is made here. */
  readonly owner: string;
}

/** Host name of a node. */
export const hostOf = (cloud: VirtuozzoCloud, { name }: AppEnvironment, { id }: Node): string =>
  `node${id}-${name}.${cloud.settings.platform}`;

/** The mount points of a node, its own and those of its layer. */
export const mountsOf = (cloud: VirtuozzoCloud, appid: string, { id, group }: Node): Mount[] =>
  cloud.mounts
    .allKeyed(appid)
    .filter(mount => (mount.nodeid === null ? mount.group === group : mount.nodeid === id))
    // a layer may have the files of one of its own nodes: that one has them anyway
    .filter(({ source }) => source?.nodeid !== id);

/** Where a plain absolute path of a node leads; undefined where the node that has the files is no more. */
export function placeOf(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): FilePlace | undefined {
  let found: Mount | undefined;
  for (const mount of mountsOf(cloud, appid, node))
    if ((mount.path === path || isBelow(path, mount.path)) && mount.path.length > (found?.path.length ?? 0))
      found = mount;
  // the files of a server outside of the platform are kept where they are seen
  if (found === undefined || found.source === null)
    return { ...ownPlaceOf(cloud, appid, node, path), isReadOnly: found?.isReadOnly ?? false };
  const { source, sourcePath, isReadOnly } = found;
  const environment = cloud.environments.get(source.appid);
  const other = environment?.nodes.find(({ id }) => id === source.nodeid);
  if (environment === undefined || environment.deletedOn !== null || other === undefined) return undefined;
  // what the other node has mounted in turn is not seen, as it is not by NFS
  const there = joined(sourcePath, path.slice(found.path.length));
  return { ...ownPlaceOf(cloud, source.appid, other, there), isReadOnly };
}

/** A place on a node's own disk. */
export const ownPlaceOf = (cloud: VirtuozzoCloud, appid: string, node: Node, path: string): FilePlace => ({
  appid,
  node,
  path,
  tree: treeOf(cloud, appid, node, path),
  isReadOnly: false,
  owner: layoutOf(node).user,
});

const joined = (folder: string, rest: string): string => (folder === '/' ? rest || '/' : folder + rest);

/** All files on a node's own disk. Its logs are there only where the path has to do with them, for they are long. */
export function treeOf(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): Tree {
  const environment = cloud.environments.need(appid);
  const written = cloud.files.get(node.id)?.written ?? [];
  const base = baseOf(environment, node, hostOf(cloud, environment, node));
  if (path !== LOGS && !isBelow(path, LOGS) && !isBelow(LOGS, path)) return { base, logs: [], written };
  const logs = logFilesOf(cloud, environment, node).map(entryOf);
  logs.sort((one, other) => (one.path < other.path ? -1 : 1));
  // a folder that was removed is there again with the next log that is written to it
  const isBack = (one: WrittenEntry): boolean =>
    one.kind === 'removed' && logs.some(log => isBelow(log.path, one.path));
  return { base, logs, written: written.some(isBack) ? written.filter(one => !isBack(one)) : written };
}

/** A log as a file; its text is put together when it is read. */
const entryOf = ({ path, lines, length, changedOn }: LogFile): WrittenFile => ({
  ...{ kind: 'file', path, mode: 0o644, owner: 'root', changedOn, isBinary: false, size: length },
  get content() {
    return lines.map(({ text }) => `${text()}\n`).join('');
  },
});
