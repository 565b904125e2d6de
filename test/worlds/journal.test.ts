import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Exchanged } from '../../mock-server/worlds/exchanged.js';
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
  fault: null,
  transport: null,
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

  it('keeps so much of a path as anybody reads', () => {
    const journal = new Journal();
    journal.add(call(`/v1/${'x'.repeat(9000)}`));
    expect(journal.all()[0]?.path).toBe(`/v1/${'x'.repeat(1996)}…`);
  });

  it('counts anew when it was cleared', () => {
    const journal = new Journal();
    journal.add(call('/v1/before'));
    journal.clear();
    journal.add(call('/v1/after'));
    expect(journal.all()).toEqual([{ number: 1, ...call('/v1/after') }]);
  });
});

describe('who listens to a journal', () => {
  it('is told of each call with its number, also after it was cleared, until they say that it is enough', () => {
    const journal = new Journal();
    const heard: [number, string][] = [];
    const end = journal.onCall(({ number, path }) => heard.push([number, path]));
    journal.add(call('/v1/one'));
    journal.add(call('/v1/two'));
    journal.clear();
    journal.add(call('/v1/three'));
    end();
    journal.add(call('/v1/four'));
    expect(heard).toEqual([
      [1, '/v1/one'],
      [2, '/v1/two'],
      [1, '/v1/three'],
    ]);
  });
});

describe('what calls exchanged', () => {
  const heavy = (bytes: number, text = ''): Received => ({
    ...call('/v1/heavy'),
    exchanged: new Exchanged(
      {
        headers: { api_key: 'secret' },
        path: '',
        search: '',
        body: { length: bytes },
        raw: { params: {}, query: {}, body: 'secret' },
      },
      { headers: {}, text },
    ),
  });

  it('is let go of when all of it is too much, the oldest first, however often the ring goes round', () => {
    const journal = new Journal();
    for (let round = 0; round < 2500; round++) journal.add(heavy(2 ** 20, 'answer'));
    const kept = journal.all();
    expect(kept.map(({ exchanged }) => exchanged !== null).lastIndexOf(false)).toBe(996);
    expect(kept.filter(({ exchanged }) => exchanged !== null)).toHaveLength(3);
    expect(kept[0]?.cut).toEqual({ body: 2 ** 20, reply: 6 });
    for (let round = 0; round < 1000; round++) journal.add(heavy(10));
    expect(journal.all().every(({ exchanged }) => exchanged !== null)).toBe(true);
    journal.clear();
    for (let round = 0; round < 3; round++) journal.add(heavy(2 ** 20));
    expect(journal.all().every(({ exchanged }) => exchanged !== null)).toBe(true);
  });

  it('of worlds that are busy side by side is let go of from the oldest on: each keeps its latest', () => {
    const journals = Array.from({ length: 8 }, () => new Journal());
    for (let round = 0; round < 200; round++) for (const journal of journals) journal.add(heavy(2 ** 17));
    for (const journal of journals) {
      const kept = journal.all().map(({ exchanged }) => exchanged !== null);
      expect(kept.lastIndexOf(false)).toBe(kept.indexOf(true) - 1);
      expect(kept.filter(Boolean).length).toBeGreaterThan(5);
      journal.close();
    }
  });

  it('hides from JSON and from whoever prints a call', () => {
    const journal = new Journal();
    journal.add(heavy(10, 'secret'));
    expect(JSON.stringify(journal.all())).not.toContain('secret');
    expect(inspect(journal.all(), { depth: 9, showHidden: true })).not.toContain('secret');
  });
});
