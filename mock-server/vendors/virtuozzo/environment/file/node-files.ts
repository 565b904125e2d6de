import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/environment/file/refusals.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { Node } from '../control/record.js';
import { type BaseEntry, layoutOf } from './base-files.js';
import {
  emptyLog,
  folder,
  keep,
  missingFolders,
  mustBeFree,
  mustBeThere,
  put,
  reached,
  removeLogs,
  writable,
} from './disk-changes.js';
import { absolute, nameOf, normalised, parentOf, sizeOf } from './paths.js';
import { type FilePlace, ownPlaceOf, placeOf } from './places.js';
import { entriesBelow, entryAt, logsAt, withoutPath } from './tree.js';

/**
 * The files of nodes, as calls, commands and deployments see them. A path below a mount point is one of the node that
 * has the files. Paths are absolute, or relative to the home of the node's user.
 */
export type FileEntry = {
  readonly mode: number;
  readonly owner: string;
  readonly changedOn: number;
} & (
  | {
      readonly kind: 'file';
      /** Its text; of bytes that are no UTF-8, a character for each, and `isBinary`. */
      readonly content: string;
      readonly isBinary: boolean;
      /** Bytes. */
      readonly size: number;
    }
  | { readonly kind: 'folder' /** In order. */; readonly names: readonly string[] }
);

export interface Named {
  readonly name: string;
  readonly entry: FileEntry;
}

/** What stands at a path; undefined if nothing does, or none can. */
export function fileAt(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): FileEntry | undefined {
  const meant = normalised(path, layoutOf(node).home);
  const place = meant === undefined ? undefined : placeOf(cloud, appid, node, meant);
  const found = place === undefined ? undefined : entryAt(place.tree, place.path);
  return place && found && shown(place, found);
}

/** What stands in a folder, by name, in order. Refuses what is no folder. */
export function filesIn(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): Named[] {
  const meant = absolute(path, layoutOf(node).home);
  const place = reached(cloud, appid, node, meant);
  if (mustBeThere(place, meant).kind !== 'folder') throw refuse(refusals.isNoFolder, { path: meant });
  return childrenOf(place, place.path).map(one => ({ name: nameOf(one.path), entry: shown(place, one) }));
}

export interface WriteOptions {
  /** Put it at the end of what is there. */
  readonly append?: boolean;
  /** The content is bytes, a character for each. */
  readonly isBinary?: boolean;
}

/** Writes a file, and makes the folders it stands in. Refuses a folder at that place, and more than a node holds. */
export function writeFile(
  cloud: VirtuozzoCloud,
  appid: string,
  node: Node,
  path: string,
  content: string,
  { append = false, isBinary = false }: WriteOptions = {},
): void {
  const meant = absolute(path, layoutOf(node).home);
  const place = writable(cloud, appid, node, meant);
  const before = entryAt(place.tree, place.path);
  if (before?.kind === 'folder') throw refuse(refusals.isFolder, { path: meant });
  if (content === '' && logsAt(place.tree, place.path).length > 0) {
    if (!append) emptyLog(cloud, place);
    return;
  }
  const text = append && before !== undefined ? before.content + content : content;
  const isBytes = isBinary || (append && before?.isBinary === true);
  put(cloud, place, meant, [
    ...missingFolders(cloud, place, meant),
    {
      kind: 'file',
      path: place.path,
      content: text,
      isBinary: isBytes,
      size: sizeOf(text, isBytes),
      mode: before?.mode ?? 0o644,
      owner: before?.owner ?? place.owner,
      changedOn: cloud.now,
    },
  ]);
}

/** Makes a folder and those it stands in. One that is there is left as it is; a file at that place is refused. */
export function makeFolder(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): void {
  const meant = absolute(path, layoutOf(node).home);
  const place = writable(cloud, appid, node, meant);
  const before = entryAt(place.tree, place.path);
  if (before?.kind === 'file') throw refuse(refusals.isThere, { path: meant });
  if (before !== undefined) return;
  put(cloud, place, meant, [...missingFolders(cloud, place, meant), folder(cloud, place, place.path)]);
}

/** Makes the folder of a node's own disk over which something is mounted already, in the node or in all of its layer. */
export function makeMountFolder(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): void {
  const place = ownPlaceOf(cloud, appid, node, path);
  if (entryAt(place.tree, path) === undefined)
    put(cloud, place, path, [...missingFolders(cloud, place, path), folder(cloud, place, path)]);
}

/** Takes away a file, or a folder with all in it. Refuses what is not there, the root, and what is mounted or holds it. */
export function removePath(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): void {
  const meant = absolute(path, layoutOf(node).home);
  const place = writable(cloud, appid, node, meant);
  mustBeThere(place, meant);
  mustBeFree(cloud, appid, node, meant);
  keep(cloud, place, withoutPath(place.tree, place.path));
  removeLogs(cloud, place);
}

/** Changes the mode or the owner of what stands at a path. Refuses what is not there. */
export function changeMode(
  cloud: VirtuozzoCloud,
  appid: string,
  node: Node,
  path: string,
  change: { readonly mode?: number; readonly owner?: string },
): void {
  const meant = absolute(path, layoutOf(node).home);
  const place = writable(cloud, appid, node, meant);
  put(cloud, place, meant, [{ ...mustBeThere(place, meant), ...change, path: place.path }]);
}

function shown(place: FilePlace, entry: BaseEntry): FileEntry {
  // a log is handed on as it is, for a copy would put its text together
  if (entry.kind === 'file') return entry;
  return { ...entry, names: childrenOf(place, entry.path).map(one => nameOf(one.path)) };
}

const childrenOf = ({ tree }: FilePlace, path: string): BaseEntry[] =>
  entriesBelow(tree, path).filter(one => parentOf(one.path) === path);
