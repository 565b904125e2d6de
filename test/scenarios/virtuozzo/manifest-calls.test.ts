import { describe, expect, it } from 'vitest';
import { does, ENVIRONMENT, type Made } from './manifest-platform.js';

/** A placeholder, for the name of an action. */
const put = (path: string): string => `\${${path}}`;

describe('an action of a manifest makes calls of the platform', () => {
  const envName = ENVIRONMENT;

  it.each<[string, object, readonly Made[]]>([
    [
      'cmd on a layer: several commands are one, so that `cd` holds',
      { 'cmd [cp]': ['cd /tmp;', 'ls'], user: 'root' },
      [
        [
          'control.execCmdByGroup',
          {
            envName,
            nodeGroup: 'cp',
            commandList: '[{"command":"cd /tmp\\nls","params":""}]',
            sayYes: 'true',
            userName: 'root',
          },
        ],
      ],
    ],
    [
      'cmd on a node, a type and all layers',
      [
        { [`cmd [${put('nodes.sqldb.id')}, nodejs]`]: 'a' },
        { cmd: [{ command: 'b', nodeId: 12 }], sayYes: false },
        { 'cmd[*]': 'c' },
      ],
      [
        [
          'control.execCmdById',
          { envName, nodeId: '13', commandList: '[{"command":"a","params":""}]', sayYes: 'true' },
        ],
        [
          'control.execCmdByType',
          { envName, nodeType: 'nodejs', commandList: '[{"command":"a","params":""}]', sayYes: 'true' },
        ],
        [
          'control.execCmdById',
          { envName, nodeId: '12', commandList: '[{"command":"b","params":""}]', sayYes: 'false' },
        ],
        [
          'control.execCmdByGroup',
          { envName, nodeGroup: 'cp', commandList: '[{"command":"c","params":""}]', sayYes: 'true' },
        ],
        [
          'control.execCmdByGroup',
          { envName, nodeGroup: 'sqldb', commandList: '[{"command":"c","params":""}]', sayYes: 'true' },
        ],
      ],
    ],
    [
      'createFile and createDirectory',
      [
        { 'createFile [cp]': '/a' },
        {
          createDirectory: [
            { path: '/d', nodeGroup: 'sqldb' },
            { path: '/e', nodeId: 11 },
          ],
        },
      ],
      [
        ['file.create', { envName, path: '/a', isdir: 'false', nodeGroup: 'cp' }],
        ['file.create', { envName, path: '/d', isdir: 'true', nodeGroup: 'sqldb' }],
        ['file.create', { envName, path: '/e', isdir: 'true', nodeid: '11' }],
      ],
    ],
    [
      'writeFile, appendFile and deletion',
      [
        { writeFile: { path: '/a', body: ['one', 'two'], nodeType: 'nodejs' } },
        { 'appendFile [cp]': { path: '/a', body: 'x' } },
        { 'deletePath [cp]': '/a' },
      ],
      [
        ['file.write', { envName, path: '/a', body: 'one\ntwo', nodeType: 'nodejs' }],
        ['file.append', { envName, path: '/a', body: 'x', nodeGroup: 'cp' }],
        ['file.delete', { envName, path: '/a', nodeGroup: 'cp' }],
      ],
    ],
    [
      'replaceInFile, upload and unpack',
      [
        {
          'replaceInFile [cp]': {
            path: '/a',
            replacements: [
              { pattern: 'x', replacement: 'y' },
              { pattern: '1', replacement: '2' },
            ],
          },
        },
        { 'upload [cp]': { sourcePath: 'https://x.example/a', destPath: '/b' } },
        { 'unpack [cp]': { sourcePath: 'https://x.example/a.zip', destPath: '/c' } },
      ],
      [
        ['file.replaceInBody', { envName, path: '/a', pattern: 'x', replacement: 'y', nodeGroup: 'cp' }],
        ['file.replaceInBody', { envName, path: '/a', pattern: '1', replacement: '2', nodeGroup: 'cp' }],
        [
          'file.upload',
          { envName, sourcePath: 'https://x.example/a', destPath: '/b', overwrite: 'true', nodeGroup: 'cp' },
        ],
        ['file.unpackById', { envName, sourcePath: 'https://x.example/a.zip', destPath: '/c', nodeId: '11' }],
        ['file.unpackById', { envName, sourcePath: 'https://x.example/a.zip', destPath: '/c', nodeId: '12' }],
      ],
    ],
    [
      'restartNodes, restartContainers and restartServices',
      [
        { restartNodes: [{ nodeGroup: 'cp' }, { nodeId: 13 }] },
        { 'restartNode [mysql]': null },
        { 'restartContainers [cp, 13]': {} },
        { restartServices: 'cp' },
      ],
      [
        ['control.restartNodes', { envName, nodeGroup: 'cp' }],
        ['control.restartNodes', { envName, nodeId: '13' }],
        ['control.restartNodes', { envName, nodeId: '13' }],
        ['control.restartContainersByGroup', { envName, nodeGroup: 'cp' }],
        ['control.restartContainerById', { envName, nodeid: '13' }],
        ['control.restartServices', { envName, nodeGroup: 'cp' }],
      ],
    ],
    [
      'addNodes and setNodeCount: what there is stays, and is changed',
      [
        {
          addNodes: [
            { nodeType: 'redis', nodeGroup: 'nosqldb', flexibleCloudlets: 4, fixedCloudlets: 1 },
            { nodeType: 'mysql', nodeGroup: 'sqldb' },
          ],
        },
        { 'setNodeCount [cp]': 1 },
      ],
      [
        [
          'control.changeTopology',
          {
            envName,
            env: '{}',
            nodes: JSON.stringify([
              { nodeType: 'nodejs', nodeGroup: 'cp', count: 2 },
              { nodeType: 'mysql', nodeGroup: 'sqldb', count: 2 },
              { nodeType: 'redis', nodeGroup: 'nosqldb', count: 1, fixedCloudlets: 1, flexibleCloudlets: 4 },
            ]),
          },
        ],
        [
          'control.changeTopology',
          {
            envName,
            env: '{}',
            nodes: JSON.stringify([
              { nodeType: 'nodejs', nodeGroup: 'cp', count: 1 },
              { nodeType: 'mysql', nodeGroup: 'sqldb', count: 1 },
            ]),
          },
        ],
      ],
    ],
    [
      'setNodeDisplayName and setExtIpEnabled, for each node',
      [{ 'setNodeDisplayName [cp]': 'App' }, { 'setExtIpEnabled [sqldb]': true }],
      [
        ['control.setNodeDisplayName', { envName, nodeId: '11', displayName: 'App' }],
        ['control.setNodeDisplayName', { envName, nodeId: '12', displayName: 'App' }],
        ['binder.setExtIpCount', { envName, type: 'ipv4', count: '1', nodeId: '13' }],
      ],
    ],
    [
      'deploy',
      { deploy: [{ archive: 'https://x.example/app.war', name: 'app', context: 'shop' }] },
      [
        [
          'deployment.deployArchive',
          { envName, nodeGroup: 'cp', fileUrl: 'https://x.example/app.war', fileName: 'app', context: 'shop' },
        ],
      ],
    ],
    [
      'api, by any of its names',
      [
        { 'api [cp]': 'environment.control.RestartNodes', isSequential: true },
        { 'jelastic.environment.file.AddMountPointByGroup': { nodeGroup: 'cp', path: '/x', list: [1] } },
        { api: { method: 'env.control.SetEnvDisplayName', params: { displayName: 'X', envName: 'env-7000002' } } },
        'env.control.StopEnv',
      ],
      [
        ['control.restartNodes', { envName, isSequential: 'true', nodeGroup: 'cp' }],
        ['file.addMountPointByGroup', { envName, nodeGroup: 'cp', path: '/x', list: '[1]' }],
        ['control.setEnvDisplayName', { envName: 'env-7000002', displayName: 'X' }],
        ['control.stopEnv', { envName }],
      ],
    ],
  ])('%s', (_, onInstall, calls) => {
    const { outcome, made } = does(onInstall);
    expect(outcome).toMatchObject({ isFine: true });
    expect(made).toEqual(calls);
  });
});
