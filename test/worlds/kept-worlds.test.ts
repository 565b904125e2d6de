import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { StoreError } from '../../mock-server/store/store.js';
import { TableStore } from './table-store.js';

const open: MockServer[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function served(store: TableStore): Promise<MockServer> {
  const mock = await createMockServer({ clock: 'frozen', seed: 'documented', selfCheck: 'all', store });
  open.push(mock);
  return mock;
}

const key = { api_key: '11111111-2222-4333-8444-555555555555' };

const made = async ({ url }: MockServer, name: string): Promise<Response> =>
  fetch(`${url}/v1/core/keypairs`, {
    method: 'POST',
    headers: { ...key, 'content-type': 'application/json' },
    body: JSON.stringify({ name, environment_name: 'default-NORWAY-1', public_key: SSH }),
  });

const oneKeypair = z.object({ keypair: z.object({ id: z.number() }) });

const SSH = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGkV1TcAXp5uYl2jlvAVIDv0OAnuvs2LGAVr7xyNm2cU me@example.com';

async function names({ url }: MockServer): Promise<string[]> {
  const answer = await fetch(`${url}/v1/core/keypairs`, { headers: key });
  const { keypairs } = z.object({ keypairs: z.array(z.object({ name: z.string() })) }).parse(await answer.json());
  return keypairs.map(({ name }) => name).filter(name => name.startsWith('made'));
}

describe('a world that is kept', () => {
  it('is there when the server comes back, with its journal', async () => {
    const store = new TableStore({ isShared: false });
    const first = await served(store);
    expect((await made(first, 'made-1')).status).toBe(200);
    await made(first, 'made-2');
    expect(await names(first)).toEqual(['made-1', 'made-2']);
    await first.control.clock.advance({ by: 'PT1H' });
    const saved = await first.control.snapshot.save();
    const { calls } = await first.control.journal.list({ bodies: true });
    const second = await served(store);
    expect(await second.control.snapshot.save()).toEqual(saved);
    expect(JSON.stringify(await second.control.snapshot.save())).toBe(JSON.stringify(saved));
    expect(await names(second)).toEqual(['made-1', 'made-2']);
    expect((await second.control.journal.list()).calls.slice(0, 3).map(({ operation }) => operation)).toEqual(
      calls.map(({ operation }) => operation),
    );
  });

  it('is not written to by a read', async () => {
    const store = new TableStore({ isShared: true });
    const mock = await served(store);
    await names(mock);
    await names(mock);
    expect(store.commits).toBe(0);
    expect(store.looks).toBe(2);
  });
});

describe('two servers of one store', () => {
  it('see at once what the other did', async () => {
    const store = new TableStore({ isShared: true });
    const [one, other] = [await served(store), await served(store)];
    for (const [index, mock] of [one, other, one, one, other].entries()) {
      expect((await made(mock, `made-${index}`)).status).toBe(200);
      expect(await names(one)).toHaveLength(index + 1);
      expect(await names(other)).toHaveLength(index + 1);
    }
    expect(await names(one)).toEqual(['made-0', 'made-1', 'made-2', 'made-3', 'made-4']);
    expect(await names(other)).toEqual(await names(one));
    expect(JSON.stringify(await one.control.snapshot.save())).toBe(JSON.stringify(await other.control.snapshot.save()));
  });

  it('lose nothing when both write at once', async () => {
    const store = new TableStore({ isShared: true });
    const [one, other] = [await served(store), await served(store)];
    const wanted = Array.from({ length: 40 }, (_, index) => `made-${index}`);
    const answers = await Promise.all(wanted.map((name, index) => made(index % 2 ? one : other, name)));
    expect(answers.map(({ status }) => status)).toEqual(wanted.map(() => 200));
    const ids = await Promise.all(answers.map(async answer => oneKeypair.parse(await answer.json()).keypair.id));
    expect(new Set(ids).size).toBe(40);
    expect((await names(one)).toSorted()).toEqual(wanted.toSorted());
    expect(await names(other)).toEqual(await names(one));
    const { calls } = await other.control.journal.list();
    expect(calls.filter(({ operation }) => operation === 'keypairs.import')).toHaveLength(40);
  });

  it('share a clock, faults, overrides, resets and removals', async () => {
    const store = new TableStore({ isShared: true });
    const [one, other] = [await served(store), await served(store)];
    await one.control.clock.advance({ by: 'P1D' });
    expect(await other.control.clock.show()).toEqual(await one.control.clock.show());
    await one.control.faults.add({ operation: 'keypairs.list', failure: 'internal', times: 1 });
    const list = (mock: MockServer) => fetch(`${mock.url}/v1/core/keypairs`, { headers: key });
    expect((await list(other)).status).toBe(500);
    expect((await list(one)).status).toBe(200);
    expect(await other.control.faults.list()).toEqual(await one.control.faults.list());
    await made(one, 'made-1');
    await other.control.worlds.reset();
    expect(await names(one)).toEqual([]);
    const { name } = await one.control.worlds.create();
    expect((await other.control.worlds.show(name)).name).toBe(name);
    await other.control.worlds.remove(name);
    await expect(one.control.worlds.show(name)).rejects.toThrow(/no world/);
  });
});

describe('worlds of a store', () => {
  it('are one for a key, whoever is asked, and end for all', async () => {
    const store = new TableStore({ isShared: true });
    const [one, other] = [await served(store), await served(store)];
    const wish = { key: 'ci-4711', ttl: 'PT1H' } as const;
    const made = await one.control.worlds.create(wish);
    expect((await other.control.worlds.create(wish)).name).toBe(made.name);
    expect((await other.control.worlds.show(made.name)).expires).toBe(made.expires);
    await other.control.worlds.change({ ttl: null }, made.name);
    expect((await other.control.worlds.list()).map(({ name }) => name).toSorted()).toEqual(
      ['default', made.name].toSorted(),
    );
  });

  it('leave memory, and come back with all they had', async () => {
    const store = new TableStore({ isShared: false });
    const first = await served(store);
    const { name, credentials } = await first.control.worlds.create({ seed: 'documented', clock: 'frozen' });
    const list = (mock: MockServer) =>
      fetch(`${mock.url}/v1/core/keypairs`, { headers: { api_key: credentials.infrahub.apiKey } });
    await first.control.faults.add({ operation: 'keypairs.list', failure: 'internal', times: 2 }, name);
    expect((await list(first)).status).toBe(500);
    const second = await served(store);
    expect((await list(second)).status).toBe(500);
    expect((await list(second)).status).toBe(200);
    const [fault] = await second.control.faults.list(name);
    expect(fault?.struck).toBe(2);
  });

  it('are reset by one server while another calls them, and none of it is mixed up', async () => {
    const store = new TableStore({ isShared: true });
    const [one, other] = [await served(store), await served(store)];
    for (let round = 0; round < 5; round += 1) {
      const [answers] = await Promise.all([
        Promise.all(Array.from({ length: 6 }, (_, index) => made(index % 2 ? one : other, `made-${round}-${index}`))),
        one.control.worlds.reset(),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(await names(one)).toEqual(await names(other));
    }
    expect(JSON.stringify(await one.control.snapshot.save())).toBe(JSON.stringify(await other.control.snapshot.save()));
  });

  it('give their clock to one process at a time: what is added up is the same', async () => {
    const store = new TableStore({ isShared: true });
    const [one, other] = [await served(store), await served(store)];
    const { now } = await one.control.clock.show();
    await Promise.all([one, other, one, other].map(mock => mock.control.clock.advance({ by: 'PT1H' })));
    expect(Date.parse((await other.control.clock.show()).now) - Date.parse(now)).toBe(4 * 3_600_000);
  });
});

describe('trouble with the store', () => {
  it('is answered 503, and nothing happened', async () => {
    const store = new TableStore({ isShared: true });
    const mock = await served(store);
    await made(mock, 'made-1');
    store.before = () => {
      throw new StoreError('unreachable', 'gone');
    };
    const refused = await made(mock, 'made-2');
    expect([refused.status, refused.headers.get('x-hostdouble-store')]).toEqual([503, 'unreachable']);
    store.before = undefined;
    expect(await names(mock)).toEqual(['made-1']);
  });

  it('leaves open whether a call was kept, and the next call knows', async () => {
    const store = new TableStore({ isShared: true });
    const mock = await served(store);
    await made(mock, 'made-1');
    store.after = () => {
      store.after = undefined;
      throw new StoreError('unreachable', 'gone');
    };
    expect((await made(mock, 'made-2')).status).toBe(503);
    expect(await names(mock)).toEqual(['made-1', 'made-2']);
    expect((await made(mock, 'made-3')).status).toBe(200);
    expect(await names(mock)).toEqual(['made-1', 'made-2', 'made-3']);
  });
});
