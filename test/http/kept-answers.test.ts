import { expect, it } from 'vitest';
import { createClock } from '../../mock-server/domain/clock.js';
import type { Cloud } from '../../mock-server/domain/cloud.js';
import { CloudContext } from '../../mock-server/http/call-context.js';
import { createDispatcher } from '../../mock-server/http/dispatch.js';
import { builtIn } from '../../mock-server/vendors/index.js';
import { Faults } from '../../mock-server/worlds/faults.js';
import { toy } from './toy.js';

/** How often a handler of a read is asked when the call is made three times, the last of them a second after the others. */
async function timesAsked(
  find: (cloud: Cloud) => unknown,
  { isPure = true, mode = 'frozen', ...notes }: { isPure?: boolean; mode?: 'frozen' | 'running'; takes?: number } = {},
): Promise<readonly [atOnce: number, later: number]> {
  let asked = 0;
  const list = ({ cloud }: { readonly cloud: Cloud }) => {
    asked += 1;
    find(cloud);
    return { status: 200, body: { lamps: [] }, ...notes };
  };
  const dispatcher = createDispatcher(toy.contract, { lamps: { list } });
  await dispatcher.load('lamps');
  const cloud = toy.createCloud({ seed: 1, start: 0, issued: toy.issue('default', 1), settings: {} });
  let now = 0;
  const clock = { ...createClock({ mode, now }), now: () => now };
  const context = new CloudContext({ ...toy, isPure }, cloud, { clock, faults: new Faults() });
  const call = async () => {
    const sent = {
      method: 'GET',
      path: '/lamps',
      search: '',
      headers: { toy_key: 'k-default' },
      body: Buffer.alloc(0),
    };
    const { answer } = await dispatcher.dispatch({ ...sent, origin: 'http://x', base: '' }, context);
    expect(answer).toMatchObject({ status: 200, text: '{"lamps":[]}' });
  };
  await call();
  await call();
  const atOnce = asked;
  now = 1000;
  await call();
  return [atOnce, asked - atOnce];
}

it('what is found in a cloud at any time is sent again until the cloud changes', async () => {
  expect(await timesAsked(({ parts }) => parts.size)).toEqual([1, 0]);
});

it('what is found by the time is sent again while the clock stands', async () => {
  expect(await timesAsked(({ now }) => now)).toEqual([1, 1]);
  expect(await timesAsked(({ now }) => now, { mode: 'running' })).toEqual([2, 1]);
});

it('what changes the cloud is asked for each time', async () => {
  expect(await timesAsked(cloud => cloud.nextId('lamp'))).toEqual([2, 1]);
});

it('what takes time is asked for each time, for it moves the clock', async () => {
  expect(await timesAsked(() => undefined, { takes: 1 })).toEqual([2, 1]);
});

it('handlers of a vendor that does not say that its reads are pure are asked each time', async () => {
  expect(await timesAsked(() => undefined, { isPure: false })).toEqual([2, 1]);
});

it.each(builtIn)('the reads of $vendor are pure', async ({ load }) => {
  expect((await load()).isPure).toBe(true);
});
