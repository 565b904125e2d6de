import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import { masked, maskedHeader } from '../../contracts/core/masked.js';
import { read, secret } from '../../contracts/core/wire.js';

const body = z.object({
  name: z.string(),
  key: secret(z.string()),
  env: read.json(z.object({ region: z.string(), pin: secret(z.string()) })).optional(),
  either: z.union([z.object({ a: z.string() }), z.object({ a: secret(z.string()) })]).optional(),
  open: z.unknown(),
});

describe('a value as it may be shown', () => {
  it.each<[string, unknown, unknown]>([
    ['a secret', { key: 'k' }, { key: '[redacted]' }],
    [
      'what no schema describes',
      { colour: 'red', size: 3, isOn: true },
      { colour: '[undescribed]', size: '[undescribed]', isOn: true },
    ],
    [
      'a name that speaks for itself',
      { open: { password: 'p', size: 'big' } },
      { open: { password: '[redacted]', size: 'big' } },
    ],
    [
      'a secret in JSON inside a text',
      { env: '{"region":"a","pin":"1"}' },
      { env: '{"region":"a","pin":"[redacted]"}' },
    ],
    [
      'the same where it was read already',
      { env: { region: 'a', pin: '1' } },
      { env: { region: 'a', pin: '[redacted]' } },
    ],
    ['a text that should be JSON and is not', { env: 'a' }, { env: 'a' }],
    ['a text of JSON that is nested too deep', { env: '['.repeat(300) }, { env: '[undescribed]' }],
    ['what one option of a union marks', { either: { a: 'x' } }, { either: { a: '[redacted]' } }],
  ])('masks %s', (_what, value, shown) => {
    expect(masked(body, value)).toEqual(shown);
  });

  it('tells the secrets that it hid', () => {
    const seen: string[] = [];
    masked(body, { name: 'n', key: 'k', colour: 'red', env: '{"pin":"1"}' }, text => seen.push(text));
    expect(seen).toEqual(['k', '1']);
  });

  it.each<[string, string, string]>([
    ['Authorization', 'Bearer x', '[redacted]'],
    ['cookie', 'a=b', '[redacted]'],
    ['x-session-id', 'x', '[redacted]'],
    ['location', 'https://a.example/b?token=x', 'https://a.example/b'],
    ['accept', '*/*', '*/*'],
  ])('is a header: %s: %s', (name, value, shown) => {
    expect(maskedHeader(controlDialect, name, value)).toBe(shown);
  });
});
