import { expect, it } from 'vitest';
import { callsIn, callsTogether } from '../../mock-server/store/calls-together.js';

const answer = 'a long answer '.repeat(1000);

it('an answer that many calls were given stands once among them', () => {
  const calls = Array.from({ length: 250 }, (_, nth) => ({
    entry: `call ${nth}`,
    answer: nth % 2 ? answer : 'another',
  }));
  const entry = callsTogether(calls);
  expect(entry.length).toBeLessThan(answer.length + 250 * 20);
  expect(callsIn({ number: 300, entry }, 0)).toEqual(calls.map((call, nth) => ({ number: 51 + nth, ...call })));
  expect(callsIn({ number: 300, entry }, 298).map(({ number }) => number)).toEqual([299, 300]);
});

it('a call that was kept alone, as all were before, is read', () => {
  expect(callsIn({ number: 7, entry: '{"at":1}' }, 0)).toEqual([{ number: 7, entry: '{"at":1}' }]);
  expect(callsIn({ number: 8, entry: callsTogether([{ entry: '{"at":1}' }]) }, 7)).toEqual([
    { number: 8, entry: '{"at":1}' },
  ]);
});
