import type { z } from 'zod';
import { refuse } from '../../../../../../contracts/core/failure.js';
import { sqlTime } from '../../../../../../contracts/core/time.js';
import type { logs as operations } from '../../../../../../contracts/vendors/virtuozzo/environment/control/logs.js';
import * as refusals from '../../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../../cloud.js';
import { nodeMeant } from '../nodes.js';
import type { AppEnvironment, Node } from '../record.js';
import { environmentMeant } from '../rules.js';
import { asideOf, type Line, type LogFile, logFilesOf, mondayOf } from './files.js';

interface Meant {
  readonly environment: AppEnvironment;
  readonly node: Node;
  readonly files: readonly LogFile[];
}

export const logs = {
  getLogs({ query, cloud, caller }) {
    const files = within(meant(cloud, caller.holder, query).files, query.path);
    const keywords = byFolder(files);
    return {
      status: 200,
      body: { result: 0, coreRootPath: '/', directoryPathList: Object.keys(keywords), keywords },
    };
  },

  getLogsList({ query, cloud, caller }) {
    const files = within(meant(cloud, caller.holder, query).files, query.path);
    const written = files.filter(({ isRotated }) => !isRotated);
    return {
      status: 200,
      body: {
        result: 0,
        path: query.path ?? '/var/log',
        directories: byFolder(written),
        groups: {},
        rotatedLogs: byFolder(files.filter(({ isRotated }) => isRotated)),
      },
    };
  },

  readLog({ query, cloud, caller }) {
    const { lines } = fileNamed(meant(cloud, caller.holder, query).files, query.path);
    const { from = 0, count = lines.length } = query;
    const wanted = lines.slice(from, from + count);
    return { status: 200, body: { result: 0, body: textOf(wanted), linescount: lines.length } };
  },

  clearLog({ query, cloud, caller }) {
    mark(cloud, meant(cloud, caller.holder, query), query.path, false);
    return { status: 200, body: { result: 0 } };
  },

  removeLog({ query, cloud, caller }) {
    mark(cloud, meant(cloud, caller.holder, query), query.path, true);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

function meant(
  cloud: VirtuozzoCloud,
  uid: number,
  query: Parameters<typeof environmentMeant>[2] & { readonly nodeId: number },
): Meant {
  const environment = environmentMeant(cloud, uid, query);
  const node = nodeMeant(environment, query.nodeId);
  return { environment, node, files: logFilesOf(cloud, environment, node) };
}

function fileNamed(files: readonly LogFile[], path: string): LogFile {
  const found = files.find(file => file.path === path);
  if (found === undefined) throw refuse(refusals.noObject, { what: 'log', name: path });
  return found;
}

/** Keeps that a file was emptied or removed. Marks of files that time has taken since go. */
function mark(cloud: VirtuozzoCloud, { environment, node, files }: Meant, path: string, isRemoved: boolean): void {
  fileNamed(files, path);
  for (const known of cloud.logMarks.allKeyed(environment.id)) {
    if (known.nodeid !== node.id) continue;
    // A log that was emptied in an earlier week was put aside as it was left then.
    const aside = asideOf(known.path, mondayOf(known.clearedOn));
    if (known.path === path && files.some(file => file.path === aside))
      cloud.logMarks.update(known.id, { path: aside, isRemoved: false });
    else if (known.path === path || isOver(known.path, files)) cloud.logMarks.remove(known.id);
  }
  cloud.logMarks.add({
    id: cloud.nextId('log'),
    appid: environment.id,
    nodeid: node.id,
    path,
    clearedOn: cloud.now,
    isRemoved,
  });
}

/** A file put aside whose week is no longer kept: all that are older than the oldest of those there. */
const isOver = (path: string, files: readonly LogFile[]): boolean =>
  /-\d{8}$/.test(path) && files.every(file => !file.isRotated || file.path.slice(-8) > path.slice(-8));

/** All files, or those in a folder, or the one of that name. */
const within = (files: readonly LogFile[], path: string | undefined): readonly LogFile[] => {
  const folder = path?.replace(/\/+$/, '');
  return folder === undefined
    ? files
    : files.filter(file => file.path === folder || file.path.startsWith(`${folder}/`));
};

type FileView = z.output<(typeof operations.getLogs.responses)[200]>['keywords'][string][number];

function byFolder(files: readonly LogFile[]): Record<string, FileView[]> {
  const folders = new Map<string, FileView[]>();
  for (const { path, length, changedOn } of files) {
    const end = path.lastIndexOf('/');
    const folder = path.slice(0, end);
    const view = {
      absolutePath: path,
      isDir: false,
      lastModified: sqlTime.format(changedOn),
      length,
      name: path.slice(end + 1),
    };
    folders.set(folder, [...(folders.get(folder) ?? []), view]);
  }
  return Object.fromEntries(folders);
}

const textOf = (lines: readonly Line[]): string => lines.map(({ text }) => `${text()}\n`).join('');
