import { expect, it, onTestFinished } from 'vitest';
import type { Webhook } from '../../contracts/core/webhooks.js';
import type { Vendor } from '../../mock-server/calls/vendor.js';
import { createMockServer } from '../../mock-server/index.js';
import { toy } from '../http/toy.js';

const hook = 'http://127.0.0.1:9/hook';

async function serverOf(vendor: Vendor) {
  const mock = await createMockServer({ seed: 'empty', clock: 'frozen', vendors: [vendor] });
  onTestFinished(() => mock.close());
  return mock.control.worlds;
}

it('are refused where no vendor has webhooks', async () => {
  const worlds = await serverOf(toy);
  await expect(worlds.change({ webhooks: [hook] })).rejects.toThrow('no vendor that is served has webhooks');
  await expect(worlds.change({ webhooks: { toy: [hook] } })).rejects.toThrow(
    'toy has no webhooks; no vendor that is served has',
  );
  expect((await worlds.change({ webhooks: {} })).webhooks).toEqual({});
});

it('are those of any vendor that says that it has webhooks', async () => {
  let told: readonly Webhook[] = [];
  const set = (_cloud: unknown, webhooks: readonly Webhook[]) => {
    told = webhooks;
  };
  const worlds = await serverOf({ ...toy, webhooks: { events: ['lamp.lit', 'lamp.out'], all: () => told, set } });
  const { webhooks } = await worlds.change({ webhooks: [{ url: hook, events: ['lamp.*'] }] });
  expect([webhooks, told]).toEqual([
    { toy: [{ url: hook, events: ['lamp.*'] }] },
    [{ url: hook, events: ['lamp.*'], token: null }],
  ]);
  await expect(worlds.change({ webhooks: [{ url: hook, events: ['lamp.lti'] }] })).rejects.toThrow(
    'did you mean lamp.lit?',
  );
  expect(told).toHaveLength(1);
});

it('are listed, added and removed one by one, and what is hidden of the others stays', async () => {
  let told: readonly Webhook[] = [];
  const set = (_cloud: unknown, webhooks: readonly Webhook[]) => {
    told = webhooks;
  };
  const mock = await createMockServer({
    ...{ seed: 'empty', clock: 'frozen' },
    vendors: [{ ...toy, webhooks: { events: ['lamp.lit', 'lamp.out'], all: () => told, set } }],
  });
  onTestFinished(() => mock.close());
  const { targets } = mock.control;
  const secret = { url: `${hook}?key=abc`, token: 'let me in' };
  expect(await targets.add('toy', secret)).toEqual({
    ...{ number: 1, url: `${hook}?key=***`, events: ['*'], hasToken: true },
  });
  await targets.add('toy', { url: hook, events: ['lamp.*'] });
  expect(await targets.list()).toEqual([
    {
      vendor: 'toy',
      events: ['lamp.lit', 'lamp.out'],
      told: [
        { number: 1, url: `${hook}?key=***`, events: ['*'], hasToken: true },
        { number: 2, url: hook, events: ['lamp.*'], hasToken: false },
      ],
    },
  ]);
  await targets.remove('toy', 2);
  expect(told).toEqual([{ ...secret, events: ['*'] }]);
  await expect(targets.remove('toy', 2)).rejects.toThrow('toy tells no address 2 in the world "default"');
  await expect(targets.remove('tyo', 1)).rejects.toThrow('did you mean toy?');
  await expect(targets.add('toy', { url: hook, events: ['lamp.lti'] })).rejects.toThrow(
    'no event is named "lamp.lti"; did you mean lamp.lit?',
  );
  await expect(targets.add('toy', { url: 'hook' })).rejects.toThrow('is no URL of http or https');
  for (let number = 2; number <= 20; number += 1) await targets.add('toy', { url: `${hook}/${number}` });
  await expect(targets.add('toy', { url: hook })).rejects.toThrow('toy tells 20 addresses at most');
});

it('are none of a vendor that has none', async () => {
  const mock = await createMockServer({ seed: 'empty', clock: 'frozen', vendors: [toy] });
  onTestFinished(() => mock.close());
  expect(await mock.control.targets.list()).toEqual([]);
  await expect(mock.control.targets.add('toy', { url: hook })).rejects.toThrow('toy has no webhooks');
});
