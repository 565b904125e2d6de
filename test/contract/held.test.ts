import { expect, it } from 'vitest';
import { z } from 'zod';
import { heldBy } from '../../contracts/core/held.js';
import { secret } from '../../contracts/core/wire.js';

const row = z.strictObject({ id: z.number(), key: secret(z.strictObject({ text: z.string() })).optional() });
const schema = z.strictObject({
  rows: z.array(row),
  named: z.record(z.string(), row),
  pair: z.tuple([z.number(), z.string()]),
  either: z.union([z.strictObject({ one: z.number() }), z.strictObject({ two: z.string() })]),
  more: z.looseObject({}),
});
const body = {
  rows: [{ id: 1 }, { id: 2, key: { text: 'a' } }],
  named: { web: { id: 3 } },
  pair: [4, 'b'],
  either: { two: 'c' },
  more: { odd: 5 },
  unknown: { to: 'the schema' },
};
/** What is no object, in the order of the body. */
const plain = [
  ['$.rows[*].id', ['rows', 0, 'id'], 1, false],
  ['$.rows[*].id', ['rows', 1, 'id'], 2, false],
  ['$.rows[*].key.text', ['rows', 1, 'key', 'text'], 'a', true],
  ['$.named[*].id', ['named', 'web', 'id'], 3, false],
  ['$.pair[*]', ['pair', 0], 4, false],
  ['$.pair[*]', ['pair', 1], 'b', false],
  ['$.either.two', ['either', 'two'], 'c', false],
  ['$.more.odd', ['more', 'odd'], 5, false],
];

it.each(['once', 'again'])('a value and its schema are walked through together, %s', () => {
  const held = [...heldBy(schema, body)].filter(({ value }) => typeof value !== 'object');
  expect(held.map(({ path, keys, value, secret: isSecret }) => [path, keys, value, isSecret])).toEqual(plain);
});
