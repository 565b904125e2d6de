import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadContract } from '../../../contracts/core/define-contract.js';
import type { Schema } from '../../../contracts/core/operation.js';
import { virtfusion } from '../../../contracts/vendors/virtfusion/index.js';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { type Customer, customerOf } from './customer.js';

let mock: MockServer;
let panel: Customer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen', now: '2025-06-15T09:30:00Z', selfCheck: 'all' });
  panel = customerOf(mock);
});
afterAll(async () => {
  expect(mock.findings).toEqual([]);
  await mock.close();
});

/** A URL of each GET, with ids that there are in the shop. */
const urls: Readonly<Record<string, string>> = {
  'connection.test': '/connect',
  'hypervisors.list': '/compute/hypervisors?results=2',
  'hypervisors.show': '/compute/hypervisors/1',
  'hypervisorGroups.list': '/compute/hypervisors/groups',
  'hypervisorGroups.show': '/compute/hypervisors/groups/1',
  'hypervisorGroups.resources': '/compute/hypervisors/groups/1/resources',
  'servers.list': '/servers?type=simple&results=5&page=2',
  'servers.show': '/servers/{favourite}?remoteState=true',
  'servers.templates': '/servers/{favourite}/templates',
  'servers.listOfUser': '/servers/user/2',
  'vnc.show': '/servers/{favourite}/vnc',
  'firewall.show': '/servers/{favourite}/firewall/primary',
  'traffic.show': '/servers/{favourite}/traffic',
  'traffic.listBlocks': '/servers/{favourite}/traffic/blocks',
  'ipBlocks.list': '/connectivity/ipblocks',
  'ipBlocks.show': '/connectivity/ipblocks/1',
  'backups.list': '/backups/server/{favourite}',
  'dns.show': '/dns/services/1',
  'media.iso': '/media/iso/1',
  'media.packageTemplates': '/media/templates/fromServerPackageSpec/3',
  'packages.list': '/packages',
  'packages.show': '/packages/4',
  'queue.show': '/queue/1',
  'sshKeys.show': '/ssh_keys/1',
  'sshKeys.listOfUser': '/ssh_keys/user/2',
  'users.show': '/users/1/byExtRelation',
  'selfService.currencies': '/selfService/currencies',
  'resourcePacks.show': '/selfService/resourcePack/2?withServers=true',
  'usage.show': '/selfService/usage/byUserExtRelationId/1?period[]=2025-05-01&period[]=2025-06-01&range=m',
  'usage.hourlyStats': '/selfService/hourlyStats/byUserExtRelationId/1',
  'usage.report': '/selfService/report/byUserExtRelationId/1?period=1&currency=GBP',
};

interface Inner {
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly options?: readonly Schema[];
}

const innerOf = (schema: Schema): Inner => schema._zod.def as unknown as Inner;

/** Members of a schema that an answer does not show, as paths; an empty list shows none of its elements' members. */
function unseen(schema: Schema, values: readonly unknown[], path: string): string[] {
  const { shape, element, innerType, options } = innerOf(schema);
  if (innerType !== undefined) return unseen(innerType, values, path);
  if (options !== undefined) {
    const rich = options.find(option => innerOf(option).shape !== undefined);
    return rich === undefined ? [] : unseen(rich, values.filter(isObject), path);
  }
  if (element !== undefined)
    return unseen(
      element,
      values.flatMap(value => (Array.isArray(value) ? value : [])),
      `${path}[]`,
    );
  if (shape === undefined) return [];
  return Object.entries(shape).flatMap(([key, member]) => {
    const shown = values.filter(isObject).flatMap(value => (key in value ? [value[key]] : []));
    return shown.length === 0 ? [`${path}.${key}`] : unseen(member, shown, `${path}.${key}`);
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members that no GET of the shop can show, and why. */
const accountedFor: readonly RegExp[] = [
  /cloud\.init\.on\.all(pre|post)$/, // of a build's answer only
  /payload\.(disk|cores)$/, // the favourite waits for memory only
  /on\.sshkey\.user\.data\.runcmd$/, // nothing is run for keys on the vendor's printed page either
  /secondaryInterfaces\[\]\.(ipv6\[\]|ipWhitelist\[\])/, // second interfaces are private: they have neither
];

describe('every GET in the shop', async () => {
  const reads = (await loadContract(virtfusion)).entries.filter(({ operation }) => operation.method === 'GET');

  it('is tried here', () => {
    expect(Object.keys(urls).sort()).toEqual(reads.map(({ id }) => id).sort());
  });

  it.each(reads.map(({ id, operation }) => [id, operation] as const))(
    'has every documented member and none other: %s',
    async (id, operation) => {
      const { data: all } = (await panel.send('GET', '/servers?results=200')).body;
      const favourite = all.find(({ name }: { name: string }) => name === 'atlas').id;
      const { status, body } = await panel.send('GET', (urls[id] ?? '').replace('{favourite}', favourite));
      expect(status).toBe(200);
      const schema = operation.responses[200];
      if (schema === undefined) throw new Error('no response');
      const missing = unseen(schema, [body], '$');
      expect(missing.filter(path => !accountedFor.some(pattern => pattern.test(path)))).toEqual([]);
    },
  );
});

describe('the shop', () => {
  it('has months of history: tens of servers, some gone, one being built, one leaving, one suspended', async () => {
    const { data: rows, total } = await panel.done(200, 'GET', '/servers?results=200');
    expect(total).toBeGreaterThan(20);
    expect(Math.max(...rows.map(({ id }: { id: number }) => id))).toBeGreaterThan(total);
    const servers = await Promise.all(rows.map(({ id }: { id: number }) => panel.read(`/servers/${id}`)));
    const states = new Set(servers.map(({ state }) => state));
    expect(states).toEqual(new Set(['complete', 'building', 'allocated']));
    expect(servers.filter(({ suspended }) => suspended)).toHaveLength(1);
    expect(servers.filter(({ deleteLevel }) => deleteLevel === 1)).toHaveLength(1);
    expect(new Set(servers.map(({ owner }) => owner.name)).size).toBeGreaterThan(8);
  });

  it('shows usage of many months, and that of the last agrees with the report and the statistics', async () => {
    const months = ['2024-12-01', '2025-01-01', '2025-02-01', '2025-03-01', '2025-04-01', '2025-05-01'];
    const query = months.map(month => `period[]=${month}`).join('&');
    const usage = await panel.read(`/selfService/usage/byUserExtRelationId/1?${query}&range=m`);
    for (const period of usage.periods) expect(period.usageServersBillable.token).toBeGreaterThan(0);
    const stats = await panel.read('/selfService/hourlyStats/byUserExtRelationId/1?period[]=2025-05-01');
    const report = await panel.read('/selfService/report/byUserExtRelationId/1?period=1');
    const may = usage.periods.at(-1).usageServersBillable;
    expect(stats.monthlyTotal).toEqual({ hours: may.hours, tokens: may.token, value: (may.token / 100).toFixed(2) });
    expect(report.usage.monthlyTotal).toEqual(stats.monthlyTotal);
  });

  it('is another with another number, and the same with the same', async () => {
    const text = async (seed: string): Promise<string> => {
      const other = await createMockServer({ seed, clock: 'frozen', now: '2025-06-15T09:30:00Z', selfCheck: 'all' });
      const answer = await customerOf(other).send('GET', '/servers?results=200');
      await other.close();
      return JSON.stringify(answer.body.data);
    };
    const [first, again, seventh] = [await text('shop'), await text('shop:1'), await text('shop:7')];
    expect(again).toBe(first);
    expect(seventh).not.toBe(first);
  });

  it.each([2, 3, 5, 8, 13, 21, 34])('can be lived with any number: %i', async number => {
    for (const now of ['2024-02-29T23:59:59Z', '2026-01-01T00:00:00Z']) {
      const other = await createMockServer({ seed: `shop:${number}`, clock: 'frozen', now, selfCheck: 'all' });
      await customerOf(other).done(200, 'GET', '/servers');
      expect(other.findings).toEqual([]);
      await other.close();
    }
  });
});

it('the printed pages are of operations there are', async () => {
  const ids = (await loadContract(virtfusion)).entries.map(({ id }) => `${id}.json`);
  const files = readdirSync(new URL('../../../fixtures/virtfusion/documented/', import.meta.url));
  expect(files.filter(file => !ids.includes(file))).toEqual([]);
});
