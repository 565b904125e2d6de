import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, type VirtuozzoCaller } from './caller.js';

interface FileRow {
  readonly name: string;
  readonly absolutePath: string;
  readonly isDir: boolean;
  readonly isExported: boolean;
  readonly length: number;
  readonly permission: string;
  readonly sourceNodeId?: number;
}

/** All that an answer about files may hold. */
interface FileAnswer {
  readonly result: number;
  readonly error?: string;
  readonly body?: string;
  readonly path?: string;
  readonly isDirectory?: boolean;
  readonly permission?: string;
  readonly user?: string;
  readonly object?: unknown;
  readonly responses?: readonly { readonly nodeid: number }[];
  readonly keywords?: Readonly<Record<string, readonly FileRow[]>>;
  readonly favoriteList?: readonly object[];
  readonly array?: readonly object[];
}

/** The files of an environment with two servers and a store. */
export class NodeFiles {
  readonly mock: MockServer;
  readonly caller: VirtuozzoCaller;
  first = 0;
  second = 0;
  store = 0;

  constructor(mock: MockServer, caller: VirtuozzoCaller) {
    this.mock = mock;
    this.caller = caller;
  }

  async make(): Promise<void> {
    const { nodes } = await this.caller.create(
      { shortdomain: 'env-files' },
      { nodeType: 'nginxphp', count: 2 },
      { nodeType: 'storage' },
    );
    [this.first = 0, this.second = 0, this.store = 0] = nodes.map(({ id }) => id);
  }

  call = (method: string, input: Input = {}, by = this.caller): Promise<FileAnswer> =>
    by.ask<FileAnswer>(method, input);

  file = (method: string, input: Input = {}): Promise<FileAnswer> =>
    this.call(`environment/file/${method}`, { envName: 'env-files', ...input });

  control = (method: string, input: Input = {}): Promise<FileAnswer> =>
    this.call(`environment/control/${method}`, { envName: 'env-files', ...input });

  text = async (path: string, nodeid = this.first, more: Input = {}): Promise<string | undefined> =>
    (await this.file('read', { path, nodeid, ...more })).body;

  rows = async (path: string, nodeid = this.first, more: Input = {}): Promise<readonly FileRow[]> =>
    (await this.file('getlist', { path, nodeid, ...more })).keywords?.[path] ?? [];

  names = async (path: string, nodeid = this.first, more: Input = {}): Promise<string[]> =>
    (await this.rows(path, nodeid, more)).map(({ name }) => name);

  mountStore = (input: Input = {}): Promise<FileAnswer> =>
    this.file('addmountpointbygroup', {
      nodeGroup: 'cp',
      path: '/var/www/webroot/ROOT/media',
      protocol: 'nfs',
      sourceNodeId: this.store,
      sourcePath: '/data/',
      name: 'media',
      readOnly: 'false',
      ...input,
    });
}

/** A platform without an environment for each test. */
export const nodeFilesForEach = (meet: (files: NodeFiles) => void): void =>
  platformForEach((caller, mock) => meet(new NodeFiles(mock, caller)));
