import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadContract } from '../../../contracts/core/define-contract.js';
import { virtfusion } from '../../../contracts/vendors/virtfusion/index.js';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { type Customer, customerOf } from './customer.js';

const SEQUENCES = 200;
/** A snapshot holds all three clouds and is slow beside the calls: only so many are taken. */
const SNAPSHOT_EACH = 8;

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: '2025-01-01T00:00:00Z', selfCheck: 'all' });
});
afterAll(async () => {
  await mock.close();
});

/** Values that hit something now and then, by the name they go under. */
const pools: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  serverId: fc.constantFrom(1, 1, 2, 3, 99),
  userId: fc.constantFrom(1, 2, 3, 99),
  newOwnerId: fc.constantFrom(1, 2, 3, 99),
  extRelationId: fc.constantFrom(1, 1, 2, 99),
  packageId: fc.constantFrom(1, 2, 3, 4, 5, 6, 99),
  serverPackageId: fc.constantFrom(1, 4, 99),
  hypervisorId: fc.constantFrom(1, 1, 2, 3, 99),
  hypervisorGroupId: fc.constantFrom(1, 2, 99),
  blockId: fc.constantFrom(1, 2, 3, 5),
  planId: fc.constantFrom(0, 1, 2, 9),
  packId: fc.constantFrom(1, 1, 2, 3, 9),
  profileId: fc.constantFrom(1, 2, 4, 9),
  creditId: fc.constantFrom(1, 2, 9),
  queueId: fc.constantFrom(1, 2, 3, 9),
  keyId: fc.constantFrom(1, 2, 9),
  interface: fc.constantFrom('primary', 'primary', 'secondary'),
  operatingSystemId: fc.constantFrom(1, 1, 4, 5, 8, 99),
  name: fc.constantFrom('Jon Doe', 'web', 'mail', 'x'.repeat(300)),
  email: fc.constantFrom('jon@doe.com', 'jane@roe.com', 'ann@lee.co', 'nobody'),
  relStr: fc.constantFrom('true', 'false', '1'),
  delay: fc.constantFrom(0, 1, 5, 60, 50_000),
  memory: fc.constantFrom(512, 4096, 258_000, -1),
  cores: fc.constantFrom(1, 4, 189, 190),
  storage: fc.constantFrom(10, 100, 6950),
  storageProfile: fc.constantFrom(0, 1, 2, 7),
  quantity: fc.constantFrom(1, 2, 130, 300),
  ip: fc.constantFrom(['198.51.100.10'], ['198.51.100.11', '198.51.100.60'], ['10.64.0.11'], '10.0.0.10', ['::1']),
  cidr: fc.constantFrom(8, 32, 64, 200),
  month: fc.constantFrom(1, 2, 25, 26),
  tokens: fc.constantFrom(100, -5, 0.0001, '7.5', 'x'),
  action: fc.constantFrom('enable', 'disable'),
  selfService: fc.constantFrom(0, 1, 2, 3, 4),
  range: fc.constantFrom('d', 'w', '2w', '3w', 'm', 'y'),
  'period[]': fc.constantFrom('2025-01-01', '2025-01-31', '2024-02-29', '2025-02-30'),
  results: fc.constantFrom(1, 2, 200, 500, 0),
  page: fc.constantFrom(1, 2, 50, -3),
  start: fc.constantFrom('198.51.100.100', '192.168.7.1', '192.168.7.30'),
  end: fc.constantFrom('192.168.7.20', '192.168.7.60'),
  rulesets: fc.constantFrom([], [1, 5], [1, 2, 3], [99]),
  dryRun: fc.constantFrom('true', 'false', 'false'),
  remoteState: fc.constantFrom('true', 'false'),
  withServers: fc.constantFrom('true', 'false'),
};

interface Call {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}
type Fault = Parameters<typeof mock.control.faults.add>[0];
type Step = Call | { readonly by: string } | { readonly fault: Fault };

/** Members of an example, most of them as they are, some from the pools, some left out. */
const members = (example: object): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(
      Object.entries(example).map(([name, value]): [string, fc.Arbitrary<unknown>] => [
        name,
        pools[name] === undefined || typeof value === 'boolean'
          ? fc.oneof({ weight: 6, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constant(undefined) })
          : fc.oneof({ weight: 1, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: pools[name] }),
      ]),
    ),
  );

const all = (await loadContract(virtfusion)).entries;
const given: Readonly<Record<string, { params?: object; query?: object; body?: unknown }>> = Object.fromEntries(
  all.map(({ id, operation }) => [id, operation.example ?? {}]),
);

/** Calls that move what the inventory counts come more often, mere reads less. */
const moving =
  /^servers\.(create|build|remove|changePackage)|^serverSettings\.(memory|cpuCores)|Ipv4|removeServers|^power/;
const often = all.flatMap(entry => {
  const times = moving.test(entry.id) ? 10 : entry.operation.effect === 'read' ? 1 : 2;
  return Array.from({ length: times }, () => entry);
});

/** Any operation with input near its example. */
const anyCall: fc.Arbitrary<Call> = fc.constantFrom(...often).chain(({ id, operation: { method, path } }) => {
  const { params = {}, query = {}, body } = given[id] ?? {};
  return fc
    .record({
      params: members(params),
      query: fc.oneof(fc.constant({}), members(query)),
      body:
        body === undefined
          ? fc.constantFrom(undefined, [])
          : fc.oneof(
              { weight: 9, arbitrary: members(Object(body)) },
              { weight: 1, arbitrary: fc.constantFrom([], undefined, 7) },
            ),
    })
    .map(input => {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input.params[name])));
      const search = Object.entries(input.query)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
        .join('&');
      return {
        id,
        method,
        path: `${filled}${search && `?${search}`}`,
        body: method === 'GET' ? undefined : input.body,
      };
    });
});

/** Work that fails, at its end or before. */
const anyFault = fc
  .constantFrom<Omit<Fault, 'failure'>>(
    { operation: 'virtfusion/*' },
    { operation: 'virtfusion/*', after: 'PT1S' },
    { operation: 'virtfusion/power.*', after: 'PT1H' },
    { operation: 'virtfusion/servers.build', step: 'server.disk.create.os' },
    { operation: 'virtfusion/servers.build', step: 'server.get.status', times: 2 },
  )
  .map((rule): Step => ({ fault: { failure: 'taskFails', times: 1, ...rule } }));

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: anyCall },
  { weight: 1, arbitrary: anyFault },
  { weight: 2, arbitrary: fc.constantFrom('PT1S', 'PT23S', 'PT1M', 'PT5M', 'PT7H', 'P33D').map(by => ({ by })) },
);

/** Two users, three servers: something for the calls to meet. */
async function beginWith(panel: Customer): Promise<void> {
  const user = { name: 'Jon Doe', selfServiceHourlyCredit: false };
  await panel.done(201, 'POST', '/users', { ...user, email: 'jon@doe.com', extRelationId: 1, selfService: 3 });
  await panel.done(201, 'POST', '/users', {
    ...user,
    email: 'jane@roe.com',
    extRelationId: 2,
    selfService: 0,
    relStr: '1',
  });
  await panel.done(201, 'POST', '/selfService/resourcePack/byUserExtRelationId/1', { packId: 1 });
  for (const [userId, packageId] of [
    [2, 1],
    [2, 4],
    [3, 2],
  ])
    await panel.done(201, 'POST', '/servers', { userId, packageId, hypervisorId: 1 });
  await panel.done(200, 'POST', '/servers/1/build', { operatingSystemId: 1, name: 'web', ipv6: true });
}

interface Server {
  readonly id: number;
  readonly ownerId: number;
  readonly hypervisorId: number;
  readonly settings: { readonly resources: { readonly memory: number; readonly cpuCores: number } };
  readonly storage: readonly { readonly capacity: number; readonly local: boolean }[];
  readonly network: Readonly<
    Record<'interfaces' | 'secondaryInterfaces', readonly { readonly ipv4: readonly { address: string }[] }[]>
  >;
  readonly tasks: { readonly active: boolean };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What must be true of the inventory at any time. */
async function holdInventory(panel: Customer): Promise<void> {
  const rows = (await panel.done(200, 'GET', '/servers?results=200')).data;
  const servers: Server[] = [];
  for (const { id } of rows) servers.push(await panel.read(`/servers/${id}`));

  const addresses = servers.flatMap(({ network }) =>
    [...network.interfaces, ...network.secondaryInterfaces].flatMap(({ ipv4 }) => ipv4.map(({ address }) => address)),
  );
  expect(new Set(addresses).size, 'an address is given once').toBe(addresses.length);
  const { data: blocks } = await panel.done(200, 'GET', '/connectivity/ipblocks');
  expect(sum(blocks.map(({ ipv4 }: { ipv4: { usedTotal: number } }) => ipv4.usedTotal))).toBe(addresses.length);

  for (const group of [1, 2]) {
    const { data } = await panel.done(200, 'GET', `/compute/hypervisors/groups/${group}/resources`);
    for (const { hypervisor, resources } of data) {
      const own = servers.filter(({ hypervisorId }) => hypervisorId === hypervisor.id);
      const disks = own.flatMap(({ storage }) => storage);
      const storage = (local: boolean) =>
        sum(disks.filter(disk => disk.local === local).map(({ capacity }) => capacity));
      expect({
        servers: resources.servers.allocated,
        memory: resources.memory.allocated,
        cores: resources.cpuCores.allocated,
        local: resources.localStorage.allocated,
        other: sum(resources.otherStorage.map(({ allocated }: { allocated: number }) => allocated)),
      }).toEqual({
        servers: own.length,
        memory: sum(own.map(({ settings }) => settings.resources.memory)),
        cores: sum(own.map(({ settings }) => settings.resources.cpuCores)),
        local: storage(true),
        other: storage(false),
      });
      expect(resources.memory.free).toBeGreaterThanOrEqual(0);
      expect(resources.cpuCores.free).toBeGreaterThanOrEqual(0);
    }
  }

  for (const pack of [1, 2, 3]) {
    const { status, body } = await panel.send('GET', `/selfService/resourcePack/${pack}?withServers=true`);
    if (status !== 200) continue;
    const own = servers.filter(({ id }) => body.data.servers.some((server: { id: number }) => server.id === id));
    expect(body.data.servers).toHaveLength(own.length);
    expect(body.data.used).toMatchObject({
      servers: own.length,
      memory: sum(own.map(({ settings }) => settings.resources.memory)),
    });
    for (const { f, l } of Object.values<{ f: number; l: boolean }>(body.data.usage))
      if (l) expect(f, 'a pack is never overdrawn').toBeGreaterThanOrEqual(0);
  }
  for (const owner of new Set(servers.map(({ ownerId }) => ownerId)))
    expect((await panel.read(`/servers/user/${owner}`)).map(({ id }: { id: number }) => id)).toEqual(
      servers.filter(({ ownerId }) => ownerId === owner).map(({ id }) => id),
    );
}

/** Everything that was queued has ended, and no server waits for work that nobody does. */
async function holdQueue(panel: Customer, world: string): Promise<void> {
  await mock.control.clock.advance({ by: 'PT2M' }, world);
  for (let id = 1; ; id++) {
    const { status, body } = await panel.send('GET', `/queue/${id}`);
    if (status === 404) break;
    const { progress, finished, failed } = body.data;
    expect([finished, failed || progress]).toEqual([expect.any(String), failed || 100]);
  }
  const rows = (await panel.done(200, 'GET', '/servers?results=200')).data;
  for (const { id } of rows) expect((await panel.read(`/servers/${id}`)).tasks.active).toBe(false);
}

/** What came about can be kept and taken again, also in the middle of its work. */
async function holdSnapshot(world: string): Promise<void> {
  const url = `${mock.url}/__admin/worlds/${world}/snapshot`;
  const kept = await (await fetch(url)).text();
  const taken = await fetch(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: kept });
  expect(taken.status, await taken.text()).toBe(200);
  expect(await (await fetch(url)).text()).toBe(kept);
}

it('whatever is called in whatever order: no 500, answers by the contract, an inventory that adds up', async () => {
  let sequence = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 30 }), async steps => {
      const world = `any-${sequence++}`;
      await mock.control.worlds.create({ name: world, seed: 'empty', clock: 'frozen', now: '2025-01-31T10:00:00Z' });
      const { credentials } = await mock.control.worlds.show(world);
      const panel = customerOf(mock, { token: credentials.virtfusion?.token, world });
      await beginWith(panel);
      for (const step of steps) {
        if ('by' in step) {
          await mock.control.clock.advance({ by: step.by }, world);
          continue;
        }
        if ('fault' in step) {
          await mock.control.faults.add(step.fault, world);
          continue;
        }
        const { status, text } = await panel.send(step.method, step.path, step.body);
        expect(status, `${step.method} ${step.path} ${JSON.stringify(step.body)} ${text}`).toBeLessThan(500);
      }
      if (sequence % SNAPSHOT_EACH === 0) await holdSnapshot(world);
      await holdInventory(panel);
      await holdQueue(panel, world);
      expect(mock.findings).toEqual([]);
      await mock.control.worlds.remove(world);
    }),
    { numRuns: SEQUENCES },
  );
}, 120_000);
