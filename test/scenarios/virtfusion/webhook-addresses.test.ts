import { describe, expect, it } from 'vitest';
import { createMockServer } from '../../../mock-server/index.js';
import { type Received, receiver } from '../../receiver.js';
import { seedOf, withCalls } from '../double.js';
import { customerOf, panelForEach } from './customer.js';
import { told, type Webhooks } from './told.js';

const NOW = '2025-01-31T12:00:00Z';
const { panel, mock, pass, user, order, build } = panelForEach(NOW);

const tell = (webhooks: Webhooks) => mock().control.worlds.change({ webhooks });

describe('the addresses that a panel tells', () => {
  it('have each what its patterns mean, with its own number and token', async () => {
    const [all, some] = [await receiver(), await receiver()];
    await tell({
      virtfusion: [all.url, { url: `${some.url}/quiet`, events: ['server.d*', 'user.create'], token: 'hush' }],
    });
    const { id } = await order();
    await user();
    await panel.done(204, 'DELETE', `/servers/${id}?delay=0`);
    await pass('PT0S');
    expect(told(all.received)).toEqual([
      'server.create success',
      'user.create success',
      'server.destroy success',
      'server.delete success',
    ]);
    expect(told(some.received)).toEqual(['user.create success', 'server.destroy success', 'server.delete success']);
    expect(some.received[0]).toMatchObject({
      path: '/quiet',
      headers: { authorization: `Bearer ${Buffer.from('hush').toString('base64')}`, 'x-virtfusion-hook': '2' },
      body: { hookId: '2' },
    });
    expect(all.received[0]?.body.hookId).toBe('1');
  });

  it('are replaced by those that are named later, and end with none', async () => {
    const [first, second] = [await receiver(), await receiver()];
    await tell([first.url]);
    await user();
    expect((await tell([second.url])).webhooks).toEqual({ virtfusion: [{ url: second.url, events: ['*'] }] });
    await user({ email: 'bob@lee.co', extRelationId: 8 });
    expect((await tell([])).webhooks).toEqual({});
    await user({ email: 'cy@lee.co', extRelationId: 9 });
    await pass('PT0S');
    expect([first, second].map(({ received }) => received.map(({ body }) => body.data.user.email))).toEqual([
      ['ann@lee.co'],
      ['bob@lee.co'],
    ]);
    expect(second.received[0]?.body.hookId).toBe('2');
    const kept = await mock().control.deliveries.list();
    expect(kept.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('are told nothing of what happened before they were named', async () => {
    const { url, received } = await receiver();
    const { id } = await order();
    await build(id);
    await mock().control.clock.change({ now: '2025-01-31T13:00:00Z' });
    await tell([url]);
    await pass('PT1M');
    expect(received).toEqual([]);
  });

  it('are shown without passwords and tokens', async () => {
    const shown = (
      await tell([
        'http://127.0.0.1:9000/hook',
        { url: 'https://ann:secret@127.0.0.1/hook?token=secret&a=secret', events: ['user.*'], token: 'secret' },
      ])
    ).webhooks;
    expect(shown).toEqual({
      virtfusion: [
        { url: 'http://127.0.0.1:9000/hook', events: ['*'] },
        { url: 'https://***:***@127.0.0.1/hook?token=***&a=***', events: ['user.*'] },
      ],
    });
    expect((await mock().control.worlds.show()).webhooks).toEqual(shown);
  });

  it('are named with a world, and where nothing was called yet', async () => {
    const { url, received } = await receiver();
    const made = await mock().control.worlds.create({ name: 'side', webhooks: { virtfusion: [url] } });
    expect(made.webhooks).toEqual({ virtfusion: [{ url, events: ['*'] }] });
    expect((await mock().control.worlds.show('default')).webhooks).toEqual({});
    await customerOf(mock(), { token: made.credentials.virtfusion?.token }).send('POST', '/users', {
      name: 'Ann',
      email: 'ann@lee.co',
    });
    await pass('PT0S', 'side');
    expect(told(received)).toEqual(['user.create success']);
  });

  it('are part of a snapshot and of the seed: a restore brings them back, and a reset goes back to those of the seed', async () => {
    const [seeded, named] = [await receiver(), await receiver()];
    const settings = { webhooks: [seeded.url], controlDomain: 'cp.lee.co', controlName: 'Lee', controlSupportLink: '' };
    const own = await createMockServer({
      seed: await seedOf(NOW, { virtfusion: settings }),
      clock: 'frozen',
      selfCheck: 'all',
    });
    try {
      const { control } = own;
      const customer = customerOf(own);
      const make = (name: string) => customer.done(201, 'POST', '/users', { name, email: `${name}@lee.co` });
      const shown = async () => (await control.worlds.show()).webhooks.virtfusion?.map(({ url }) => url);
      await make('ann');
      await control.worlds.change({ webhooks: { virtfusion: [named.url] } });
      await make('bob');
      const saved = await control.snapshot.save();
      await control.worlds.change({ webhooks: [] });
      await control.snapshot.restore(saved);
      expect(await shown()).toEqual([named.url]);
      await make('cy');
      await control.clock.advance({ by: 'PT0S' });
      await control.worlds.reset();
      await make('dan');
      expect(await shown()).toEqual([seeded.url]);
      await control.clock.advance({ by: 'PT0S' });
      const names = ({ received }: { received: Received[] }) => received.map(({ body }) => body.data.user.name);
      expect([names(seeded), [...new Set(names(named))]]).toEqual([
        ['ann', 'dan'],
        ['bob', 'cy'],
      ]);
      expect(seeded.received[0]?.body).toMatchObject({
        controlDomain: 'cp.lee.co',
        controlName: 'Lee',
        controlSupportLink: '',
      });
      const many = structuredClone(saved);
      Object(many).clouds.virtfusion.state.parts.webhook[0].url = 'ftp://elsewhere';
      await expect(control.snapshot.restore(many)).rejects.toThrow(/webhook.*url|is no URL/s);
    } finally {
      await own.close();
    }
  });

  it.each([
    [{ virtfusoin: [] }, 'webhooks.virtfusoin: there is no vendor "virtfusoin"; did you mean virtfusion?'],
    [{ virtuozzo: [] }, 'webhooks.virtuozzo: virtuozzo has no webhooks; these have: virtfusion'],
    [{ virtfusion: ['hook'] }, 'is no URL of http or https → at webhooks.virtfusion[0]'],
    [['ftp://127.0.0.1/hook'], 'is no URL of http or https → at webhooks[0]'],
    [[{ url: 'nowhere' }], 'is no URL of http or https → at webhooks[0].url'],
    [Array(21).fill('http://127.0.0.1:9'), 'at most 20 items → at webhooks'],
    [
      [{ url: 'http://127.0.0.1:9', events: ['server.*', 'server.bot'] }],
      'no event is named "server.bot"; did you mean server.boot? → at webhooks[0].events[1]',
    ],
    [{ virtfusion: [{ url: 'http://127.0.0.1:9', events: ['vm.*'] }] }, 'no event is named "vm.*"; there are server.'],
    [[{ url: 'http://127.0.0.1:9', event: [] }], 'there is no member "event" → at webhooks[0]'],
  ])('are refused where they are wrong: %j', async (webhooks, said) => {
    await tell(['http://127.0.0.1:9000/hook']);
    const reply = await fetch(`${mock().url}/__admin/worlds/default`, {
      method: 'PATCH',
      body: JSON.stringify({ webhooks }),
    });
    expect(reply.status).toBe(422);
    const { error } = Object(await reply.json());
    const [what, where] = said.replace(/^(webhooks[.\w]*): (.*)$/, '$2 → at $1').split(' → at ');
    expect(error.issues[0].message).toContain(what);
    if (where !== undefined) expect(error.issues[0].path.join('.')).toBe(where.replaceAll(/\[(\d+)\]/g, '.$1'));
    expect(Object.keys((await mock().control.worlds.show('default')).webhooks)).toEqual(['virtfusion']);
    const before = (await mock().control.worlds.list()).length;
    const made = await fetch(`${mock().url}/__admin/worlds`, { method: 'POST', body: JSON.stringify({ webhooks }) });
    expect([made.status, (await mock().control.worlds.list()).length]).toEqual([422, before]);
  });

  it('of a shop are not flooded with its history', async () => {
    const { url, received } = await receiver();
    const shop = await createMockServer({ seed: 'shop', clock: 'frozen' });
    try {
      await shop.control.worlds.change({ webhooks: [url] });
      await shop.control.clock.advance({ by: 'PT0S' });
      expect([received, await shop.control.deliveries.list({ vendor: 'virtfusion' })]).toEqual([[], []]);
    } finally {
      await shop.close();
    }
  });

  it('that a seed names are told nothing of its history, which is kept as unsent', async () => {
    const { url, received } = await receiver();
    const seed = await withCalls(await seedOf(NOW, { virtfusion: { webhooks: [url] } }), [
      { at: NOW, call: 'users.create', body: { name: 'Ann', email: 'ann@lee.co' } },
    ]);
    const own = await createMockServer({ seed, clock: 'frozen' });
    try {
      await own.control.clock.advance({ by: 'P1D' });
      const kept = await own.control.deliveries.list();
      expect([received, kept.map(({ event, state }) => [event, state])]).toEqual([[], [['user.create', 'unsent']]]);
    } finally {
      await own.close();
    }
  });
});
