import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed, client } from '../../../../core/evidence.js';
import { read } from '../../../../core/wire.js';
import { envName, given, nodeAnswer, ok, sample, target } from '../../common.js';

/** Longer than any path that a node takes: what is too long is refused as a bad name. */
export const path = () => z.string().min(1).max(10_000);

export const named = z.object({ ...target, ...envName });

/** The nodes meant: one, those of a layer, or those of a type. What more clients send beside a node is not looked at. */
export const nodesMeant = {
  nodeid: given(read.integer()),
  nodeGroup: given(z.string()),
  nodeType: given(z.string()),
};

/** Nodes of a layer or a type, or only the first of them. */
export const nodesOrMaster = { ...nodesMeant, masterOnly: given(read.flag()) };

/** A name for a thing: a shortcut, a mount point. */
export const title = () => given(z.string().max(255));

export const oneAnswer = z.strictObject({ ...ok, nodeId: z.int().optional(), out: z.string().optional() });

export const fileText = z.strictObject({ ...ok, body: z.string() });

/** As `ls -l` writes it. */
const permission = assumed(z.string().regex(/^[d-]([r-][w-][xstST-]){3}$/));

export const filePermission = z.strictObject({
  ...ok,
  path: z.string(),
  isDirectory: z.boolean(),
  permission,
  user: z.string(),
  responses: z.array(nodeAnswer),
});

const remoteFile = z.strictObject({
  absolutePath: z.string(),
  name: z.string(),
  isDir: z.boolean(),
  isRoot: z.boolean().optional(),
  isExported: z.boolean(),
  lastModified: assumed(z.string()),
  /** Bytes. */
  length: z.int().min(0),
  permission,
  fileType: z.string().optional(),
  /** Of a mount point. */
  protocol: z.string().optional(),
  sourceHost: z.string().optional(),
  sourceNodeId: z.int().optional(),
  sourcePath: z.string().optional(),
});
export type RemoteFile = z.output<typeof remoteFile>;

/** Rows stand under a word, the OpenAPI says no more; that it is the path of the folder is our choice. */
export const filesList = z.strictObject({
  ...ok,
  coreRootPath: z.string().optional(),
  directoryPathList: z.array(z.string()),
  keywords: z.record(z.string(), z.array(remoteFile)),
});

export const favoritesList = z.strictObject({
  ...ok,
  favoriteList: z.array(
    z.strictObject({
      id: z.int().min(1),
      path: z.string(),
      keyword: z.string().optional(),
      filter: z.string().optional(),
      isDir: z.boolean(),
    }),
  ),
});

/** The page documents a firewall rule here, by mistake; two add-ons and a client in Python read these members. */
const mountPoint = z.strictObject({
  path: client(z.string()),
  name: client(z.string()),
  sourcePath: client(z.string()),
  sourceNodeId: client(z.int().optional()),
  type: client(z.enum(['INTERNAL', 'EXTERNAL'])),
  sourceHost: assumed(z.string().optional()),
  protocol: assumed(z.string()),
  readOnly: assumed(z.boolean()),
  nodeId: assumed(z.int().optional()),
  nodeGroup: assumed(z.string().optional()),
});
export type MountPoint = z.output<typeof mountPoint>;

export const mountPointsList = z.strictObject({ ...ok, array: client(z.array(mountPoint)) });

/** The page documents a firewall rule here too; the members are named as those that `removeexport` takes. */
export const exportsList = z.strictObject({
  ...ok,
  array: assumed(
    z.array(
      z.strictObject({
        path: z.string(),
        clientPath: z.string(),
        clientNodeId: z.int(),
        protocol: z.string(),
        readOnly: z.boolean(),
      }),
    ),
  ),
});

/** Whether one of the two nodes has files of the other already. That it is said so is our choice. */
export const crossMount = z.strictObject({ ...ok, object: assumed(z.boolean()) });

nameSchemas({
  OneAnswer: oneAnswer,
  FileText: fileText,
  FilePermission: filePermission,
  FileRemoteFile: remoteFile,
  FilesList: filesList,
  FavoritesList: favoritesList,
  MountPoint: mountPoint,
  MountPointsList: mountPointsList,
  ExportsList: exportsList,
  CrossMount: crossMount,
});

/** A file that every node has, and the node of the examples. */
export const ofSample = { envName: sample.envName, nodeid: sample.nodeId } as const;
export const SAMPLE_FILE = '/etc/hostname';
