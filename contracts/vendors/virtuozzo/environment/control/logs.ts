import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, envName, given, ok, sample, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';

/** A file of a node. The spelling of the type is the platform's own. */
const remoteFile = z.strictObject({
  absolutePath: z.string(),
  isDir: z.boolean(),
  lastModified: z.string(),
  length: z.int(),
  name: z.string(),
});

nameSchemas({ LogRemoteFile: remoteFile });

const filesBy = z.record(z.string(), z.array(remoteFile));

const ofNode = z.object({ ...target, ...envName, nodeId: read.integer() });
const path = () => z.string().min(1).max(1000);
const lines = () => given(read.integer().pipe(z.int().min(0).max(1_000_000)));

/** Every node has this file: public clients read it. */
const RUN_LOG = '/var/log/run.log';
const node = { envName: sample.envName, nodeId: sample.nodeId } as const;
const runLog = { query: { ...node, path: RUN_LOG } } as const;

/** environment.control: log files of nodes. */
export const logs = defineOperations(routes.control, {
  getLogs: {
    summary: 'Log files of a node, by the directory they stand in.',
    docs: docs.openapi,
    effect: 'read',
    query: ofNode.extend({ path: given(path()) }),
    responses: {
      200: z.strictObject({
        ...ok,
        coreRootPath: z.string(),
        directoryPathList: z.array(z.string()),
        keywords: filesBy,
      }),
    },
    failures: ['notFound'],
    example: { query: node },
  },
  getLogsList: {
    summary: 'Log files of a node: those being written, and those put aside.',
    docs: docs.openapi,
    effect: 'read',
    query: ofNode.extend({ path: given(path()) }),
    responses: {
      200: z.strictObject({ ...ok, path: z.string(), directories: filesBy, groups: filesBy, rotatedLogs: filesBy }),
    },
    failures: ['notFound'],
    example: { query: node },
  },
  readLog: {
    summary: 'Lines of a log file: all, or so many from one of them on.',
    docs: docs.openapi,
    effect: 'read',
    query: ofNode.extend({ path: path(), from: lines(), count: lines() }),
    responses: { 200: z.strictObject({ ...ok, body: z.string(), linescount: z.int() }) },
    failures: ['notFound'],
    example: runLog,
  },
  clearLog: {
    summary: 'Empties a log file.',
    docs: docs.openapi,
    effect: 'destroy',
    query: ofNode.extend({ path: path() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: runLog,
  },
  removeLog: {
    summary: 'Removes a log file; it comes back with the next line.',
    docs: docs.openapi,
    effect: 'destroy',
    query: ofNode.extend({ path: path() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: runLog,
  },
});
