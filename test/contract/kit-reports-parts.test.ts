import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Finding } from '../../contracts/core/checks.js';
import type { Entry } from '../../contracts/core/contract.js';
import { secret } from '../../contracts/core/wire.js';
import { curlOf, variableMark } from '../../contracts/kit/report/curl.js';
import { excerptOf } from '../../contracts/kit/report/excerpt.js';
import { inputShown } from '../../contracts/kit/report/input-shown.js';
import { wordsOf } from './shell-words.js';
import { right } from './spoiled.js';

describe('an input as it is shown', () => {
  const { contract, things } = right();
  const shownOf = (body: unknown, schema?: z.ZodType, credentials = {}): unknown => {
    const operation = { ...Object(things.create), ...(schema && { body: schema }) };
    const entry: Entry = { id: 'things.create', group: 'things', name: 'create', operation } as Entry;
    return inputShown(contract, { entry, input: { body } }, credentials).body;
  };

  it('lacks what the contract marks as secret, wherever that stands', () => {
    const schema = z.object({
      name: z.string(),
      keys: z.array(z.object({ text: secret(z.string()) })),
      all: secret(z.any()),
    });
    expect(shownOf({ name: 'web', keys: [{ text: 'web' }], all: { a: 1 } }, schema)).toEqual({
      ...{ name: 'web', keys: [{ text: '[redacted]' }], all: '[redacted]' },
    });
  });

  it('has variables for credentials also as numbers, and within JSON in a text', () => {
    const mark = variableMark('toy', 'pin');
    const sent = { code: 4711, text: '{"pin":"4711","name":"web"}', part: 'a-4711' };
    expect(shownOf(sent, undefined, { pin: '4711' })).toEqual({
      ...{ code: mark, text: `{"pin":"${mark}","name":"web"}`, part: variableMark('toy', 'part') },
    });
  });

  it('keeps numbers, dates, the example, and what the run made up', () => {
    const sent = { a: 1.5, b: true, c: null, d: '2026-01-01 10:00:00', e: 'web', f: 'hostdouble-1a', g: 'not-a-value' };
    expect(shownOf(sent)).toEqual(sent);
  });
});

describe('a request as a line', () => {
  it('keeps quotes, dollars and line ends in their place', () => {
    const body = JSON.stringify({ a: "it's $HOME `id`", b: 'two\nlines\u202e\u0085' });
    const line = curlOf({
      method: 'PUT',
      url: 'http://x.example/a',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(line).not.toMatch(/\n|\u202e|\u0085/);
    const words = wordsOf(line);
    expect(words.slice(0, 5)).toEqual(['-sS', '-i', '-X', 'PUT', 'http://x.example/a']);
    expect(JSON.parse(words.at(-1) ?? '')).toEqual(JSON.parse(body));
  });

  it('writes a form field by field, encoded where a reader would not see it', () => {
    const body = `${new URLSearchParams({ a: 'x & y=z', b: 'two\nlines', c: '@file' })}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(wordsOf(curlOf({ method: 'POST', url: 'http://x.example', headers, body })).slice(3)).toEqual([
      ...['--data-urlencode', 'a=x & y=z', '--data-raw', 'b=two%0Alines', '--data-urlencode', 'c=@file'],
    ]);
  });

  it('is bounded, and lets curl expand no brackets', () => {
    const headers = { 'content-type': 'application/json' };
    const long = curlOf({ method: 'POST', url: 'http://x.example', headers, body: JSON.stringify('x'.repeat(1e6)) });
    expect(long.length).toBeLessThan(2500);
    expect(long).toContain('characters more');
    expect(curlOf({ method: 'GET', url: `http://x.example/${'y'.repeat(1e6)}`, headers: {} }).length).toBeLessThan(
      4100,
    );
    expect(curlOf({ method: 'GET', url: 'http://x.example/{a}', headers: {} })).toContain('--globoff');
  });
});

describe('the part of an answer that shows a finding', () => {
  const at = (path: string, found: string, place = path.replaceAll(/\[\d+\]/g, '[*]')): Finding => ({
    ...{ check: 'type', path, place, found, expected: 'x', evidence: 'documented', severity: 'error' },
  });
  const schema = z.object({ data: z.array(z.object({ id: z.int(), name: z.string() })) });
  const body = {
    data: [
      { id: 1, name: 'a' },
      { id: 'x', name: 'secret-name', 'Key-12345-of-somebody': 'b' },
    ],
    more: 1,
  };
  const json = { 'content-type': 'application/json; charset=utf-8' };

  it.each([
    [at('$.data[1].id', 'string like 000'), '{"data":[{"id":"<string like 000>"}]}'],
    [at('$.data[1].id', '"WORD"'), '{"data":[{"id":"WORD"}]}'],
    [at('$.data[1].id', 'null'), '{"data":[{"id":null}]}'],
    [at('$.data', '3 rows'), '{"data":"<3 rows>"}'],
    [
      at('$.data[1].gone', 'nothing'),
      '{"data":[{"id":"<string>","name":"<string>","Aaa-00000-aa-aaaaaaaa":"<string>"}]}',
    ],
    [
      at('$.data[1]["Key-12345-of-somebody"]', 'string', '$.data[*]["Aaa-00000"]'),
      '{"data":[{"Aaa-00000":"<string>"}]}',
    ],
    [at('$request.body.name', 'x'), '418 application/json {"data":"<array of 2>","more":"<number>"}'],
    [at('$', '418'), '418 application/json {"data":"<array of 2>","more":"<number>"}'],
  ])('is the way to it: %#', (finding, text) => {
    expect(excerptOf({ status: 418, headers: json, body }, finding, schema)).toBe(text);
  });

  it.each([
    [undefined, '200 without a media type (empty)'],
    ['<html>', '200 without a media type "<text>"'],
    [null, '200 without a media type null'],
    [[1], '200 without a media type "<array of 1>"'],
  ])('is the kind of a body that is %j', (whole, text) => {
    expect(excerptOf({ status: 200, body: whole }, at('$', 'x'))).toBe(text);
  });

  it('is bounded in size, in members, and shows nothing that a reader would not see', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`n${n}`, n]));
    expect(excerptOf({ status: 200, body: many }, at('$.gone', 'nothing'))).toMatch(
      /^\{("n\d":"<number>",){6}"…":"44 more"\}$/,
    );
    const deep = `$${'.abcdefgh'.repeat(200)}`;
    expect(excerptOf({ status: 200, body: {} }, at(deep, 'x')).length).toBeLessThan(650);
    const hidden = excerptOf({ status: 200, body: { '\u001b[2J\u202e': 1 } }, at('$', 'x'));
    expect(hidden).toContain('{"\\u001b[2J\\u202e":"<number>"}');
  });
});
