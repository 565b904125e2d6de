import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/environment/file/refusals.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { Node } from '../control/record.js';
import { type BaseEntry, layoutOf } from './base-files.js';
import {
  absolute,
  foldersOf,
  isBelow,
  MOST_FILES,
  MOST_OF_A_FILE,
  MOST_OF_A_NODE,
  nameOf,
  normalised,
  parentOf,
  sizeOf,
  within,
} from './paths.js';
import { type FilePlace, mountsOf, ownPlaceOf, placeOf } from './places.js';
import type { WrittenEntry } from './record.js';
import { entriesBelow, entryAt, withEntries, withoutPath } from './tree.js';

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
}

/** Moves a file or a folder; into the target, if that is a folder; over it, if it is a file. Answers where it went. */
export function movePath(cloud: VirtuozzoCloud, appid: string, node: Node, from: string, to: string): string {
  const { home } = layoutOf(node);
  const source = absolute(from, home);
  mustBeFree(cloud, appid, node, source);
  const place = writable(cloud, appid, node, source);
  const found = mustBeThere(place, source);
  const { goal, target } = goalOf(cloud, appid, node, { source, found, wanted: absolute(to, home) });
  const moved = allOf(place, found).map(one => ({ ...one, path: pathAt(goal, place, one) }));
  const left = withoutPath(place.tree, place.path);
  const isSameDisk = goal.node.id === place.node.id;
  // on one disk nothing is there twice at any time
  put(cloud, isSameDisk ? { ...goal, tree: { ...goal.tree, written: left } } : goal, target, [
    ...missingFolders(cloud, goal, target),
    ...moved,
  ]);
  if (!isSameDisk) keep(cloud, place, left);
  return target;
}

/** Copies a file, or a folder with all in it; into the target, if that is a folder. Answers where the copy is. */
export function copyPath(cloud: VirtuozzoCloud, appid: string, node: Node, from: string, to: string): string {
  const { home } = layoutOf(node);
  const source = absolute(from, home);
  const place = reached(cloud, appid, node, source);
  const found = mustBeThere(place, source);
  const { goal, target } = goalOf(cloud, appid, node, { source, found, wanted: absolute(to, home) });
  const copies = allOf(place, found).map(one => ({
    ...one,
    path: pathAt(goal, place, one),
    owner: goal.owner,
    changedOn: cloud.now,
  }));
  put(cloud, goal, target, [...missingFolders(cloud, goal, target), ...copies]);
  return target;
}

/** Something of a node. */
interface NodePath {
  readonly node: Node;
  readonly path: string;
}

/** Copies what stands at a path of one node to another, as it is. What both see by a mount point is there already. */
export function copyAcross(cloud: VirtuozzoCloud, appid: string, from: NodePath, to: NodePath): void {
  const place = placeOf(cloud, appid, from.node, from.path);
  const goal = placeOf(cloud, appid, to.node, to.path);
  const found = place && entryAt(place.tree, place.path);
  if (place === undefined || found === undefined || goal === undefined || goal.isReadOnly) return;
  if (goal.node.id === place.node.id) return;
  const copies = allOf(place, found).map(one => ({ ...one, path: pathAt(goal, place, one) }));
  put(cloud, goal, to.path, [...missingFolders(cloud, goal, to.path), ...copies]);
}

interface Way {
  readonly source: string;
  readonly found: BaseEntry;
  readonly wanted: string;
}

/** Where something goes. Refuses a folder's way into itself, and to put a folder over anything or a file over a folder. */
function goalOf(cloud: VirtuozzoCloud, appid: string, node: Node, { source, found, wanted }: Way) {
  const isInto = fileAt(cloud, appid, node, wanted)?.kind === 'folder';
  const target = absolute(isInto ? within(wanted, nameOf(source)) : wanted, '/');
  if (target === source || isBelow(target, source)) throw refuse(refusals.isThere, { path: target });
  const goal = writable(cloud, appid, node, target);
  const there = entryAt(goal.tree, goal.path);
  if (there !== undefined && (there.kind === 'folder' || found.kind === 'folder'))
    throw refuse(refusals.isThere, { path: target });
  return { goal, target };
}

const allOf = ({ tree, path }: FilePlace, found: BaseEntry): BaseEntry[] =>
  found.kind === 'file' ? [found] : [found, ...entriesBelow(tree, path)];

const pathAt = (goal: FilePlace, source: FilePlace, { path }: BaseEntry): string =>
  absolute(`${goal.path}/${path.slice(source.path.length)}`, '/');

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

function shown(place: FilePlace, { path, ...entry }: BaseEntry): FileEntry {
  return entry.kind === 'file' ? entry : { ...entry, names: childrenOf(place, path).map(one => nameOf(one.path)) };
}

const childrenOf = ({ tree }: FilePlace, path: string): BaseEntry[] =>
  entriesBelow(tree, path).filter(one => parentOf(one.path) === path);

/** Where the files of a path are. Refuses a mount point whose node is no more. */
function reached(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): FilePlace {
  const place = placeOf(cloud, appid, node, path);
  if (place === undefined) throw refuse(refusals.isStale, { path });
  return place;
}

function writable(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): FilePlace {
  const place = reached(cloud, appid, node, path);
  if (place.isReadOnly) throw refuse(refusals.isReadOnly, { path });
  return place;
}

function mustBeThere({ tree, path }: FilePlace, meant: string): BaseEntry {
  const found = entryAt(tree, path);
  if (found === undefined) throw refuse(refusals.noFile, { path: meant });
  return found;
}

/** Refuses the root, a mount point, and a folder that holds one. */
function mustBeFree(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): void {
  const isMounted = mountsOf(cloud, appid, node).some(mount => mount.path === path || isBelow(mount.path, path));
  if (path === '/' || isMounted) throw refuse(refusals.inUse, { path });
}

const folder = (cloud: VirtuozzoCloud, { owner }: FilePlace, path: string): WrittenEntry => ({
  kind: 'folder',
  path,
  mode: 0o755,
  owner,
  changedOn: cloud.now,
});

/** The folders to make before something can stand at the place. Refuses a file where a folder must be. */
function missingFolders(cloud: VirtuozzoCloud, place: FilePlace, meant: string): WrittenEntry[] {
  return foldersOf(place.path).flatMap(path => {
    const found = entryAt(place.tree, path);
    if (found?.kind === 'file') throw refuse(refusals.isNoFolder, { path: meant });
    return found === undefined ? [folder(cloud, place, path)] : [];
  });
}

/** Keeps these in their places. Refuses a file that is too large, and more than a node holds. */
function put(cloud: VirtuozzoCloud, place: FilePlace, meant: string, entries: readonly WrittenEntry[]): void {
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

function keep(cloud: VirtuozzoCloud, { appid, node }: FilePlace, written: readonly WrittenEntry[]): void {
  const known = cloud.files.get(node.id);
  if (known === undefined) cloud.files.add({ id: node.id, appid, nodeid: node.id, written });
  else if (written.length === 0) cloud.files.remove(node.id);
  else cloud.files.update(node.id, { written });
}
