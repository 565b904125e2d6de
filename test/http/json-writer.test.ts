import { expect, it } from 'vitest';
import { z } from 'zod';
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
