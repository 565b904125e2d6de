import { describe, expect, it } from 'vitest';
import { nestedAsInPhp } from '../../../mock-server/calls/php-form.js';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';

let mock: MockServer;
doubleForEach('2025-01-31T12:00:00Z', met => {
  mock = met;
});

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';
const user = { name: 'Jon Doe', email: 'jon@doe.com' };
const nothing = ['The name field is required.', 'The email field is required.'];

/** Asks for a user with a body as it stands; undefined sends no media type. */
async function create(type: string | undefined, text: string, path = '/users') {
  const headers = {
    authorization: `Bearer ${mock.credentials.virtfusion?.token}`,
    ...(type && { 'content-type': type }),
  };
  const body = new Blob([text]); // one of no type of its own
  const reply = await fetch(`${mock.url}/api/v1${path}`, { method: 'POST', headers, body });
  const said = await reply.text();
  return { status: reply.status, body: said === '' ? undefined : JSON.parse(said) };
}

const lastCall = async () => (await mock.control.journal.list()).calls.at(-1);

describe('a body of VirtFusion', () => {
  it.each([JSON_TYPE, 'application/json; charset=utf-8', 'Application/JSON', 'application/vnd.api+json'])(
    'is JSON where its media type says so: %s',
    async type => {
      expect(await create(type, JSON.stringify(user))).toMatchObject({ status: 201, body: { data: user } });
    },
  );

  it('may be a form, with names in the way of PHP', async () => {
    const made = await create(
      FORM,
      'name=Jon+Doe&email=jon%40doe.com&selfServiceHourlyGroupProfiles%5B%5D=1&selfService=1',
    );
    expect(made).toMatchObject({ status: 201, body: { data: { ...user, selfService: 1 } } });
    expect(await create(FORM, 'name=Jon+Doe&email=')).toEqual({ status: 422, body: { errors: nothing.slice(1) } });
    const parts = ['name=Ann', 'email=ann@doe.com'].map(
      part => `--x\r\nContent-Disposition: form-data; name="${part.replace('=', '"\r\n\r\n')}\r\n`,
    );
    expect(await create('multipart/form-data; boundary=x', `${parts.join('')}--x--\r\n`)).toMatchObject({
      ...{ status: 201, body: { data: { name: 'Ann', email: 'ann@doe.com' } } },
    });
  });

  it.each([
    ['broken JSON', JSON_TYPE, '{"name":"Jon Doe","email":'],
    ['bytes that are no UTF-8', JSON_TYPE, '{"name":"\ud800"'],
    ['text that is no JSON', 'text/plain;charset=UTF-8', 'name=Jon+Doe&email=jon@doe.com'],
  ])('that is %s is nothing, as Laravel reads it; the journal tells', async (_what, type, text) => {
    expect(await create(type, text)).toEqual({ status: 422, body: { errors: nothing } });
    expect(await lastCall()).toMatchObject({ status: 422, failure: 'invalid', why: 'malformed' });
  });

  it.each([
    ['that it is text, as `fetch` does by itself', 'text/plain;charset=UTF-8'],
    ['that it is a form, as `curl -d` does', FORM],
    ['nothing', undefined],
  ])('that is JSON and says %s is JSON: no source has that the panel minds', async (_what, type) => {
    expect(await create(type, ` ${JSON.stringify(user)}`)).toMatchObject({ status: 201, body: { data: user } });
  });

  it.each(['null', '7', '"name"', '[]', '[{"name":"Jon Doe"}]'])(
    'that has no members is an empty one: %s',
    async text => {
      expect(await create(JSON_TYPE, text)).toEqual({ status: 422, body: { errors: nothing } });
      expect(await lastCall()).toMatchObject({ status: 422, failure: 'invalid', why: null });
    },
  );

  it('that cannot be read is passed over where none is needed, with a notice', async () => {
    const tokens = await create(JSON_TYPE, '{', '/users/1/authenticationTokens');
    expect(tokens.status).toBe(404);
    await create(JSON_TYPE, JSON.stringify({ ...user, extRelationId: 1 }));
    expect((await create(JSON_TYPE, '{', '/users/1/authenticationTokens')).status).toBe(200);
    expect(await lastCall()).toMatchObject({
      ignored: ['(body)'],
      findings: [{ check: 'unknown-input', path: '$', severity: 'notice' }],
    });
  });

  it('of another vendor is JSON whatever it says', async () => {
    const headers = { api_key: mock.credentials.infrahub?.apiKey ?? '', 'content-type': 'text/plain' };
    const send = (body: string) => fetch(`${mock.url}/v1/core/environments`, { method: 'POST', headers, body });
    expect((await send('{"name":"e","region":"CANADA-1"}')).status).toBe(200);
    expect((await send('{"name":')).status).toBe(400);
  });
});

describe('names of a form in PHP', () => {
  it.each<[Record<string, string | string[]>, unknown]>([
    [
      { a: '1', b: ['2', '3'] },
      { a: '1', b: '3' },
    ],
    [{ 'a[]': ['1', '2'] }, { a: ['1', '2'] }],
    [{ 'a[]': '1' }, { a: ['1'] }],
    [{ 'a[0]': '1', 'a[1]': '2' }, { a: ['1', '2'] }],
    [{ 'a[1]': '1' }, { a: { 1: '1' } }],
    [{ 'a[b][c]': '1', 'a[b][d]': '2', 'a[e]': '3' }, { a: { b: { c: '1', d: '2' }, e: '3' } }],
    [{ a: '1', 'a[b]': '2' }, { a: { b: '2' } }],
    [
      { __proto__x: '1', 'constructor[prototype]': '2' },
      { __proto__x: '1', constructor: { prototype: '2' } },
    ],
  ])('make lists and objects: %j', (form, read) => {
    expect(nestedAsInPhp(form)).toEqual(read);
  });

  it('go no deeper than eight', () => {
    expect(JSON.stringify(nestedAsInPhp({ [`a${'[b]'.repeat(5000)}`]: '1' })).length).toBeLessThan(100);
    const sent: unknown = nestedAsInPhp(JSON.parse('{"__proto__[x]":"1"}'));
    expect(Object.keys(Object(sent))).toEqual(['__proto__']);
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });
});
