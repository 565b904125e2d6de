import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { receiver } from '../receiver.js';
import { seedOf, withCalls } from '../scenarios/double.js';
import { customerOf, machineIn, settleIn } from '../scenarios/infrahub/customer.js';
import { TableStore } from './table-store.js';

const NOW = '2025-01-01T00:00:00Z';
/** Real milliseconds in which a server that is not called sees what is due, with room. */
const SOON = { timeout: 8000 };

const open: MockServer[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const one of open.splice(0)) await one.close();
});

async function served(store: TableStore, options: object = {}): Promise<MockServer> {
  const mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: NOW, store, ...options });
  open.push(mock);
  return mock;
}

/** A world of its own in which a machine was ordered that tells a URL. */
async function ordered(mock: MockServer, url: string) {
  const { name, credentials } = await mock.control.worlds.create({ clock: 'frozen', now: NOW });
  const customer = customerOf(mock, credentials.infrahub.apiKey);
  await settleIn(customer, 'north', 'NORWAY-1');
  const machine = machineIn('north', 'web', 'n1-cpu-small', { callback_url: url });
  expect((await customer.post('/core/virtual-machines', machine)).status).toBe(200);
  return { name, customer };
}

const statusesOf = (received: readonly { readonly body: { readonly operation: { readonly status: string } } }[]) =>
  received.map(({ body }) => body.operation.status);

/** Somebody who answers nobody until he is told to. */
async function deaf() {
  let isDeaf = true;
  const { url, received } = await receiver(reply => {
    if (!isDeaf) reply.end();
  });
  return { url, received, hears: () => (isDeaf = false) };
}

/** How many worlds are in memory. */
const inMemory = async ({ url }: MockServer): Promise<string | undefined> =>
  /^hostdouble_worlds{tenant=""} (\d+)$/m.exec(await (await fetch(`${url}/__admin/metrics`)).text())?.[1];

const wakesOf = async (store: TableStore, name: string) => (await store.find({ name }))?.wakes;

describe('a world that is in no memory', () => {
  it.each([true, false])(
    'tells what is due already, though its clock stands, and no more (shared: %s)',
    async isShared => {
      const store = new TableStore({ isShared });
      const { url, received, hears } = await deaf();
      const first = await served(store);
      const { name } = await ordered(first, url);
      await vi.waitFor(() => expect(received).toHaveLength(1));
      await first.close(); // while it is told
      hears();
      const second = await served(store);
      await vi.waitFor(() => expect(received).toHaveLength(2), SOON);
      await vi.waitFor(async () => expect(await wakesOf(store, name)).toBeNull());
      expect(statusesOf(received)).toEqual(['CREATING', 'CREATING']);
      const [told, ...more] = await second.control.deliveries.list({}, name);
      expect([told?.state, more]).toEqual(['delivered', []]);
    },
  );

  it('tells in time while its clock runs, of a cloud too that nobody called since', async () => {
    const store = new TableStore({ isShared: true });
    const { url, received } = await receiver();
    const first = await served(store);
    const { name } = await ordered(first, url);
    await first.control.clock.advance({ by: 'PT2.9S' }, name);
    await first.control.clock.change({ mode: 'running' }, name);
    await vi.waitFor(async () => expect(await wakesOf(store, name)).toBeGreaterThan(0));
    await first.close();
    const second = await served(store);
    // It comes into memory for another vendor, and its other cloud is due all the same.
    await second.control.worlds.change({ webhooks: { virtfusion: [] } }, name);
    await vi.waitFor(() => expect(statusesOf(received)).toEqual(['CREATING', 'BUILD']), SOON);
  });

  it('does not wait in memory for what is due later, and is woken for that', async () => {
    const store = new TableStore({ isShared: false });
    vi.useFakeTimers({ toFake: ['Date'] });
    const { url, received } = await receiver((reply, number) => {
      reply.statusCode = number < 3 ? 503 : 200;
      reply.end();
    });
    const mock = await served(store, { idle: 'PT1S', metrics: true });
    const { name } = await ordered(mock, url);
    await mock.control.clock.advance({ by: 'PT10S' }, name);
    expect(received).toHaveLength(2);
    await mock.control.clock.change({ mode: 'running' }, name);
    await vi.waitFor(async () => expect(await wakesOf(store, name)).toBeGreaterThan(Date.now()));
    await vi.waitFor(async () => expect(await inMemory(mock)).toBe('0'), SOON);
    vi.setSystemTime(Date.now() + 60_000);
    await served(store); // it looks at once, as the first does within seconds
    await vi.waitFor(() => expect(received.length).toBeGreaterThan(2), SOON);
    expect(received[2]?.body.operation.status).toBe('CREATING');
  });

  it('is kept before anybody changed it, where its seed has somebody to be told', async () => {
    const store = new TableStore({ isShared: true });
    vi.useFakeTimers({ toFake: ['Date'] });
    const { url, received } = await receiver();
    const seed = await withCalls(await seedOf(NOW, { virtfusion: { webhooks: [url] } }), [
      { at: NOW, call: 'servers.create', body: { packageId: 2, userId: 1, hypervisorId: 1 } },
      { at: NOW, call: 'servers.build', params: { serverId: 1 }, body: { operatingSystemId: 1 } },
    ]);
    const first = await served(store, { seed, clock: 'running' });
    await vi.waitFor(async () => expect(await wakesOf(store, 'default')).toBeGreaterThan(Date.now()));
    await first.close();
    vi.setSystemTime(Date.now() + 600_000);
    await served(store, { seed, clock: 'running' });
    await vi.waitFor(() => expect(received.map(({ body }) => body.event)).toEqual(['server.build']), SOON);
  });
});
