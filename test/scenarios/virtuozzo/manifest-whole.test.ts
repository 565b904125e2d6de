import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Ask, askerOf } from './asker.js';
import { type Input, platformForEach } from './caller.js';

const NAME = 'env-3000021';

interface Info {
  readonly env: { readonly contexts: readonly { readonly context: string }[] };
  readonly nodes: readonly {
    readonly id: number;
    readonly nodeGroup: string;
    readonly extIPs?: readonly string[];
    readonly version?: string;
    readonly addons: readonly { readonly appTemplateId: string; readonly uniqueName: string }[];
    readonly endpoints: readonly { readonly name: string; readonly privatePort: number }[];
  }[];
}

interface Told {
  readonly result: number;
  readonly error?: string;
  readonly body?: string;
  readonly uniqueName?: string;
  readonly object?: unknown;
  readonly array?: readonly object[];
  readonly responses?: readonly { readonly out: string }[];
}

/** A placeholder. */
const put = (path: string): string => `\${${path}}`;

const onInstall = [
  { 'cmd [cp]': ['cd /tmp;', 'echo "$PWD" > where', 'echo by group'], user: 'root' },
  { log: `said ${put('response.out')}` },
  { cmd: [{ command: 'echo by id > /tmp/one', nodeId: put('nodes.sqldb[0].id') }] },
  { 'env.control.AddContainerEnvVars [cp]': { vars: { MODE: 'blue' } } },
  { 'cmd [cp]': 'echo $MODE > /tmp/mode' },
  { 'writeFile [cp]': { path: '/tmp/page', body: ['first', 'second'] } },
  { 'appendFile [cp]': { path: '/tmp/page', body: 'third' } },
  { 'replaceInFile [cp]': { path: '/tmp/page', replacements: [{ pattern: 'second', replacement: '2nd' }] } },
  {
    'writeFile [cp]': { path: '/tmp/secret', body: `${put('nodes.sqldb.password')} ${put('nodes.sqldb[0].password')}` },
  },
  { addNodes: { nodeType: 'memcached', nodeGroup: 'cache', count: 1, cloudlets: 2 } },
  { 'env.control.RedeployContainersByGroup [sqldb]': { tag: '16.1' } },
  { deploy: { archive: 'https://example.com/shop.war', name: 'shop.war', context: 'shop' } },
  { 'restartNodes [cp]': null },
  { 'restartContainers [tomcat]': null },
  { 'setExtIpEnabled [cp]': { enabled: true } },
  { 'env.binder.BindExtDomain': { extdomain: 'shop.example.com' } },
  { 'env.control.AddEndpoint': { nodeId: put('nodes.cp.first.id'), name: 'SSH', privatePort: 22, protocol: 'TCP' } },
  {
    'env.trigger.AddTrigger': {
      data: {
        isEnabled: true,
        name: 'busy',
        nodeGroup: 'cp',
        period: 5,
        condition: { type: 'GREATER', value: 90, resourceType: 'CPU', valueType: 'PERCENTAGES' },
        actions: [{ type: 'NOTIFY', customData: { notify: true } }],
      },
    },
  },
  { script: 'return compute(token);', params: { token: 'abc' } },
  { 'writeFile [cp]': { path: '/tmp/scripted', body: put('response.value') } },
  { sleep: 5000 },
];
const MANIFEST = {
  type: 'install',
  name: 'Whole',
  nodes: [
    { nodeType: 'tomcat', nodeGroup: 'cp', cloudlets: 4 },
    { nodeType: 'postgresql', nodeGroup: 'sqldb', cloudlets: 4 },
  ],
  onInstall,
};

describe('a manifest on the whole Virtuozzo platform', () => {
  let mock: MockServer;
  let asks: Ask;

  platformForEach((_, double) => {
    mock = double;
    asks = askerOf(mock);
  });

  const ask = (method: string, input: Input = {}) => asks<Told>(`environment/${method}`, { envName: NAME, ...input });
  const info = () => asks<Info>('environment/control/getenvinfo', { envName: NAME });
  const text = async (path: string, nodeGroup = 'cp') => (await ask('file/read', { path, nodeGroup })).body;
  const now = async () => Date.parse((await mock.control.clock.show()).now);
  const install = (jps: object, input: Input = {}) =>
    asks<Told>('marketplace/jps/install', { jps: JSON.stringify(jps), ...input });

  it('does what other calls then show', async () => {
    await mock.control.overrides.add({
      operation: 'scripting.eval',
      reply: { body: { result: 0, response: { result: 0, value: 42 } } },
    });
    const begun = await now();
    expect(await install(MANIFEST, { envName: NAME })).toMatchObject({ result: 0 });
    expect(await now()).toBe(begun);
    const printed = (await asks<Told>('marketplace/console/readlog')).body;
    expect(printed).toContain('said by group');
    expect(await text('/tmp/where')).toBe('/tmp\n');
    expect(await text('/tmp/mode')).toBe('blue\n');
    expect(await text('/tmp/page')).toBe('first\n2ndthird');
    expect(await text('/tmp/one', 'sqldb')).toBe('by id\n');
    expect(await text('/tmp/scripted')).toBe('42');
    expect(await text('/tmp/secret')).toMatch(/^(\w{10}) \1$/);
    const shown = await info();
    expect(shown.nodes.map(({ nodeGroup }) => nodeGroup)).toEqual(['cp', 'sqldb', 'cache']);
    const [cp, sqldb] = shown.nodes;
    expect(cp?.extIPs).toHaveLength(1);
    expect(cp?.endpoints).toMatchObject([{ name: 'SSH', privatePort: 22 }]);
    expect(sqldb?.version).toBe('16.1');
    expect(shown.env.contexts).toMatchObject([{ context: 'shop' }]);
    expect(await text('/opt/tomcat/webapps/shop.war')).toContain('shop.war');
    const variables = await ask('control/getcontainerenvvars', { nodeId: cp?.id ?? 0 });
    expect(variables.object).toMatchObject({ MODE: 'blue' });
    expect(JSON.stringify(await ask('binder/getextdomains'))).toContain('shop.example.com');
    expect((await ask('trigger/gettriggers')).array).toMatchObject([{ name: 'busy' }]);
  });

  it('takes the sum of what its actions take where the clock runs', async () => {
    await mock.control.clock.change({ mode: 'running' });
    const begun = await now();
    const simple = [{ sleep: 60_000 }, { 'restartNodes [cp]': null }, { 'env.control.StopEnv': {} }];
    await install({ ...MANIFEST, onInstall: simple }, { envName: NAME });
    const took = (await now()) - begun;
    // made of two nodes, slept, restarted one, stopped two
    const sum = (40 + 2 * 10 + 60 + 10 + 5 + 2 * 3) * 1000;
    expect(took).toBeGreaterThanOrEqual(sum);
    expect(took).toBeLessThan(sum + 30_000);
  });

  it('that is an add-on of a layer is shown by its nodes until it goes', async () => {
    await asks('environment/control/createenvironment', {
      env: { shortdomain: NAME },
      nodes: [{ nodeType: 'tomcat' }],
    });
    const addon = { type: 'update', id: 'my-addon', name: 'Mine', onInstall: { log: 'x' } };
    const { uniqueName = '' } = await install(addon, { envName: NAME, nodeGroup: 'cp' });
    expect((await info()).nodes[0]?.addons).toEqual([{ appTemplateId: 'my-addon', uniqueName }]);
    await asks('marketplace/jps/uninstall', { appUniqueName: uniqueName });
    expect((await info()).nodes[0]?.addons).toEqual([]);
  });
});
