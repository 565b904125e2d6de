import dns from 'node:dns';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { receiver } from '../receiver.js';
import { doubleForEach } from '../scenarios/double.js';
import { type Customer, customerOf, machineIn, settleIn } from '../scenarios/infrahub/customer.js';

const VM = '/core/virtual-machines';
const NOW = '2025-01-01T00:00:00Z';

let mock: MockServer;
let customer: Customer;
doubleForEach(NOW, double => {
  mock = double;
  customer = customerOf(mock);
});
beforeEach(async () => {
  await settleIn(customer, 'north', 'NORWAY-1');
});

const wait = (by: string) => mock.control.clock.advance({ by });
const order = (url: string, name = 'web') => ({ ...machineIn('north', name, 'n1-cpu-small'), callback_url: url });

/** Has a machine made that tells a URL; its id. */
const make = async (url: string, name?: string): Promise<number> =>
  (await customer.post(VM, order(url, name))).body.instances[0].id;

/** What was told, how it stands, and what each attempt came to. */
const stands = async () =>
  (await mock.control.deliveries.list()).map(({ body, state, attempts }) => [
    Object(body).operation.status,
    state,
    ...attempts.map(({ status }) => status),
  ]);

describe('what a world tells others', () => {
  it('is listed with its answers, by vendor and by subject', async () => {
    const { url } = await receiver();
    const id = await make(url);
    await wait('PT3S');
    const response = await fetch(`${mock.url}/__admin/worlds/default/deliveries?vendor=infrahub&subject=vm:${id}`);
    const { deliveries } = Object(await response.json());
    expect(deliveries).toHaveLength(2);
    expect(deliveries[1]).toEqual({
      id: 2,
      vendor: 'infrahub',
      at: '2025-01-01T00:00:03Z',
      event: 'InstanceCreationSuccess',
      subject: `vm:${id}`,
      method: 'POST',
      url,
      headers: {},
      body: expect.objectContaining({ operation: { name: 'createInstance', status: 'BUILD' } }),
      state: 'delivered',
      reason: null,
      attempts: [{ at: '2025-01-01T00:00:03Z', status: 200, answer: 'thanks', error: null }],
      next: null,
    });
    expect(await mock.control.deliveries.list({ subject: 'vm:99' })).toEqual([]);
    expect(await mock.control.deliveries.list({ vendor: 'virtfusion' })).toEqual([]);
    await expect(mock.control.deliveries.list({ vendor: 'infrahab' })).rejects.toThrow('did you mean infrahub');
  });

  it('was sent when the time that it falls into has passed, and at its own time', async () => {
    const times: string[] = [];
    const { url, received } = await receiver(async reply => {
      times.push((await mock.control.clock.show()).now);
      reply.end();
    });
    await make(url);
    await wait('P1D');
    expect([received.length, times]).toEqual([
      3,
      ['2025-01-01T00:00:00Z', '2025-01-01T00:00:03Z', '2025-01-01T00:00:10Z'],
    ]);
    expect((await mock.control.clock.show()).now).toBe('2025-01-02T00:00:00Z');
  });

  it('is sent soon without any further call, also while the clock stands', async () => {
    const { url, received } = await receiver();
    await make(url);
    await vi.waitFor(() => expect(received).toHaveLength(1));
  });

  it('is sent in time while the clock runs, without any further call', async () => {
    const { url, received } = await receiver();
    await make(url);
    await wait('PT2.9S');
    expect(received).toHaveLength(1);
    await mock.control.clock.change({ mode: 'running' });
    await vi.waitFor(() => expect(received).toHaveLength(2), 2000);
    await mock.control.clock.change({ mode: 'frozen' });
    expect(received[1]?.body.operation.status).toBe('BUILD');
  });

  it('is tried again on the clock of the world, and nothing overtakes it', async () => {
    const { url, received } = await receiver((reply, number) => {
      reply.statusCode = number < 3 ? 503 : 200;
      reply.end('busy');
    });
    await make(url);
    await wait('PT11S');
    expect(await stands()).toEqual([
      ['CREATING', 'waiting', 503, 503],
      ['BUILD', 'due'],
      ['ACTIVE', 'due'],
    ]);
    const waiting = await mock.control.deliveries.list();
    expect(waiting.map(({ next }) => next)).toEqual(['2025-01-01T00:01:10Z', null, null]);
    await wait('PT1M');
    expect(await stands()).toEqual([
      ['CREATING', 'delivered', 503, 503, 200],
      ['BUILD', 'delivered', 200],
      ['ACTIVE', 'delivered', 200],
    ]);
    expect(received.map(({ body }) => body.operation.status)).toEqual([
      ...['CREATING', 'CREATING', 'CREATING', 'BUILD', 'ACTIVE'],
    ]);
    const [first] = await mock.control.deliveries.list();
    expect(first?.attempts.map(({ at }) => at)).toEqual([
      '2025-01-01T00:00:00Z',
      '2025-01-01T00:00:10Z',
      '2025-01-01T00:01:10Z',
    ]);
  });

  it('is given up after three attempts, and does not hold up others', async () => {
    const { url } = await receiver();
    await make('http://127.0.0.1:1/nobody', 'lost');
    await make(url);
    await wait('PT5M');
    const all = await mock.control.deliveries.list();
    const [lost, heard] = [all.filter(one => one.url !== url), all.filter(one => one.url === url)];
    expect(heard.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
    expect(lost).toHaveLength(3);
    for (const { state, reason, attempts } of lost) {
      expect([state, reason, attempts.length]).toEqual(['failed', 'no attempt succeeded', 3]);
      expect(attempts[0]).toMatchObject({ status: null, answer: null, error: expect.stringContaining('ECONNREFUSED') });
    }
  });

  it('does not go beyond this machine and private networks, and says why', async () => {
    const reasons: unknown[] = [];
    for (const [index, url] of [
      'http://203.0.113.5/hook',
      'https://hooks.example.com/',
      'ftp://127.0.0.1/',
      'hook',
    ].entries())
      await make(url, `web-${index}`);
    for (const { state, reason, attempts } of await mock.control.deliveries.list())
      reasons.push([state, reason, attempts.length]);
    expect(reasons).toEqual([
      ['refused', '203.0.113.5 is no loopback or private address; only --deliver-anywhere sends there', 0],
      ['refused', 'hooks.example.com is a name for examples', 0],
      ['refused', 'a URL of ftp: is not called', 0],
      ['refused', 'the URL cannot be read', 0],
    ]);
  });

  it('goes anywhere when the operator lets it: names for examples are asked for then', async () => {
    const asked = vi.spyOn(dns.promises, 'lookup').mockRejectedValue(new Error('nobody is asked'));
    onTestFinished(() => asked.mockRestore());
    const hook = 'https://hooks.example.com/';
    const other = await createMockServer({ seed: 'empty', clock: 'frozen', now: NOW, deliverAnywhere: true });
    const there = customerOf(other);
    await settleIn(there, 'north', 'NORWAY-1');
    await there.post(VM, order(hook));
    const [tried] = await other.control.deliveries.list();
    expect(tried).toMatchObject({
      state: 'waiting',
      attempts: [{ status: null, error: 'nobody is asked' }],
    });
    await other.close();
  });

  it('follows no redirection, and of a long answer keeps the beginning', async () => {
    const { url, received } = await receiver((reply, number) => {
      if (number === 1) reply.writeHead(302, { location: '/elsewhere' }).end();
      else reply.end('x'.repeat(300_000));
    });
    await make(url);
    await wait('PT1M');
    const [first] = await mock.control.deliveries.list();
    expect(first?.attempts).toMatchObject([
      { status: 302, error: 'a redirection is not followed' },
      { status: 200, answer: 'x'.repeat(1000), error: null },
    ]);
    expect(received.map(({ path }) => path).includes('/elsewhere')).toBe(false);
  });

  it('changes nothing of what the vendor answers, whatever the target does', async () => {
    const { url } = await receiver(reply => reply.destroy());
    const kind = await receiver();
    const other = await createMockServer({ seed: 'empty', clock: 'frozen', now: NOW });
    const there = customerOf(other);
    await settleIn(there, 'north', 'NORWAY-1');
    const shown = async (one: MockServer, by: Customer, hook: string) => {
      await by.post(VM, order(hook));
      await one.control.clock.advance({ by: 'PT1H' });
      return (await by.get(`${VM}/1`)).text.replace(hook, 'hook') + (await by.get(`${VM}/1/events`)).text;
    };
    expect(await shown(mock, customer, url)).toBe(await shown(other, there, kind.url));
    await other.close();
  });

  it('is not sent once more from a snapshot, and what waits in it is', async () => {
    const { url, received } = await receiver();
    await make(url);
    const state = await mock.control.snapshot.save();
    expect(received).toHaveLength(1);
    await wait('PT5S');
    expect(received).toHaveLength(2);
    await mock.control.snapshot.restore(state);
    expect(await stands()).toEqual([['CREATING', 'delivered', 200]]);
    await wait('PT5S');
    expect(received.map(({ body }) => body.operation.status)).toEqual(['CREATING', 'BUILD', 'BUILD']);
  });

  it('in a snapshot is held to what an outbox can hold', async () => {
    await make('http://127.0.0.1:1/');
    const state = await mock.control.snapshot.save();
    const parts = (
      change: (outbox: { last: number; deliveries: { id: number; at: number }[] }, agenda: { jobs: unknown[] }) => void,
    ) => {
      const copy = structuredClone(state);
      const { outbox, agenda } = Object(copy.clouds.infrahub?.state.parts);
      change(outbox, agenda);
      return mock.control.snapshot.restore(copy);
    };
    await expect(parts(outbox => Object.assign(outbox, { last: 0 }))).rejects.toThrow('higher than the highest');
    await expect(parts(outbox => outbox.deliveries.push(...outbox.deliveries))).rejects.toThrow('has the id of [0]');
    await expect(parts(outbox => Object.assign(outbox.deliveries[0] ?? {}, { at: 9e12 }))).rejects.toThrow(
      "after the cloud's own",
    );
    await expect(parts(outbox => Object.assign(outbox.deliveries[0] ?? {}, { state: 'lost' }))).rejects.toThrow(
      'state',
    );
    await expect(parts((_, agenda) => agenda.jobs.splice(0))).rejects.toThrow('waits, and nothing ends that');
    await expect(parts(outbox => outbox.deliveries.splice(0))).rejects.toThrow('is not there');
    await parts(() => {});
  });

  it('is forgotten with a reset, and given up when the server closes', async () => {
    const { url, received } = await receiver(() => {}); // never answers
    await make(url);
    await vi.waitFor(() => expect(received).toHaveLength(1));
    await mock.control.worlds.reset();
    expect(await mock.control.deliveries.list()).toEqual([]);
    await settleIn(customer, 'north', 'NORWAY-1');
    await make(url);
    const passing = wait('PT1M');
    await vi.waitFor(() => expect(received).toHaveLength(2));
    const closing = mock.close();
    expect((await passing).ran).toEqual([]);
    await closing;
  });

  it('before a world was opened is listed, and was never sent', async () => {
    const { url, received } = await receiver();
    const seed = join(tmpdir(), `hostdouble-deliveries-${process.pid}.json`);
    const at = '2025-01-01T00:00:00Z';
    const calls = [
      { at, call: 'environments.create', body: { name: 'north', region: 'NORWAY-1' } },
      {
        at,
        call: 'volumes.create',
        body: { name: 'data', environment_name: 'north', volume_type: 'Cloud-SSD', size: 1, callback_url: url },
      },
    ];
    await writeFile(seed, JSON.stringify({ now: '2025-01-01T01:00:00Z', vendors: { infrahub: { start: at, calls } } }));
    const other = await createMockServer({ seed, clock: 'frozen' });
    await other.control.clock.advance({ by: 'PT1H' });
    expect((await other.control.deliveries.list()).map(({ state, reason }) => [state, reason])).toEqual([
      ['unsent', 'it was due before the world was opened'],
      ['unsent', 'it was due before the world was opened'],
    ]);
    expect(received).toEqual([]);
    await other.close();
  });
});
