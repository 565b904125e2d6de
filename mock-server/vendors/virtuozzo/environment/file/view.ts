import type { z } from 'zod';
import { sqlTime } from '../../../../../contracts/core/time.js';
import type { nodeAnswers } from '../../../../../contracts/vendors/virtuozzo/common.js';
import type {
  exportsList,
  MountPoint,
  RemoteFile,
} from '../../../../../contracts/vendors/virtuozzo/environment/file/schemas.js';
import type { Node } from '../control/record.js';
import type { FileEntry } from './node-files.js';
import { nameOf } from './paths.js';
import type { Mount } from './record.js';

const BITS = ['r', 'w', 'x'] as const;

/** `-rw-r--r--`, as `ls -l` writes it. */
export function permissionView({ kind, mode }: FileEntry): string {
  const letters = Array.from({ length: 9 }, (_, at) => ((mode >> (8 - at)) & 1 ? (BITS[at % 3] ?? '') : '-')).join('');
  const isSticky = (mode & 0o1000) !== 0;
  const last = letters.endsWith('x') ? 't' : 'T';
  return (kind === 'folder' ? 'd' : '-') + (isSticky ? letters.slice(0, 8) + last : letters);
}

/** What is said where something was done in each of these nodes. */
export const answersView = (nodes: readonly Node[]): z.output<typeof nodeAnswers> => ({
  result: 0,
  responses: nodes.map(({ id }) => ({ result: 0, nodeid: id, out: '' })),
});

/** A file or a folder as a row; `mount` where something is mounted there. */
export const fileView = (path: string, entry: FileEntry, isExported: boolean, mount?: Mount): RemoteFile => ({
  absolutePath: path,
  name: nameOf(path),
  isDir: entry.kind === 'folder',
  isExported,
  lastModified: sqlTime.format(entry.changedOn),
  length: entry.kind === 'file' ? entry.size : 0,
  permission: permissionView(entry),
  ...(mount !== undefined && {
    protocol: mount.protocol,
    sourcePath: mount.sourcePath,
    ...(mount.source !== null && { sourceNodeId: mount.source.nodeid }),
    ...(mount.sourceHost !== null && { sourceHost: mount.sourceHost }),
  }),
});

export const mountView = (mount: Mount): MountPoint => ({
  path: mount.path,
  name: mount.name ?? nameOf(mount.path),
  sourcePath: mount.sourcePath,
  ...(mount.source !== null && { sourceNodeId: mount.source.nodeid }),
  type: mount.source === null ? 'EXTERNAL' : 'INTERNAL',
  ...(mount.sourceHost !== null && { sourceHost: mount.sourceHost }),
  protocol: mount.protocol,
  readOnly: mount.isReadOnly,
  ...(mount.nodeid !== null && { nodeId: mount.nodeid }),
  ...(mount.group !== null && { nodeGroup: mount.group }),
});

/** One row for each node that shows a folder of this one. */
export const exportView = (
  { path, sourcePath, protocol, isReadOnly }: Mount,
  clientNodeId: number,
): z.output<typeof exportsList>['array'][number] => ({
  path: sourcePath,
  clientPath: path,
  clientNodeId,
  protocol,
  readOnly: isReadOnly,
});
