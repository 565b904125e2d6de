import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, VirtuozzoCaller } from './caller.js';

const DONE = { result: 0 };
const invalid = (name: string) => ({ result: 3, error: `invalid parameter [${name}]` });
const missing = (what: string, name: string | number) => ({ result: 5, error: `${what} [${name}] not exist` });
const SSH = {
  direction: 'INPUT',
  name: 'rsync',
  protocol: 'ALL',
  ports: '7755',
  src: 'ALL',
  priority: 1080,
  action: 'ALLOW',
};

interface Rule {
  readonly id: number;
  readonly name: string;
  readonly ports: string;
  readonly priority: number;
  readonly action: string;
  readonly isEnabled: boolean;
  readonly softNodeGroup?: string;
}

/** What the calls about rules answer, as far as the tests look at it. */
interface Rules {
  readonly result: number;
  readonly error?: string;
  readonly object?: Rule;
  readonly rules?: readonly Rule[];
  readonly env?: { readonly isFirewallEnabled: boolean };
}

describe('the firewall of the Virtuozzo platform', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  const security = async (verb: string, input: Input = {}, by = caller): Promise<Rules> =>
    JSON.parse(JSON.stringify(await by.call(`environment/security/${verb}`, { envName: 'env-one', ...input })));
  const rulesOf = async (nodeGroup: string, direction = 'INPUT', envName = 'env-one') =>
    (await security('getrules', { envName, nodeGroup, direction })).rules ?? [];
  const namesOf = async (nodeGroup: string, direction = 'INPUT', envName = 'env-one') =>
    (await rulesOf(nodeGroup, direction, envName)).map(({ name }) => name);
  const start = () =>
    caller.create(
      { shortdomain: 'env-one' },
      { nodeType: 'nodejs' },
      { nodeType: 'mysql' },
      { nodeType: 'ubuntu-vps' },
    );

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  it('has rules of the layer between those of the platform', async () => {
    await start();
    expect(await namesOf('cp')).toEqual(['Allow Platform Infrastructure', 'SSH', 'HTTP', 'HTTPS', 'Deny All']);
    expect(await namesOf('sqldb', 'IN')).toEqual(['Allow Platform Infrastructure', 'SSH', 'MySQL', 'Deny All']);
    expect(await namesOf('vps', '0')).toEqual(['Allow Platform Infrastructure', 'SSH', 'Deny All']);
    const { rules } = await security('getrules', { nodeGroup: 'cp', direction: 'OUTPUT' });
    expect(rules).toEqual([
      {
        id: 0,
        name: 'Allow Platform Infrastructure',
        direction: 'OUTPUT',
        protocol: 'ALL',
        ports: '',
        src: '',
        dst: 'ALL',
        priority: 1,
        action: 'ALLOW',
        isEnabled: true,
        type: 'CUSTOM',
        isInfra: true,
        softNodeGroup: 'cp',
      },
    ]);
    const all = (await security('getrules')).rules ?? [];
    expect(all.map(({ softNodeGroup }) => softNodeGroup)).toEqual([
      ...Array.from({ length: 6 }, () => 'cp'),
      ...Array.from({ length: 5 }, () => 'sqldb'),
      ...Array.from({ length: 4 }, () => 'vps'),
    ]);
    const own = all.map(({ id }) => id).filter(id => id !== 0);
    expect(new Set(own).size).toBe(own.length);
  });

  it('takes rules, shows them by their priority, changes and removes them', async () => {
    await start();
    const { object } = await security('addrule', { rule: SSH, nodeGroup: 'cp' });
    expect(object).toEqual({
      id: 1_000_000_001,
      ...SSH,
      dst: '',
      isEnabled: true,
      type: 'CUSTOM',
      softNodeGroup: 'cp',
    });
    const rules = [
      { ...SSH, name: 'first', priority: '500', ports: 8080 },
      { name: 'out', direction: 'OUT', dst: '10.0.0.0/24,2001:db8::/64', action: 'DENY', ports: null },
    ];
    expect((await security('addrules', { rules, nodeGroup: 'cp' })).rules?.map(({ name }) => name)).toEqual([
      'first',
      'out',
    ]);
    expect(await namesOf('cp')).toEqual([
      'Allow Platform Infrastructure',
      'first',
      'SSH',
      'HTTP',
      'HTTPS',
      'rsync',
      'Deny All',
    ]);
    expect(await namesOf('cp', 'OUTPUT')).toEqual(['Allow Platform Infrastructure', 'out']);
    // as a public script closes the port that a layer came with
    const http = (await rulesOf('cp')).find(({ ports }) => ports === '80');
    const denied = await security('editrule', { rule: { ...http, name: 'Deny HTTP', action: 'DENY' } });
    expect(denied.object).toEqual({ ...http, name: 'Deny HTTP', action: 'DENY' });
    expect(await rulesOf('cp')).toContainEqual(denied.object);
    expect(await security('setruleenabled', { id: object?.id ?? 0, enabled: 'False' })).toEqual(DONE);
    expect((await rulesOf('cp')).find(({ name }) => name === 'rsync')?.isEnabled).toBe(false);
    expect(await security('removerule', { id: object?.id ?? 0 })).toEqual(DONE);
    const left = (await rulesOf('cp')).filter(({ id }) => id !== 0).map(({ id }) => id);
    expect(await security('removerules', { ids: [...left, 7] })).toEqual(missing('rule', 7));
    expect(await rulesOf('cp')).toHaveLength(left.length + 2);
    expect(await security('removerules', { ids: left })).toEqual(DONE);
    expect(await namesOf('cp')).toEqual(['Allow Platform Infrastructure', 'Deny All']);
    expect(await namesOf('sqldb')).toContain('MySQL');
  });

  it('has all rules of a layer replaced; those that are sent back with their ids keep them', async () => {
    await start();
    const [, ssh] = await rulesOf('cp');
    expect(await security('setrules', { rules: [ssh ?? {}, ssh ?? {}, SSH], nodeGroup: 'cp' })).toEqual(DONE);
    const rules = (await rulesOf('cp')).slice(1, -1);
    expect(rules.map(({ name }) => name)).toEqual(['SSH', 'SSH', 'rsync']);
    expect(rules.map(({ id }) => id)).toEqual([ssh?.id, 1_000_000_002, 1_000_000_003]);
    await security('setrules', { rules: [] });
    expect(await namesOf('cp')).toHaveLength(2);
  });

  it("lets in the nodes of an environment that is the caller's", async () => {
    await start();
    await caller.create({ shortdomain: 'env-two' }, { nodeType: 'nodejs' });
    const rule = {
      name: 'Internal',
      src: 'ENVIRONMENT NODES',
      ports: '3306',
      direction: 'INPUT',
      relatedEnvName: 'env-two',
    };
    expect((await security('addrule', { rule, nodeGroup: 'sqldb' })).object).toMatchObject({
      src: 'ENVIRONMENT NODES',
      relatedEnvName: 'env-two',
    });
    const of = (more: object) => security('addrule', { rule: { ...rule, ...more }, nodeGroup: 'sqldb' });
    expect(await of({ relatedEnvName: null, relatedNodeGroup: 'cp' })).toMatchObject({
      object: { relatedSoftNodeGroup: 'cp' },
    });
    expect(await of({ relatedEnvName: null })).toEqual(invalid('rule.relatedEnvName'));
    expect(await of({ relatedEnvName: 'env-none' })).toMatchObject({ result: 11 });
    expect(await of({ relatedSoftNodeGroup: 'sqldb' })).toEqual(missing('node group', 'sqldb'));
  });

  it('refuses what is no rule', async () => {
    await start();
    const wrong: readonly (readonly [object, string])[] = [
      [{ name: null }, 'rule.name'],
      [{ ports: '0' }, 'rule.ports'],
      [{ ports: '80,443' }, 'rule.ports'],
      [{ ports: '90-80' }, 'rule.ports'],
      [{ ports: '65536' }, 'rule.ports'],
      [{ src: '10.0.0.0/33' }, 'rule.src'],
      [{ src: 'somebody' }, 'rule.src'],
      [{ protocol: 'ICMP' }, 'rule.protocol'],
      [{ direction: 'UP' }, 'rule.direction'],
      [{ action: 'DROP' }, 'rule.action'],
      [{ priority: 1 }, 'rule.priority'],
      [{ priority: 65_535 }, 'rule.priority'],
    ];
    for (const [more, name] of wrong)
      expect(await security('addrule', { rule: { ...SSH, ...more } }), JSON.stringify(more)).toEqual(invalid(name));
    expect(await security('addrule', { rule: 'none' })).toEqual(invalid('rule'));
    expect(await security('addrules', { rules: [] })).toEqual(invalid('rules'));
    expect(await security('addrule', { rule: SSH, nodeGroup: 'bl' })).toEqual(missing('node group', 'bl'));
    expect(await security('editrule', { rule: { id: 0, action: 'DENY' } })).toEqual(missing('rule', 0));
    expect(await security('setruleenabled', { id: 7, enabled: true })).toEqual(missing('rule', 7));
    expect(await namesOf('cp')).toHaveLength(5);
  });

  it('is turned off and on, and shown so', async () => {
    await start();
    const isOn = async () =>
      JSON.parse(JSON.stringify(await caller.call('environment/control/getenvinfo', { envName: 'env-one' }))).env
        .isFirewallEnabled;
    expect(await isOn()).toBe(true);
    expect(await security('setfirewallenabled', { enabled: 'false' })).toEqual(DONE);
    expect(await isOn()).toBe(false);
    await security('addrule', { rule: SSH });
    expect(await isOn()).toBe(false);
    await security('setfirewallenabled', { enabled: true });
    expect(await isOn()).toBe(true);
  });

  it('goes with a clone, ends with its environment, and comes back from a snapshot', async () => {
    await start();
    await security('addrule', { rule: SSH, nodeGroup: 'cp' });
    await caller.call('environment/control/cloneenv', { srcEnvName: 'env-one', dstEnvName: 'env-two' });
    await security('setrules', { rules: [], nodeGroup: 'cp' });
    expect(await namesOf('cp', 'INPUT', 'env-two')).toContain('rsync');
    const taken = await mock.control.snapshot.save();
    await caller.call('environment/control/deleteenv', { envName: 'env-two' });
    expect(await security('getrules', { envName: 'env-two' })).toMatchObject({ result: 11 });
    await mock.control.snapshot.restore(taken);
    expect(await namesOf('cp', 'INPUT', 'env-two')).toContain('rsync');
    const spoilt = JSON.parse(JSON.stringify(taken).replaceAll('1000000001', '1000000009'));
    await expect(mock.control.snapshot.restore(spoilt)).rejects.toThrow(/is higher than the highest/);
  });

  it('of others is not there', async () => {
    await start();
    const stranger = new VirtuozzoCaller(mock.url, mock.credentials.others.virtuozzo?.otherTenant?.session ?? '');
    for (const [verb, input] of Object.entries({ getrules: {}, addrule: { rule: SSH }, removerule: { id: 1 } }))
      expect(await security(verb, input, stranger), verb).toMatchObject({ result: 11 });
  });
});

describe('an account without a firewall', () => {
  let caller: VirtuozzoCaller;
  platformForEach(
    own => {
      caller = own;
    },
    { quotas: { 'firewall.enabled': 0 } },
  );

  it('may not change rules', async () => {
    await caller.create({ shortdomain: 'env-one' }, { nodeType: 'nodejs' });
    const input = { envName: 'env-one', rule: SSH };
    expect(await caller.call('environment/security/addrule', input)).toMatchObject({ result: 2338 });
    expect(await caller.call('environment/security/getrules', { envName: 'env-one' })).toMatchObject({ result: 0 });
  });
});
