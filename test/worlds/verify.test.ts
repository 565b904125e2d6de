import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Comparison } from '../../mock-server/worlds/differing.js';
import { Exchanged } from '../../mock-server/worlds/exchanged.js';
import { Journal, type Received } from '../../mock-server/worlds/journal.js';
import { isTooMuch, matching, verify, verifyOnly } from '../../mock-server/worlds/verify.js';
import { isMet } from '../../mock-server/worlds/where.js';

interface Sent {
  readonly operation?: string;
  readonly body?: unknown;
  readonly query?: Record<string, string>;
  readonly text?: string;
  readonly bytes?: number;
}

const received = ({ operation = 'lamps.create', body, query = {}, text = '{}', bytes = 10 }: Sent = {}): Received => ({
  ...{
    at: 0,
    vendor: 'acme',
    method: 'POST',
    path: '/lamps',
    operation,
    status: 200,
    failure: null,
    fault: null,
    transport: null,
    why: null,
    near: null,
  },
  ...{ ignored: [], override: null, findings: [], duration: 1, cut: null },
  exchanged: new Exchanged(
    {
      headers: { 'content-type': 'application/json' },
      path: '',
      search: '',
      body: { length: bytes },
      raw: { params: {}, query, body },
    },
    { headers: { 'content-type': 'application/json' }, text },
  ),
});

function journalOf(...calls: readonly Sent[]): Journal {
  const journal = new Journal();
  for (const call of calls) journal.add(received(call));
  return journal;
}

const lamp = (where: object) => ({ operation: 'acme/lamps.create', where });

describe('what is wanted of a call', () => {
  it.each<[string, unknown, unknown, string[]]>([
    ['a member that is other', { name: 'wep' }, { name: 'web' }, ['$.body.name']],
    ['a member that is missing', {}, { name: 'web' }, ['$.body.name']],
    [
      'members below',
      { size: { cores: 2, memory: 4 } },
      { size: { cores: 1, memory: 8 } },
      ['$.body.size.cores', '$.body.size.memory'],
    ],
    ['an item of a list', { tags: ['a', 'b'] }, { tags: ['a', 'c'] }, ['$.body.tags[1]']],
    ['an object where there is a text', { size: 'big' }, { size: { cores: 1 } }, ['$.body.size']],
    ['an odd name', { 'odd name': 1 }, { 'odd name': 2 }, ['$.body["odd name"]']],
    ['a name in another case, told as it was sent', { Name: 'wep' }, { name: 'web' }, ['$.body.Name']],
    ['JSON in a text', { env: '{"region":"a"}' }, { env: { region: 'b' } }, ['$.body.env.region']],
    ['null', { name: null }, { name: 'web' }, ['$.body.name']],
    ['a number and its text', { count: '2' }, { count: 2 }, []],
    ['a long number', { id: 18446744073709551615n }, { id: 18446744073709551615n }, []],
    ['a pattern', { name: 'web-1' }, { name: /^web-/ }, []],
    ['a pattern that does not match', { name: 'db-1' }, { name: /^web-/ }, ['$.body.name']],
    ['a matcher of a test runner', { name: 'web-1' }, { name: expect.stringContaining('web') }, []],
    ['one that does not match', { name: 'db-1' }, { name: expect.stringContaining('web') }, ['$.body.name']],
  ])('differs at its place: %s', (_what, body, wanted, places) => {
    const { holds, nearest } = verify(journalOf({ body }), lamp({ body: wanted }));
    expect(holds).toBe(places.length === 0);
    expect(nearest.flatMap(({ differs }) => differs.map(({ at }) => at))).toEqual(places);
  });

  it('is met exactly where a rule with the same `where` strikes', () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(json, json, fc.boolean(), (body, other, isSame) => {
        const wanted = isSame ? body : other;
        const differs = new Comparison().differing({ body }, { body: wanted });
        expect(differs.length === 0).toBe(isMet({ body: wanted }, { params: {}, query: {}, body }));
      }),
    );
  });

  it('may be too much to be sought: too many values, or nested too deep', () => {
    const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
    expect([isTooMuch(deep(32)), isTooMuch(deep(33)), isTooMuch(deep(5000))]).toEqual([false, true, true]);
    const wide = (many: number) => ({ body: Array.from({ length: many }, () => 1) });
    expect([isTooMuch(wide(200)), isTooMuch(wide(201)), isTooMuch({ body: [[], {}] })]).toEqual([false, true, false]);
  });
});

describe('the nearest calls', () => {
  it('are those that differ at the fewest values, and of these the newest; five at most', () => {
    const bodies = [{ a: 1, b: 1, c: 1 }, { a: 1 }, { a: 2, b: 1, c: 1 }, {}, { a: 1, b: 1, c: 3 }, { b: 1, c: 1 }];
    const { nearest } = verify(journalOf(...bodies.map(body => ({ body }))), lamp({ body: { a: 1, b: 1, c: 2 } }));
    expect(nearest.map(({ call: { number } }) => number)).toEqual([5, 1, 6, 3, 2]);
    const whole = verify(
      journalOf({ body: {} }, { body: { size: { a: 1 } } }),
      lamp({ body: { size: { a: 1, b: 2 } } }),
    );
    expect(whole.nearest.map(({ call: { number } }) => number)).toEqual([2, 1]);
  });

  it('are none where it holds, and those that came too often where it is that', () => {
    const journal = journalOf({}, {});
    expect(verify(journal, { operation: 'lamps.*' }).nearest).toEqual([]);
    const tooOften = verify(journal, { operation: 'lamps.*', never: true });
    expect(tooOften.nearest.map(({ call: { number }, differs }) => [number, differs])).toEqual([
      [2, []],
      [1, []],
    ]);
  });
});

describe('calls that are not kept any more', () => {
  it('leave nothing with a bound above to hold; what was received holds all the same', () => {
    const journal = journalOf(
      {},
      { operation: 'lamps.list' },
      ...Array.from({ length: 1000 }, () => ({ operation: 'fans.list' })),
    );
    expect(verify(journal, { operation: 'lamps.create', never: true })).toMatchObject({ holds: false, forgotten: 1 });
    expect(verify(journal, { operation: 'lamps.*', times: 0 })).toMatchObject({ holds: false, forgotten: 2 });
    expect(verify(journal, { operation: 'fans.create', never: true })).toMatchObject({ holds: true, forgotten: 0 });
    expect(verify(journal, { operation: 'fans.list' })).toMatchObject({ holds: true });
    expect(verifyOnly(journal, [{ operation: 'fans.list' }])).toMatchObject({ holds: false, forgotten: 2 });
    journal.clear();
    expect(verify(journal, { operation: 'lamps.create', never: true }).holds).toBe(true);
  });

  it('count too where what they sent was let go of, but only if that is asked for', () => {
    const heavy = Array.from({ length: 8 }, () => ({ operation: 'fans.create', bytes: 2 ** 20 }));
    const journal = journalOf({ body: { name: 'web' } }, ...heavy);
    expect(journal.all().map(({ exchanged }) => exchanged !== null)).toEqual([
      ...Array(6).fill(false),
      ...Array(3).fill(true),
    ]);
    expect(verify(journal, { ...lamp({ body: { name: 'web' } }), times: 1 })).toMatchObject({
      holds: false,
      forgotten: 1,
    });
    expect(verify(journal, { ...lamp({ reply: { status: 200 } }), times: 1 })).toMatchObject({
      holds: true,
      forgotten: 0,
    });
    expect(verify(journal, { operation: 'lamps.create', times: 1 })).toMatchObject({ holds: true });
  });

  it('are those with an answer too long to be kept where its body is asked for', () => {
    const journal = journalOf({ text: `"${'x'.repeat(2 ** 20)}"` });
    expect(journal.all()[0]?.exchanged).toMatchObject({ replyCut: 2 ** 20 + 2, weight: 1090 });
    expect(verify(journal, { ...lamp({ reply: { body: { a: 1 } } }), never: true })).toMatchObject({ forgotten: 1 });
    expect(matching(journal.all(), lamp({ reply: { status: 200 } }))).toHaveLength(1);
  });
});
