import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, VirtuozzoCaller } from './caller.js';

const DONE = { result: 0 };
const missing = (what: string, name: string | number) => ({ result: 5, error: `${what} [${name}] not exist` });
const busy = (what: string, name: string | number) => ({
  result: 1,
  source: 'JEL',
  error: `${what} [${name}] is busy`,
});
const DB = { name: 'PrimaryDB', privatePort: 3306, protocol: 'tcp' };

interface Endpoint {
  readonly id: number;
  readonly name: string;
  readonly publicPort: number;
}

/** What the calls about endpoints answer, as far as the tests look at it. */
interface Endpoints {
  readonly result: number;
  readonly object?: Endpoint;
  readonly array?: readonly Endpoint[];
  readonly nodes?: readonly { readonly id: number; readonly endpoints?: readonly Endpoint[] }[];
}

describe('endpoints of the Virtuozzo platform', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  let first: number;
  let second: number;
  const control = async (verb: string, input: Input = {}, by = caller): Promise<Endpoints> =>
    JSON.parse(JSON.stringify(await by.call(`environment/control/${verb}`, { envName: 'env-one', ...input })));
  const start = async (): Promise<void> => {
    const { nodes } = await caller.create({ shortdomain: 'env-one' }, { nodeType: 'mysql', count: 2 });
    [first, second] = [nodes[0]?.id ?? 0, nodes[1]?.id ?? 0];
  };
  const ofNodes = async () => (await control('getenvinfo')).nodes?.map(({ endpoints }) => endpoints);

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  it('are given a port of the balancer, shown with their node, moved and removed', async () => {
    await start();
    const { object } = await control('addendpoint', { nodeId: first, ...DB });
    expect(object).toEqual({
      id: 1,
      name: 'PrimaryDB',
      protocol: 'TCP',
      privatePort: 3306,
      publicPort: expect.any(Number),
      domain: `node${first}-env-one.paas.example.com`,
      nodeId: first,
    });
    expect(object?.publicPort).toBeGreaterThanOrEqual(11_000);
    expect(await ofNodes()).toEqual([[object], []]);
    // as a public script has the endpoint follow the primary of a cluster
    const moved = await control('editendpoint', { id: 1, ...DB, nodeId: second });
    expect(moved.object).toEqual({ ...object, nodeId: second, domain: `node${second}-env-one.paas.example.com` });
    expect(await ofNodes()).toEqual([[], [moved.object]]);
    expect((await control('getendpoints', { nodeId: first })).array).toEqual([]);
    const edited = await control('editendpoint', { id: 1, name: 'UDP', privatePort: 53, protocol: 'UDP' });
    expect((await control('getendpoints')).array).toEqual([edited.object]);
    expect(await control('removeendpoint', { id: 1 })).toEqual(DONE);
    expect((await control('getendpoints')).array).toEqual([]);
  });

  it('differ in name and port on a node, and have ports of their own', async () => {
    await start();
    await control('addendpoint', { nodeId: first, ...DB });
    expect(await control('addendpoint', { nodeId: first, ...DB })).toEqual(busy('name', 'PrimaryDB'));
    expect(await control('addendpoint', { nodeId: first, ...DB, name: 'Other' })).toEqual(busy('port', 3306));
    expect(await control('addendpoint', { nodeId: first, ...DB, name: 'Other', protocol: 'UDP' })).toMatchObject(DONE);
    expect(await control('addendpoint', { nodeId: second, ...DB })).toMatchObject(DONE);
    const ports = (await control('getendpoints')).array?.map(({ publicPort }) => publicPort);
    expect(new Set(ports).size).toBe(3);
    expect(await control('editendpoint', { id: 2, ...DB })).toEqual(busy('name', 'PrimaryDB'));
  });

  it('are refused where there is no such node, port or endpoint, and to others', async () => {
    await start();
    expect(await control('addendpoint', { nodeId: 7, ...DB })).toEqual(missing('node', 7));
    for (const privatePort of [0, 65_536, 'x'])
      expect(await control('addendpoint', { nodeId: first, ...DB, privatePort })).toMatchObject({ result: 3 });
    expect(await control('addendpoint', { nodeId: first, ...DB, protocol: 'ICMP' })).toMatchObject({ result: 3 });
    expect(await control('removeendpoint', { id: 1 })).toEqual(missing('endpoint', 1));
    await control('addendpoint', { nodeId: first, ...DB });
    const stranger = new VirtuozzoCaller(mock.url, mock.credentials.others.virtuozzo?.otherTenant?.session ?? '');
    await stranger.create({ shortdomain: 'env-two' }, { nodeType: 'mysql' });
    expect(await control('removeendpoint', { envName: 'env-two', id: 1 }, stranger)).toEqual(missing('endpoint', 1));
    expect(await control('getendpoints', {}, stranger)).toMatchObject({ result: 11 });
  });

  it('go with their node, and come back from a snapshot', async () => {
    await start();
    await control('addendpoint', { nodeId: second, ...DB });
    const taken = await mock.control.snapshot.save();
    await control('changetopology', { nodes: [{ nodeType: 'mysql', count: 1 }] });
    expect((await control('getendpoints')).array).toEqual([]);
    await mock.control.snapshot.restore(taken);
    expect((await control('getendpoints')).array).toHaveLength(1);
  });

  it('are told apart from redirects, of which a port has one', async () => {
    await start();
    const redirect = { nodeId: first, srcPort: 8080, dstPort: 80, protocol: 'TCP', comments: 'old port' };
    expect(await control('addportredirect', redirect)).toEqual(DONE);
    expect(await control('addportredirect', redirect)).toEqual(busy('port', 8080));
    expect(await control('addportredirect', { ...redirect, protocol: 'UDP' })).toEqual(DONE);
    expect(await control('addportredirect', { ...redirect, nodeId: 7 })).toEqual(missing('node', 7));
    expect((await control('getendpoints')).array).toEqual([]);
  });
});

describe('an account without endpoints', () => {
  let caller: VirtuozzoCaller;
  platformForEach(
    own => {
      caller = own;
    },
    { quotas: { 'environment.endpoint.enabled': 0 } },
  );

  it('is refused them', async () => {
    const { nodes } = await caller.create({ shortdomain: 'env-one' }, { nodeType: 'mysql' });
    const input = { envName: 'env-one', nodeId: nodes[0]?.id ?? 0, ...DB };
    expect(await caller.call('environment/control/addendpoint', input)).toMatchObject({ result: 2378 });
  });
});
