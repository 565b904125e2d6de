import { refuse } from '../../../../../contracts/core/failure.js';
import type { contents as operations } from '../../../../../contracts/vendors/virtuozzo/environment/file/contents.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/environment/file/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { nodeMeant, nodesOrAll } from '../control/nodes.js';
import type { Node } from '../control/record.js';
import { environmentMeant } from '../control/rules.js';
import { layoutOf } from './base-files.js';
import { copyPath, movePath } from './carrying.js';
import { exportsOf } from './exports.js';
import { fileAt, filesIn, makeFolder, removePath, writeFile } from './node-files.js';
import { absolute, nameOf, within } from './paths.js';
import { isFound, patternOf, replaced } from './pattern.js';
import { mountsOf } from './places.js';
import { sentFile } from './sent-file.js';
import { unpack } from './unpack.js';
import { answersView, fileView, permissionView } from './view.js';

/** Files and folders of nodes. What is done in several nodes is done in all of them or in none. */
export const contents = {
  read({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const [node] = nodesOrAll(environment, query);
    return { status: 200, body: { result: 0, body: textOf(cloud, environment.id, node, query.path) } };
  },

  getList({ query, cloud, caller }) {
    const { id } = environmentMeant(cloud, caller.holder, query);
    const [node] = nodesOrAll(cloud.environments.need(id), query);
    const { home } = layoutOf(node);
    const folder = absolute(query.path ?? home, home);
    const pattern = query.filter === undefined ? undefined : patternOf(query.filter, 'extended');
    const mounts = mountsOf(cloud, id, node);
    const exported = new Set(exportsOf(cloud, id, node).map(({ mount }) => mount.sourcePath));
    const rows = filesIn(cloud, id, node, folder)
      .filter(({ name }) => pattern === undefined || isFound(pattern, name))
      .map(({ name, entry }) => {
        const path = within(folder, name);
        return fileView(
          path,
          entry,
          exported.has(path),
          mounts.find(mount => mount.path === path),
        );
      });
    return { status: 200, body: { result: 0, directoryPathList: [folder], keywords: { [folder]: rows } } };
  },

  create({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const nodes = nodesOrAll(environment, query);
    const { id } = environment;
    for (const node of nodes) {
      if (fileAt(cloud, id, node, query.path) !== undefined) throw refuse(refusals.isThere, { path: query.path });
      if (query.isdir) makeFolder(cloud, id, node, query.path);
      else writeFile(cloud, id, node, query.path, '');
    }
    const [first] = nodes;
    const made = fileAt(cloud, id, first, query.path);
    if (made === undefined) throw refuse(refusals.noFile, { path: query.path });
    return {
      status: 200,
      body: {
        ...answersView(nodes),
        path: absolute(query.path, layoutOf(first).home),
        isDirectory: made.kind === 'folder',
        permission: permissionView(made),
        user: made.owner,
      },
    };
  },

  write({ query, cloud, caller }) {
    const { path, body = '', isAppendMode: append = false } = query;
    const environment = environmentMeant(cloud, caller.holder, query);
    for (const node of nodesOrAll(environment, query)) writeFile(cloud, environment.id, node, path, body, { append });
    return { status: 200, body: { result: 0 } };
  },

  append({ query, cloud, caller }) {
    const { path, body = '' } = query;
    const environment = environmentMeant(cloud, caller.holder, query);
    if (path === undefined) throw refuse(refusals.noFile, { path: '' });
    for (const node of nodesOrAll(environment, query))
      writeFile(cloud, environment.id, node, path, body, { append: true });
    return { status: 200, body: { result: 0 } };
  },

  replaceInBody({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const pattern = patternOf(query.pattern, 'basic');
    // add-ons of the vendor's escape what `sed` would take for the match
    const replacement = query.replacement.replaceAll('\\&', '&');
    const most = query.nth || Number.POSITIVE_INFINITY;
    for (const node of nodesOrAll(environment, query)) {
      const text = textOf(cloud, environment.id, node, query.path);
      const changed = replaced(text, pattern, replacement, most);
      if (changed !== text) writeFile(cloud, environment.id, node, query.path, changed);
    }
    return { status: 200, body: { result: 0 } };
  },

  rename({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const nodes = nodesOrAll(environment, query);
    for (const node of nodes) movePath(cloud, environment.id, node, query.oldPath, query.newPath);
    return { status: 200, body: answersView(nodes) };
  },

  copy({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    for (const node of nodesOrAll(environment, query)) copyPath(cloud, environment.id, node, query.src, query.dest);
    return { status: 200, body: { result: 0 } };
  },

  delete({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const nodes = nodesOrAll(environment, query);
    for (const node of nodes) removePath(cloud, environment.id, node, query.path);
    return { status: 200, body: answersView(nodes) };
  },

  upload({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const nodes = nodesOrAll(environment, query);
    const { name, content, isBinary } = sentFile(query);
    for (const node of nodes) {
      const wanted = absolute(query.destPath, layoutOf(node).home);
      const isInto = query.destPath.endsWith('/') || fileAt(cloud, environment.id, node, wanted)?.kind === 'folder';
      const path = isInto ? within(wanted, nameOf(`/${name}`) || 'upload') : wanted;
      const isKept = query.overwrite === false && fileAt(cloud, environment.id, node, path) !== undefined;
      if (!isKept) writeFile(cloud, environment.id, node, path, content, { isBinary });
    }
    return { status: 200, body: answersView(nodes) };
  },

  unpackById({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const node = nodeMeant(environment, query.nodeId);
    unpack(cloud, environment.id, node, query.sourcePath, query.destPath);
    return { status: 200, body: { result: 0 } };
  },

  unpackByType({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    for (const node of nodesOrAll(environment, { nodeType: query.nodeType }))
      unpack(cloud, environment.id, node, query.sourcePath, query.destPath);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** The text of a file. Refuses what is not there, and a folder. */
function textOf(cloud: VirtuozzoCloud, appid: string, node: Node, path: string): string {
  const found = fileAt(cloud, appid, node, path);
  if (found === undefined) throw refuse(refusals.noFile, { path });
  if (found.kind === 'folder') throw refuse(refusals.isFolder, { path });
  return found.content;
}
