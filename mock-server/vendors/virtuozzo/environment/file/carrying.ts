import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/environment/file/refusals.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { Node } from '../control/record.js';
import { type BaseEntry, layoutOf } from './base-files.js';
import { keep, missingFolders, mustBeFree, mustBeThere, put, reached, removeLogs, writable } from './disk-changes.js';
import { fileAt } from './node-files.js';
import { absolute, isBelow, nameOf, within } from './paths.js';
import { type FilePlace, placeOf } from './places.js';
import { entriesBelow, entryAt, withoutPath } from './tree.js';

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
  removeLogs(cloud, place);
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
