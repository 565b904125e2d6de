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
