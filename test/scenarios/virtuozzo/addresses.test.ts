import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type EnvInfo, type Input, micros, platformForEach, totalOf, VirtuozzoCaller } from './caller.js';

const missing = (what: string, name: string | number) => ({ result: 5, error: `${what} [${name}] not exist` });
const HOUR = { by: 'PT1H' };

describe('public addresses of the Virtuozzo platform', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  const binder = (verb: string, input: Input = {}, by = caller) =>
    by.call(`environment/binder/${verb}`, input) as Promise<Awaited<ReturnType<VirtuozzoCaller['call']>>>;
  const make = (name: string, extip: boolean, count = 1): Promise<EnvInfo> =>
    caller.create({ shortdomain: name }, { nodeType: 'nodejs', count, flexibleCloudlets: 1, extip });
  const addressesOf = async (envName: string) =>
    (await caller.call('environment/control/getenvinfo', { envName })).nodes?.map(({ extIPs = [] }) => extIPs);
  const nodesOf = ({ nodes }: EnvInfo): number[] => nodes.map(({ id }) => id);

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  it('change places between nodes of two environments, and each pays for what it has', async () => {
    const [one, other] = [await make('env-one', true), await make('env-other', false)];
    const [source = 0] = nodesOf(one);
    const [target = 0] = nodesOf(other);
    await binder('attachextip', { envName: 'env-other', nodeid: target, type: 'ipv4' });
    await binder('attachextip', { envName: 'env-other', nodeid: target, type: 'ipv6' });
    const [[first = []] = [], [second = []] = []] = [await addressesOf('env-one'), await addressesOf('env-other')];
    expect([first.length, second.length]).toEqual([1, 2]);
    await mock.control.clock.advance(HOUR);
    const swapped = await binder('swapextips', { envName: 'env-one', sourceNodeId: source, targetNodeId: target });
    expect(swapped.nodes?.map(({ id, extIPs }) => [id, extIPs])).toEqual([
      [source, second],
      [target, first],
    ]);
    expect(await addressesOf('env-one')).toEqual([second]);
    expect(await addressesOf('env-other')).toEqual([first]);
    await mock.control.clock.advance(HOUR);
    const rows = await caller.rows('2025-01-01 00:00:00', '2025-01-01 02:00:00', 'HOUR');
    const options = rows.filter(({ resourceType }) => resourceType === 'OPTION');
    expect(options.map(({ dateTime, domain, type, count }) => [dateTime, domain, type, count])).toEqual([
      ['2025-01-01 00:00:00', 'env-one', 'ip', 1],
      ['2025-01-01 00:00:00', 'env-other', 'ip', 1],
      ['2025-01-01 00:00:00', 'env-other', 'ipv6', 1],
      ['2025-01-01 01:00:00', 'env-one', 'ip', 1],
      ['2025-01-01 01:00:00', 'env-one', 'ipv6', 1],
      ['2025-01-01 01:00:00', 'env-other', 'ip', 1],
    ]);
    expect(micros(1000) - (await caller.money())).toBe(totalOf(rows));
  });

  it('move to a node that has none, and one that is named alone moves by itself', async () => {
    const [one = 0, other = 0] = nodesOf(await make('env-pair', true, 2));
    const pair = { envName: 'env-pair', sourceNodeId: one, targetNodeId: other };
    const [[mine = ''] = [], [theirs = ''] = []] = (await addressesOf('env-pair')) ?? [];
    await binder('moveextips', { ...pair, ips: mine });
    expect(await addressesOf('env-pair')).toEqual([[], [theirs, mine]]);
    await binder('swapextips', { ...pair, targetIp: theirs });
    expect(await addressesOf('env-pair')).toEqual([[theirs], [mine]]);
    await binder('swapextips', { ...pair, sourceIp: theirs, targetIp: mine });
    expect(await addressesOf('env-pair')).toEqual([[mine], [theirs]]);
    await binder('swapextips', { ...pair, targetNodeId: one });
    expect(await addressesOf('env-pair')).toEqual([[mine], [theirs]]);
    await binder('detachextip', { envName: 'env-pair', nodeid: other, ip: theirs });
    await binder('swapextips', pair);
    expect(await addressesOf('env-pair')).toEqual([[], [mine]]);
  });

  it('are left alone where there are none, refused where they are not, and beyond what a node may have', async () => {
    const [one = 0, other = 0] = nodesOf(await make('env-pair', false, 2));
    const [foreign = 0] = nodesOf(await make('env-third', true));
    const pair = { envName: 'env-pair', sourceNodeId: one, targetNodeId: other };
    expect((await binder('swapextips', pair)).nodes?.map(({ extIPs }) => extIPs)).toEqual([undefined, undefined]);
    expect(await binder('swapextips', { ...pair, sourceIp: '198.18.9.9' })).toEqual(
      missing('ip address', '198.18.9.9'),
    );
    expect(await binder('moveextips', { ...pair, ips: '198.18.9.9' })).toEqual(missing('ip address', '198.18.9.9'));
    expect(await binder('moveextips', { ...pair, ips: '' })).toEqual({ result: 3, error: 'invalid parameter [ips]' });
    expect(await binder('swapextips', { ...pair, targetNodeId: 99_999 })).toEqual(missing('node', 99_999));
    const elsewhere = { ...pair, sourceNodeId: foreign, targetNodeId: foreign };
    expect(await binder('swapextips', elsewhere)).toEqual(missing('node', foreign));
    await binder('setextipcount', { envName: 'env-pair', nodeId: one, type: 'ipv4', count: 20 });
    await binder('setextipcount', { envName: 'env-pair', nodeId: other, type: 'ipv4', count: 1 });
    const [, [last = ''] = []] = (await addressesOf('env-pair')) ?? [];
    const back = { ...pair, sourceNodeId: other, targetNodeId: one };
    expect(await binder('moveextips', { ...back, ips: last })).toMatchObject({ result: 2338 });
    expect((await addressesOf('env-pair'))?.map(({ length }) => length)).toEqual([20, 1]);
  });

  it('of others are not to be had', async () => {
    const [one = 0] = nodesOf(await make('env-one', true));
    const stranger = new VirtuozzoCaller(mock.url, mock.credentials.others.virtuozzo?.otherTenant?.session ?? '');
    const { nodes: [theirs] = [] } = await stranger.create({ shortdomain: 'env-theirs' }, { nodeType: 'nodejs' });
    const pair = { sourceNodeId: one, targetNodeId: theirs?.id ?? 0 };
    expect(await binder('swapextips', { envName: 'env-one', ...pair })).toEqual(missing('node', theirs?.id ?? 0));
    expect(await binder('swapextips', { envName: 'env-one', ...pair }, stranger)).toMatchObject({ result: 11 });
  });
});
