import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exactBody, mayHoldLong, readExact, writeExact } from '../../contracts/core/exact-json.js';
import {
  asWritten,
  isSameNumber,
  keptFrom,
  readWholeNumber,
  readWide,
  wholeNumber,
  wholeNumberKept,
  wholeNumberShown,
} from '../../contracts/core/whole-number.js';

const [GREATEST, NEIGHBOUR] = ['18446744073709551615', '18446744073709551614'] as const;

describe('JSON is read with all digits', () => {
  it.each<[string, unknown]>([
    [GREATEST, 18446744073709551615n],
    [`-${GREATEST}`, -18446744073709551615n],
    [` [ ${GREATEST} , 1 ]\n`, [18446744073709551615n, 1]],
    [
      `{"a":[{"b":${GREATEST}},{"b":${NEIGHBOUR}}]}`,
      { a: [{ b: 18446744073709551615n }, { b: 18446744073709551614n }] },
    ],
    ['[9007199254740991,9007199254740992]', [9007199254740991, 9007199254740992n]],
    ['[1000000000000000]', [1_000_000_000_000_000]],
    // What has a point or an exponent is no whole number by its form; long ones of no use are not read digit by digit.
    [`[${GREATEST}.0,${GREATEST}e0,0.12345678901234568]`, [2 ** 64, 2 ** 64, 0.12345678901234568]],
    [`[${'9'.repeat(41)}]`, [1e41]],
    [`[${'9'.repeat(400)}]`, [Number.POSITIVE_INFINITY]],
    [`{"${GREATEST}":"${GREATEST}"}`, { [GREATEST]: GREATEST }],
    [`{"a":"\\"b\\":${GREATEST},","b":1}`, { a: `"b":${GREATEST},`, b: 1 }],
    [`{"\\u0061":${GREATEST}}`, { a: 18446744073709551615n }],
    [`{"a.b":{"":${GREATEST}}}`, { 'a.b': { '': 18446744073709551615n } }],
  ])('%s', (text, value) => {
    expect(readExact(text)).toEqual(value);
  });

  it('and of members of one name the last counts, as JSON.parse has it', () => {
    expect(readExact(`{"a":${GREATEST},"a":${NEIGHBOUR}}`)).toEqual({ a: BigInt(NEIGHBOUR) });
    expect(readExact(`{"a":${GREATEST},"a":5}`)).toEqual({ a: 5 });
    expect(readExact(`{"a":5,"a":${GREATEST}}`)).toEqual({ a: BigInt(GREATEST) });
    expect(readExact(`{"a":${GREATEST},"a":"${GREATEST}"}`)).toEqual({ a: GREATEST });
    expect(readExact(`{"a":${GREATEST},"a":[${NEIGHBOUR}]}`)).toEqual({ a: [BigInt(NEIGHBOUR)] });
    expect(readExact(`{"a":{"b":${GREATEST}},"a":{}}`)).toEqual({ a: {} });
    expect(readExact(`{"a":[1,${GREATEST}],"a":[1]}`)).toEqual({ a: [1] });
  });

  it('and no member changes what objects are', () => {
    const read = readExact(
      `{"__proto__":{"x":${GREATEST}},"constructor":{"prototype":{"y":${GREATEST}}},"z":${GREATEST}}`,
    );
    expect(Object.keys(Object(read))).toEqual(['__proto__', 'constructor', 'z']);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect([Reflect.get({}, 'x'), Reflect.get({}, 'y')]).toEqual([undefined, undefined]);
    expect(writeExact(read)).toBe(
      `{"__proto__":{"x":${GREATEST}},"constructor":{"prototype":{"y":${GREATEST}}},"z":${GREATEST}}`,
    );
    expect(readExact(`{"a":{},"__proto__":${GREATEST}}`)).toEqual(
      JSON.parse(`{"a":{},"__proto__":1}`, (key, value) => (key === '__proto__' ? BigInt(GREATEST) : value)),
    );
  });

  it('however deep it is nested: below a depth, which no id has, numbers are as JSON.parse makes them', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${GREATEST}${']'.repeat(levels)}`;
    expect(readExact(nested(64))).toEqual(
      JSON.parse(nested(64), (_key, value) => (value === 2 ** 64 ? BigInt(GREATEST) : value)),
    );
    expect(JSON.stringify(readExact(nested(65)))).toBe(JSON.stringify(JSON.parse(nested(65))));
    expect(() => readExact(nested(200_000))).not.toThrow();
  });

  it('in a time that grows with the text alone', () => {
    const many = `[${Array(50_000).fill(GREATEST).join(',')}]`;
    const deep = `${'{"a":'.repeat(60)}${many}${'}'.repeat(60)}`;
    const digits = `[${'1'.repeat(2_000_000)}]`;
    const before = performance.now();
    for (const text of [many, deep, digits]) readExact(text);
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it.each(['', '{', `[${GREATEST}`, `{"a":${GREATEST},}`, `[0${GREATEST}]`, `[${GREATEST}n]`, 'NaN'])(
    'and what is not JSON is refused as JSON.parse refuses it: %s',
    text => {
      const refusal = (read: (text: string) => unknown) => {
        try {
          return read(text);
        } catch (error) {
          return String(error);
        }
      };
      expect(refusal(readExact)).toBe(refusal(JSON.parse));
    },
  );

  it('any value is read as JSON.parse reads it, but for its long whole numbers', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), text => {
        const read = readExact(text);
        expect(JSON.parse(writeExact(read))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('any whole number of 64 bits is written as it was read', () => {
    const number = fc.bigInt(-(2n ** 64n), 2n ** 64n).map(String);
    const text = fc
      .array(fc.tuple(fc.string(), number))
      .map(members => JSON.stringify(Object.fromEntries(members)).replaceAll(/:"(-?\d+)"/g, ':$1'));
    fc.assert(
      fc.property(text, one => {
        expect(writeExact(readExact(one))).toBe(one);
      }),
    );
  });

  it('only where 16 digits or more stand on end, wherever that is', () => {
    for (const digits of [15, 16, 17, 31, 40])
      for (let before = 0; before < 40; before += 1)
        for (const after of [0, 1, 20])
          expect([
            digits,
            before,
            mayHoldLong(`${' '.repeat(before)}${'7'.repeat(digits)}${' '.repeat(after)}`),
          ]).toEqual([digits, before, digits >= 16]);
    expect([mayHoldLong(''), mayHoldLong('12345678 12345678 1234567')]).toEqual([false, false]);
  });

  it('of an answer', () => {
    const body = { id: 2 ** 64 };
    expect(exactBody({ body, text: `{"id":${GREATEST}}` })).toEqual({ id: BigInt(GREATEST) });
    expect(exactBody({ body })).toBe(body);
    const short = { id: 1 };
    expect(exactBody({ body: short, text: '{"id":1}' })).toBe(short);
  });
});

describe('JSON is written with all digits', () => {
  it('as JSON.stringify writes all else', () => {
    const odd = { a: undefined, b: [undefined, () => 1, Number.NaN], d: new Date(0), e: 'é"\u0001', f: null };
    expect(writeExact({ ...odd, n: 1n })).toBe(`${JSON.stringify(odd).slice(0, -1)},"n":1}`);
    expect(writeExact(odd)).toBe(JSON.stringify(odd));
    expect([writeExact(undefined), writeExact(1n), writeExact('1n')]).toEqual([undefined, '1', '"1n"']);
  });

  it('and refuses what JSON.stringify refuses', () => {
    const circle: Record<string, unknown> = {};
    circle.own = circle;
    expect(() => writeExact(circle)).toThrow();
  });
});

describe('a whole number of 64 bits', () => {
  const schema = z.strictObject({
    data: z.array(
      z.strictObject({ id: wholeNumberShown, name: z.string(), of: z.union([wholeNumberShown, z.null()]) }),
    ),
  });
  const text = `{"data":[{"id":${GREATEST},"name":"${GREATEST}","of":null},{"id":7,"name":"b","of":${NEIGHBOUR}}]}`;
  const kept = {
    data: [
      { id: GREATEST, name: GREATEST, of: null },
      { id: 7, name: 'b', of: NEIGHBOUR },
    ],
  };

  it('is kept as text where no double holds it, at the places where the contract has such numbers', () => {
    expect(keptFrom(schema, JSON.parse(text), text)).toEqual(kept);
    expect(writeExact(asWritten(schema, kept))).toBe(text);
    const plain = JSON.parse(text);
    expect(keptFrom(z.strictObject({ data: z.array(z.unknown()) }), plain, text)).toBe(plain);
    expect(readWide(undefined, `[${GREATEST}]`)).toEqual([2 ** 64]);
  });

  it('may stand in a map, in a list of lists, and below an odd name', () => {
    const odd = z.strictObject({
      map: z.record(z.string(), wholeNumberShown),
      lists: z.array(z.array(wholeNumberShown)),
      'a "b".c': wholeNumberShown.optional(),
      name: z.string(),
    });
    const text = `{"map":{"x":${GREATEST},"name":1},"lists":[[1,${NEIGHBOUR}],[]],"a \\"b\\".c":${GREATEST},"name":"${GREATEST}"}`;
    const own = keptFrom(odd, JSON.parse(text), text);
    expect(own).toEqual({
      map: { x: GREATEST, name: 1 },
      lists: [[1, NEIGHBOUR], []],
      'a "b".c': GREATEST,
      name: GREATEST,
    });
    expect(writeExact(asWritten(odd, own))).toBe(text);
    const short = { map: { x: 1 }, lists: [[1]], name: GREATEST };
    expect(asWritten(odd, short)).toBe(short);
  });

  it('is no text on the wire, and what JSON.parse makes of it is no departure', () => {
    expect(schema.safeParse(JSON.parse(text)).success).toBe(true);
    expect(schema.safeParse(kept).success).toBe(false);
  });

  it('is read from a number, its digits, and a bigint, always to the same', () => {
    const read = readWholeNumber();
    for (const value of [7, '7', ' 7 ', 7n]) expect(read.parse(value)).toBe(7);
    for (const value of [GREATEST, `\t${GREATEST}\n`, BigInt(GREATEST)]) expect(read.parse(value)).toBe(GREATEST);
    for (const value of [2 ** 53, '9007199254740992']) expect(read.parse(value)).toBe('9007199254740992');
    for (const value of [
      0,
      -1,
      0.5,
      Number.NaN,
      2 ** 64,
      0n,
      -1n,
      2n ** 64n,
      '0',
      '007',
      '7n',
      '0x7',
      '1'.repeat(21),
      null,
      {},
    ])
      expect([value, read.safeParse(value).success]).toEqual([value, false]);
  });

  it('has one form in which it is kept', () => {
    expect([wholeNumber(7n), wholeNumber(2n ** 53n - 1n), wholeNumber(2n ** 53n)]).toEqual([
      7,
      2 ** 53 - 1,
      '9007199254740992',
    ]);
    expect(wholeNumber(-(2n ** 64n))).toBe('-18446744073709551616');
    for (const value of [0, 7, 2 ** 53, 2 ** 64, GREATEST, '9007199254740992'])
      expect([value, wholeNumberKept.safeParse(value).success]).toEqual([value, true]);
    for (const value of ['7', '9007199254740991', '18446744073709551616', `0${GREATEST}`, '', 2 ** 65, -1, 1n])
      expect([value, wholeNumberKept.safeParse(value).success]).toEqual([value, false]);
  });

  it('is the same as another by its digits, and as an old rounded one by what a double makes of it', () => {
    expect([isSameNumber(GREATEST, GREATEST), isSameNumber(GREATEST, NEIGHBOUR)]).toEqual([true, false]);
    expect([isSameNumber(2 ** 64, GREATEST), isSameNumber(2 ** 64, '9007199254740993')]).toEqual([true, false]);
    expect([isSameNumber(7, 7), isSameNumber(7, 8), isSameNumber(null, 7)]).toEqual([true, false, false]);
  });
});
