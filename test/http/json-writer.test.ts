import { expect, it } from 'vitest';
import { z } from 'zod';
import { wholeNumberShown } from '../../contracts/core/whole-number.js';
import { float } from '../../contracts/core/wire.js';
import { writerOf } from '../../mock-server/http/json-writer.js';
import { ReplyCache } from '../../mock-server/http/reply-cache.js';

const bill = z.strictObject({
  hours: float,
  count: z.int(),
  parts: z.array(float.nullable()).optional(),
  by: z.record(z.string(), float),
  note: z.string().optional(),
});

it('floats are written with their point, and all else as JSON is', () => {
  const body = { note: undefined, count: 3, hours: 47, parts: [1.5, null, -2], by: { 'a"b': 0 } };
  expect(writerOf(bill)(body)).toBe('{"count":3,"hours":47.0,"parts":[1.5,null,-2.0],"by":{"a\\"b":0.0}}');
  expect(writerOf(bill)({ hours: 1e21, count: 1, by: {} })).toBe('{"hours":1e+21,"count":1,"by":{}}');
  expect(writerOf(z.array(bill))(null)).toBe('null');
});

it('answers that are held are let go when there are too many of them, or too heavy ones', () => {
  const moment = { version: 1, now: 0 };
  const many = new ReplyCache<number>();
  for (let key = 0; key <= 256; key += 1) many.keep(`${key}`, moment, 1, key, 1);
  expect([many.recall('0', moment), many.recall('256', moment)]).toEqual([undefined, 256]);
  const heavy = new ReplyCache<number>();
  for (const key of [1, 2]) heavy.keep(`${key}`, moment, 1, key, 40 * 2 ** 20);
  expect([heavy.recall('1', moment), heavy.recall('2', moment)]).toEqual([undefined, 2]);
});

const holder = z.strictObject({
  id: wholeNumberShown,
  name: z.string(),
  owner: z.union([z.strictObject({ id: z.int() }), z.strictObject({ of: wholeNumberShown.nullable(), cost: float })]),
  all: z.array(z.strictObject({ of: wholeNumberShown.nullable(), spent: float })).optional(),
});
const GREATEST = '18446744073709551615';

it('whole numbers of 64 bits are written as numbers with all digits, and texts that look like one as texts', () => {
  const all = [
    { of: GREATEST, spent: 2 },
    { of: null, spent: 1.5 },
  ] as const;
  expect(writerOf(holder)({ id: GREATEST, name: GREATEST, owner: { of: GREATEST, cost: 1 }, all })).toBe(
    `{"id":${GREATEST},"name":"${GREATEST}","owner":{"of":${GREATEST},"cost":1},"all":[{"of":${GREATEST},"spent":2.0},{"of":null,"spent":1.5}]}`,
  );
  expect(writerOf(holder)({ id: 7, name: GREATEST, owner: { id: 1 } })).toBe(
    `{"id":7,"name":"${GREATEST}","owner":{"id":1}}`,
  );
  // What is not in the form in which such numbers are kept is no number: a client, and the self-check, shall see it.
  for (const id of ['7', `0${GREATEST}`, '18446744073709551616', '9007199254740991', 'x', `${GREATEST},"a":1`])
    expect(writerOf(holder)({ id, name: 'a', owner: { id: 1 } })).toBe(
      `{"id":${JSON.stringify(id)},"name":"a","owner":{"id":1}}`,
    );
});

it('a bigint is no value of a body that has no such numbers', () => {
  expect(() => writerOf(z.strictObject({ id: z.int() }))({ id: 1n })).toThrow(TypeError);
});
