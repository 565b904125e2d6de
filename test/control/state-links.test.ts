import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtIn, createMockServer, type MockServer } from '../../mock-server/index.js';
import acme from '../vendors/acme/index.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen', vendors: [...builtIn, acme] });
  await fetch(`${mock.url}/acme/v2/boxes`, {
    method: 'POST',
    headers: { 'x-acme-token': 'acme-test-token', 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'web', size: 'small' }),
  });
});
afterAll(() => mock.close());

/** Links of a resource, `$.ownerId -> user`. */
async function linksOf(vendor: string, resource: string): Promise<string[]> {
  const { links } = await mock.control.state.show(vendor, resource, { limit: 1000 });
  return links.map(({ at, resource: to }) => `${at} -> ${to}`);
}

describe('links', () => {
  it.each([
    ['virtfusion', 'server', ['$.ownerId -> user', '$.packageId -> package', '$.hypervisorId -> hypervisor']],
    [
      'virtfusion',
      'server',
      ['$.sshKeys[*] -> sshKey', '$.primary.rulesets[*] -> ruleset', '$.packId -> resourcePack'],
    ],
    ['virtfusion', 'hypervisor', ['$.groupId -> hypervisorGroup']],
    ['virtfusion', 'template', ['$.groupId -> templateGroup']],
    ['virtfusion', 'address', ['$.blockId -> ipBlock', '$.serverId -> server']],
    ['virtfusion', 'backup', ['$.planId -> backupPlan']],
    ['virtfusion', 'usage', ['$.subject -> server', '$.terms.userId -> user', '$.terms.packageId -> package']],
    ['infrahub', 'virtualMachine', ['$.environment -> environment', '$.volumes[*] -> volume', '$.org -> organization']],
    ['infrahub', 'volume', ['$.attachments[*].machine -> virtualMachine']],
    ['infrahub', 'cluster', ['$.nodes[*].machine -> virtualMachine', '$.groups[*].firewalls[*] -> firewall']],
    ['infrahub', 'deployment', ['$.template -> template', '$.machines[*] -> virtualMachine']],
    ['infrahub', 'bill', ['$.resource -> virtualMachine', '$.resource -> volume']],
    ['infrahub', 'charges', ['$.subject -> bill']],
    ['virtuozzo', 'application', ['$.owner -> user']],
    ['virtuozzo', 'container', ['$.appid -> application']],
    ['virtuozzo', 'mount', ['$.source.appid -> application']],
    ['virtuozzo', 'triggerLog', ['$.trigger -> trigger']],
    ['virtuozzo', 'charged', ['$.subject -> application']],
    ['acme', 'charges', ['$.subject -> box']],
  ])('of %s lead from %s to %j', async (vendor, resource, wanted) => {
    expect(await linksOf(vendor, resource)).toEqual(expect.arrayContaining(wanted));
  });

  it('lead where a kind beside the id says', async () => {
    const { links, records } = await mock.control.state.show('infrahub', 'bill', { limit: 1000 });
    const to = new Map(
      links.flatMap(({ at, when, resource }) => (at === '$.resource' ? [[when?.value, resource]] : [])),
    );
    expect([to.get('vm'), to.get('volume'), to.get('bucket')]).toEqual(['virtualMachine', 'volume', 'bucket']);
    const machine = links.find(({ when }) => when?.value === 'vm');
    for (const { kind, resource } of records.filter(one => `${one.resource}` in (machine?.found ?? {})))
      expect([kind, resource]).toEqual([expect.any(String), expect.any(Number)]);
  });

  it('tell the names of what they lead to, and nothing of what is not there', async () => {
    const { links, records } = await mock.control.state.show('virtfusion', 'server', { limit: 1000 });
    const { records: users } = await mock.control.state.show('virtfusion', 'user');
    const owner = links.find(({ at }) => at === '$.ownerId');
    for (const { ownerId } of records) {
      const user = users.find(({ id }) => id === ownerId);
      expect(owner?.found[`${ownerId}`]).toEqual({ key: `${ownerId}`, name: user?.name });
    }
    // A number of a limit is no id, though it bears the name of a resource.
    expect(await linksOf('virtfusion', 'resourcePack')).toEqual(['$.profileId -> packProfile', '$.userId -> user']);
  });

  it('stand beside the instants', async () => {
    const { times } = await mock.control.state.show('virtfusion', 'server', { limit: 1000 });
    expect(times).toEqual(expect.arrayContaining(['$.created', '$.built', '$.disks[*].created']));
    expect((await mock.control.state.show('acme', 'boxes')).times).toEqual(['$.madeAt']);
    expect((await mock.control.state.show('virtfusion', 'currency')).times).toEqual([]);
  });

  it('are declared by names that records have, or calls', async () => {
    for (const vendor of builtIn) {
      const { contract, createCloud, issue } = await vendor.load();
      const cloud = createCloud({ seed: 1, start: Date.UTC(2026, 0), issued: [...issue('links', 1)], settings: {} });
      const texts = JSON.stringify(contract.routes) + JSON.stringify(contract.playbook ?? {});
      for (const [resource, part] of cloud.parts)
        for (const { name } of part.calledAs ?? []) {
          const [of = '', member] = name.split(/\.(?=[^.]+$)/);
          const names = member === undefined ? [name] : [member];
          const schemas = [...cloud.parts]
            .filter(([one]) => member === undefined || one === of.split('.')[0])
            .map(([, one]) => one.schema?.());
          const known = (await Promise.all(schemas)).flatMap(schema => keysIn(schema));
          for (const one of names)
            expect(known.includes(one) || texts.includes(one), `${contract.vendor} ${resource}: ${name}`).toBe(true);
        }
    }
  });
});

/** Names of all members that a schema has, at any depth. */
function keysIn(schema: unknown, depth = 0): string[] {
  const def: unknown = Reflect.get(Object(Reflect.get(Object(schema), '_zod')), 'def');
  if (def === undefined || depth > 8) return [];
  const shape: unknown = Reflect.get(Object(def), 'shape');
  const inner = ['innerType', 'element', 'in', 'out', 'valueType'].map(name => Reflect.get(Object(def), name));
  const own = Object.entries(Object(shape)).flatMap(([name, one]) => [name, ...keysIn(one, depth + 1)]);
  return [...own, ...inner.flatMap(one => keysIn(one, depth + 1))];
}
