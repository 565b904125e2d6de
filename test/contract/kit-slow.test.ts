import { afterEach, expect, it, vi } from 'vitest';
import { run } from '../../contracts/kit/run/run.js';
import { reply, toyContract } from './toy.js';

afterEach(() => vi.useRealTimers());

it('an answer that is not there after three seconds is told, and one that comes sooner is not', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const said: string[] = [];
  let answer = (): void => {};
  let asked = 0;
  const done = run({
    ...{ contract: toyContract(), target: 'http://toy.test', credentials: { key: 'mine' }, only: ['things.list'] },
    ...{ refusals: false, rate: 0, retries: 0, driveDouble: false, onWait: ({ sentence }) => said.push(sentence) },
    send: () => {
      asked += 1;
      const list = reply(200, { things: [{ id: 1, name: 'a', state: 'READY' }] });
      return asked === 1 ? Promise.resolve(list) : new Promise(resolve => (answer = () => resolve(list)));
    },
  });
  await vi.waitFor(() => expect(asked).toBe(2));
  vi.advanceTimersByTime(1500);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1500);
  expect(said).toEqual([expect.stringMatching(/^waiting up to \d+ s: for the answer to GET \/v1\/things$/)]);
  answer();
  await done;
  expect(said).toHaveLength(1);
});
