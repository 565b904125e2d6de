import type { z } from 'zod';
import { refuse } from '../../../../../../contracts/core/failure.js';
import { sqlTime } from '../../../../../../contracts/core/time.js';
import type { logs as operations } from '../../../../../../contracts/vendors/virtuozzo/environment/control/logs.js';
import * as refusals from '../../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../../cloud.js';
import { removePath, writeFile } from '../../file/node-files.js';
import { isBelow } from '../../file/paths.js';
import { nodeMeant } from '../nodes.js';
import type { AppEnvironment, Node } from '../record.js';
import { environmentMeant } from '../rules.js';
import { type Line, LOGS, type LogFile, logFilesOf } from './files.js';

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
    const { environment, node, files } = meant(cloud, caller.holder, query);
    writeFile(cloud, environment.id, node, fileNamed(files, query.path).path, '');
    return { status: 200, body: { result: 0 } };
  },

  removeLog({ query, cloud, caller }) {
    const { environment, node, files } = meant(cloud, caller.holder, query);
    removePath(cloud, environment.id, node, fileNamed(files, query.path).path);
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
  return { environment, node, files: allLogsOf(cloud, environment, node) };
}

/** The logs of a node: those of its software, and what else was written to their folder, also in place of one of them. */
function allLogsOf(cloud: VirtuozzoCloud, environment: AppEnvironment, node: Node): LogFile[] {
  const written = (cloud.files.get(node.id)?.written ?? []).flatMap((one): LogFile[] => {
    if (one.kind !== 'file' || !isBelow(one.path, LOGS)) return [];
    const { path, content, size: length, changedOn } = one;
    const lines = content.split('\n').map(line => ({ at: changedOn, text: () => line }));
    if (lines.at(-1)?.text() === '') lines.pop();
    return [{ path, isRotated: /-\d{8}$/.test(path), lines, length, changedOn }];
  });
  const own = logFilesOf(cloud, environment, node).filter(log => written.every(({ path }) => path !== log.path));
  return [...own, ...written];
}

function fileNamed(files: readonly LogFile[], path: string): LogFile {
  const found = files.find(file => file.path === path);
  if (found === undefined) throw refuse(refusals.noObject, { what: 'log', name: path });
  return found;
}

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
