import { describe, expect, it } from 'vitest';
import { Journal, type Received } from '../../mock-server/worlds/journal.js';

const call = (path: string): Received => ({
  at: 0,
  vendor: 'infrahub',
  method: 'GET',
  path,
  operation: null,
  status: 404,
  failure: 'noRoute',
  why: null,
  near: null,
  ignored: [],
  override: null,
  findings: [],
  duration: 1,
  exchanged: null,
  cut: null,
});

describe('a journal', () => {
  it('numbers calls from the first on, and keeps the last thousand, oldest first', () => {
    const journal = new Journal();
    for (let number = 1; number <= 1003; number++) journal.add(call(`/v1/${number}`));
    const kept = journal.all();
    expect(journal.count).toBe(1003);
    expect(kept.map(({ number }) => number)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 4));
    expect(kept.every(({ number, path }) => path === `/v1/${number}`)).toBe(true);
  });

  it('counts anew when it was cleared', () => {
    const journal = new Journal();
    journal.add(call('/v1/before'));
    journal.clear();
    journal.add(call('/v1/after'));
    expect(journal.all()).toEqual([{ number: 1, ...call('/v1/after') }]);
  });
});
