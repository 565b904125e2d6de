import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { totalOf, VirtuozzoCaller } from './caller.js';

describe("a small reseller's history on the Virtuozzo platform", () => {
  let mock: MockServer;

  beforeAll(async () => {
    mock = await createMockServer({ seed: 'shop', clock: 'frozen', selfCheck: 'all' });
  });
  afterAll(async () => {
    expect(mock.findings).toEqual([]);
    await mock.close();
  });

  async function open(seed: string): Promise<VirtuozzoCaller> {
    const world = await mock.control.worlds.create({ seed, clock: 'frozen' });
    return new VirtuozzoCaller(mock.url, world.credentials.virtuozzo?.session ?? '');
  }

  const bill = (caller: VirtuozzoCaller) => caller.rows('2020-01-01 00:00:00', '2030-01-01 00:00:00', 'MONTH');

  it('holds months, tens of nodes, some of them gone, with names a person gives', async () => {
    const caller = VirtuozzoCaller.of(mock);
    const rows = await bill(caller);
    expect(new Set(rows.map(({ dateTime }) => dateTime)).size).toBeGreaterThanOrEqual(8);
    expect(new Set(rows.map(({ nodeid }) => nodeid)).size).toBeGreaterThanOrEqual(20);
    const { infos = [] } = await caller.call('environment/control/getenvs');
    const names = new Set(rows.flatMap(({ domain }) => (domain === undefined ? [] : [domain])));
    expect(infos.length).toBeLessThan(names.size);
    for (const name of names) expect(name).toMatch(/^[a-z]+-[a-z]+(-test)?$/);
    const types = new Set(rows.map(({ resourceType }) => resourceType));
    expect(types).toEqual(new Set(['RESOURCE', 'OPTION', 'CHARGE']));
    expect(await caller.money()).toBeGreaterThan(0);
  });

  it('has somebody invited who may run what customers have', async () => {
    const caller = VirtuozzoCaller.of(mock);
    const { session } = caller;
    const told = await (await caller.send('users/collaboration/getmemberresources', { session })).json();
    const all = { collaborationId: 1, roles: [{ id: 1 }] };
    expect(told).toMatchObject({
      responses: [
        { ...all, resourceId: 'customers' },
        { ...all, resourceId: 'lindqvist' },
      ],
    });
  });

  it('is the same for the same number and another for another', async () => {
    const of = async (seed: string): Promise<string> => JSON.stringify(await bill(await open(seed)));
    const first = await of('shop:7');
    expect(await of('shop:7')).toBe(first);
    expect(await of('shop:8')).not.toBe(first);
  });

  it.each(Array.from({ length: 25 }, (_, index) => index + 11))('is never out of money: shop:%i', async number => {
    const caller = await open(`shop:${number}`);
    const account = await caller.call('billing/account/getaccount');
    expect(account).toMatchObject({ status: 1 });
    expect(account).not.toHaveProperty('updatedStatusOn');
    expect(totalOf(await bill(caller))).toBeGreaterThan(100_000_000);
  });
});
