import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { customerOf } from './customer.js';

const printedText = (id: string): string =>
  readFileSync(new URL(`../../../fixtures/virtfusion/documented/${id}.json`, import.meta.url), 'utf8').trimEnd();

/** What the vendor's pages shorten, and the host they were taken from, are alike on both sides. */
const comparable = (text: string, url = ''): unknown =>
  JSON.parse(url === '' ? text : text.replaceAll(url, 'https://cp.domain.com'), (key, value: unknown) =>
    ['encryptedPassword', 'encryptedToken', 'screen', 'password'].includes(key) ? '(secret)' : value,
  );

const printed = (id: string) => comparable(printedText(id));

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'documented', selfCheck: 'all' });
});
afterAll(async () => {
  expect(mock.findings).toEqual([]);
  await mock.close();
});

/** The panel as it was at another moment of the same story. */
async function at(now: string, act: (customer: ReturnType<typeof customerOf>, url: string) => Promise<void>) {
  const earlier = await createMockServer({ seed: 'documented', now, clock: 'frozen', selfCheck: 'all' });
  await act(customerOf(earlier), earlier.url);
  expect(earlier.findings).toEqual([]);
  await earlier.close();
}

describe('in the lived world the vendor’s printed page comes out', () => {
  it('of usage, to the byte', async () => {
    const path = '/selfService/usage/byUserExtRelationId/1?period[]=2025-01-01&range=m';
    const { status, text } = await customerOf(mock).send('GET', path);
    expect(status).toBe(200);
    expect(text).toBe(printedText('usage.show'));
  });

  it.each([
    ['connection.test', '/connect'],
    ['usage.report', '/selfService/report/byUserExtRelationId/1'],
    ['usage.hourlyStats', '/selfService/hourlyStats/byUserExtRelationId/1'],
    ['users.show', '/users/1/byExtRelation'],
    ['selfService.currencies', '/selfService/currencies'],
    ['resourcePacks.show', '/selfService/resourcePack/18'],
    ['packages.list', '/packages'],
    ['packages.show', '/packages/1'],
    ['hypervisorGroups.show', '/compute/hypervisors/groups/1'],
    ['media.iso', '/media/iso/1'],
    ['firewall.show', '/servers/69/firewall/primary'],
    ['ipBlocks.show', '/connectivity/ipblocks/1'],
  ])('of %s, to the byte', async (id, path) => {
    const { status, text } = await customerOf(mock).send('GET', path);
    expect(status).toBe(200);
    expect(text).toBe(printedText(id));
  });

  it.each([
    ['hypervisorGroups.list', '/compute/hypervisors/groups?results=20'],
    ['hypervisors.show', '/compute/hypervisors/1'],
    ['dns.show', '/dns/services/4'],
    ['vnc.show', '/servers/69/vnc'],
  ])('of %s, but for what is secret or shortened', async (id, path) => {
    const { text } = await customerOf(mock).send('GET', path);
    expect(comparable(text, mock.url)).toEqual(printed(id));
    expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(JSON.parse(printedText(id))));
  });

  it('of the created server, with the resources of its hypervisor', async () => {
    const { text } = await customerOf(mock).send('GET', '/servers/70');
    const { data } = JSON.parse(printedText('servers.create'));
    expect(comparable(text)).toEqual(comparable(JSON.stringify({ data: { ...data, remoteState: false } })));
    expect(Object.keys(JSON.parse(text).data)).toEqual([...Object.keys(data), 'remoteState']);
  });

  it('of the servers of a user: one whose build failed; its addresses are the next free ones', async () => {
    const { text } = await customerOf(mock).send('GET', '/servers/user/3');
    const anywhere = (json: string) => json.replaceAll(/"address":"[\d.]+"/g, '"address":"(any)"');
    expect(comparable(anywhere(text))).toEqual(comparable(anywhere(printedText('servers.listOfUser'))));
    expect(await customerOf(mock).read('/servers/9')).toMatchObject({ state: 'failed', commissionStatus: 2 });
    expect(await customerOf(mock).read('/queue/162')).toMatchObject({
      serverId: 9,
      action: 'build_server',
      finished: '2025-01-20T14:13:50+00:00',
      failed: true,
      errors: { exception: { message: 'The task failed' } },
    });
    await at('2025-01-20T14:13:40Z', async customer => {
      expect(await customer.read('/queue/162')).toMatchObject({ finished: null, failed: false, progress: 56 });
      expect(await customer.read('/servers/9')).toMatchObject({ state: 'building', commissionStatus: 1 });
    });
  });

  it('of the list: the server whose build failed, with the names the list has for its members', async () => {
    await at('2025-01-20T14:15:00Z', async customer => {
      const { data } = await customer.done(200, 'GET', '/servers');
      const { data: shown } = JSON.parse(printedText('servers.list'));
      const ninth = ({ id }: { id: number }) => id === 9;
      expect(JSON.stringify(data.find(ninth))).toBe(JSON.stringify(shown.find(ninth)));
    });
  });

  it('of the queue item of its build, as far as it is shown', async () => {
    const whole = await customerOf(mock).read('/queue/158');
    const { data } = JSON.parse(printedText('queue.show'));
    expect({ ...whole, primaryActions: whole.primaryActions.slice(0, data.primaryActions.length) }).toEqual(data);
    expect(whole.primaryActions).toHaveLength(11);
  });

  it('of the traffic blocks', async () => {
    const blocks = await customerOf(mock).read('/servers/70/traffic/blocks');
    const { data } = JSON.parse(printedText('traffic.listBlocks'));
    expect({ ...blocks, available: { ...blocks.available, months: data.available.months } }).toEqual(data);
    expect(blocks.available.months).toMatchObject(data.available.months);
    expect(Object.keys(blocks.available.months)).toEqual(Array.from({ length: 25 }, (_, index) => `${index + 1}`));
  });

  it.each([
    ['media.packageTemplates', '/media/templates/fromServerPackageSpec/1'],
    ['servers.templates', '/servers/69/templates'],
  ])('of %s, two templates a group', async (id, path) => {
    const groups = await customerOf(mock).read(path);
    const shown = groups.map((group: { templates: unknown[] }) => ({
      ...group,
      templates: group.templates.slice(0, 2),
    }));
    expect({ data: shown }).toEqual(printed(id));
  });

  it('of a package change: what was not updated', async () => {
    await at('2025-01-20T14:00:00Z', async customer => {
      const body = {
        backupPlan: true,
        cpu: true,
        memory: true,
        primaryDiskReadIOPS: false,
        primaryDiskReadThroughput: false,
        primaryDiskSize: true,
        primaryDiskWriteIOPS: true,
        primaryDiskWriteThroughput: true,
        primaryNetworkInboundSpeed: true,
        primaryNetworkOutboundSpeed: true,
        primaryNetworkTraffic: true,
      };
      expect(await customer.done(200, 'PUT', '/servers/9/package/1', body)).toEqual(printed('servers.changePackage'));
    });
  });

  it('of a new SSH key, of a new user and of his change', async () => {
    const key = { userId: 1, name: 'Key 1', publicKey: 'ssh-rsa AAAAB3NzaC1yc2E...example' };
    await at('2025-01-20T12:16:22Z', async customer => {
      expect(await customer.done(200, 'GET', '/ssh_keys/user/1')).toEqual(printed('sshKeys.listOfUser'));
    });
    await at('2025-01-20T12:41:27Z', async customer => {
      const { data } = JSON.parse(printedText('users.create'));
      const made = await customer.done(201, 'POST', '/users', {
        name: 'Jon Doe',
        email: 'jon@doe.com',
        extRelationId: 1,
      });
      expect(made.data).toMatchObject({ id: data.id, extRelationId: 1, name: 'Jon Doe', timezone: 'Europe/London' });
      expect(Object.keys(made.data)).toEqual(Object.keys(data));
      expect(made.data.password).toHaveLength(data.password.length);
      expect(Object.keys((await customer.done(201, 'POST', '/ssh_keys', key)).data)).toEqual(
        Object.keys(JSON.parse(printedText('sshKeys.add')).data),
      );
    });
    await at('2025-01-20T12:59:00Z', async customer => {
      const change = { name: 'jon Doe', email: 'jon@doe.com', selfService: 3, enabled: true };
      expect(await customer.done(201, 'PUT', '/users/1/byExtRelation', change)).toEqual(printed('users.modify'));
    });
  });

  it('of a build: the only answer with the password', async () => {
    await at('2025-01-20T13:30:00Z', async customer => {
      const body = { operatingSystemId: 1, name: 'server 1', hostname: 'server1.domain.com', sshKeys: [1, 2, 3, 4] };
      const { data } = await customer.done(200, 'POST', '/servers/9/build', body);
      const { data: shown } = JSON.parse(printedText('servers.build'));
      expect(Object.keys(data)).toEqual(Object.keys(shown));
      expect(Object.keys(data.settings)).toEqual(Object.keys(shown.settings));
      for (const key of [
        'id',
        'ownerId',
        'name',
        'hostname',
        'commissionStatus',
        'state',
        'configLevel',
        'built',
        'uuid',
      ])
        expect(data[key], key).toEqual(shown[key]);
      for (const key of ['owner', 'sshKeys', 'tasks', 'traffic', 'media', 'backupPlan'])
        expect(data[key], key).toEqual(shown[key]);
      expect(data.settings.config).toEqual(shown.settings.config);
      expect(data.settings.resources).toEqual(shown.settings.resources);
      expect(data.network.interfaces[0].ipWhitelist).toEqual(shown.network.interfaces[0].ipWhitelist);
      expect(data.settings.decryptedPassword).toHaveLength(20);
    });
  });

  it('of what a hypervisor has left, before the last server came', async () => {
    await at('2025-01-20T14:00:46Z', async customer => {
      const { data } = await customer.done(200, 'GET', '/compute/hypervisors/groups/1/resources');
      const { data: shown } = JSON.parse(printedText('hypervisorGroups.resources'));
      expect(data.at(-1)).toEqual(shown.at(-1));
    });
  });
});
