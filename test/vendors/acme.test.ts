import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { builtIn, createMockServer, defineVendor, type MockServer, type Vendor } from 'hostdouble';
import { loadContract, runContract, toOpenApi } from 'hostdouble/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import acme from './acme/index.js';

let mock: MockServer;
beforeEach(async () => {
  mock = await createMockServer({ vendors: [...builtIn, acme], seed: 'empty', clock: 'frozen', selfCheck: 'all' });
});
afterEach(async () => {
  expect(mock.findings).toEqual([]);
  await mock.close();
});

const call = async (method: string, path: string, body?: unknown, token: string = mock.credentials.acme.token) => {
  const reply = await fetch(`${mock.url}${path}`, {
    method,
    headers: { 'x-acme-token': token, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = JSON.parse(await reply.text());
  return { status: reply.status, body: answer, unserved: reply.headers.get('x-hostdouble-unserved') };
};

const seedFile = (vendors: object): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'hostdouble-')), 'seed.json');
  writeFileSync(path, JSON.stringify({ vendors }));
  return path;
};

const make = (name: string, size = 'small') => call('POST', '/acme/v2/boxes', { name, size });

describe("a vendor of one's own, beside those of this package", () => {
  it('keeps state, and does its jobs when the clock says so', async () => {
    const { status, body } = await make('web');
    expect([status, body.box]).toEqual([201, expect.objectContaining({ id: 1, name: 'web', status: 'BUILDING' })]);
    expect((await call('DELETE', '/acme/v2/boxes/1')).status).toBe(423);
    const { ran } = await mock.control.clock.advance({ by: 'PT10H' });
    expect(ran).toEqual([expect.objectContaining({ vendor: 'acme', job: 'boxBuilt', subject: '1' })]);
    const shown = await call('GET', '/acme/v2/boxes/1');
    expect(shown.body.box).toMatchObject({ status: 'RUNNING', spent: 0.1 });
    expect((await call('DELETE', '/acme/v2/boxes/1')).body).toEqual({ deleted: true });
    expect((await call('GET', '/acme/v2/boxes')).body).toEqual({ boxes: [] });
  });

  it('has tasks that fail, each with the fault that it spends, or neither', async () => {
    const add = (text: string, operation = 'acme/boxes.create') =>
      mock.control.faults.add({ operation: operation as never, failure: 'taskFails', text, times: 1 });
    await expect(add('', 'acme/boxes.delete')).rejects.toThrow(/these do: .*acme\/boxes\.create/);
    await add('not even that');
    expect((await make('web')).status).toBe(201);
    await expect(mock.control.clock.advance({ by: 'PT2S' })).rejects.toThrow('"boxBuilt" about "1" failed');
    expect(await mock.control.faults.list()).toMatchObject([{ operation: 'acme/boxes.create', left: 1 }]);
    await mock.control.faults.clear();
    await add('no bricks', 'acme/*');
    const { ran } = await mock.control.clock.advance({ by: 'PT1S' });
    expect(ran).toEqual([expect.objectContaining({ vendor: 'acme', job: 'boxBuilt', subject: '1', failed: true })]);
    expect(await mock.control.faults.list()).toMatchObject([{ left: 0, struck: 1 }]);
    expect((await call('GET', '/acme/v2/boxes')).body).toEqual({ boxes: [] });
  });

  it('refuses in its own words', async () => {
    await make('web');
    const refused = async (reply: ReturnType<typeof call>) => {
      const { status, body } = await reply;
      return [status, body.error.kind, body.error.message];
    };
    expect(await refused(make('web'))).toEqual([409, 'exists', 'There is a box "web" already']);
    expect(await refused(make('db', 'huge'))).toEqual([422, 'invalid', 'invalid']);
    expect(await refused(call('GET', '/acme/v2/boxes/9'))).toEqual([404, 'notFound', 'notFound']);
    expect(await refused(call('GET', '/acme/v2/bexes'))).toEqual([404, 'noRoute', 'Acme has no such page']);
    expect(await refused(call('GET', '/acme/v2/boxes', undefined, 'acme-nobody'))).toEqual([
      401,
      'unauthenticated',
      'unauthenticated',
    ]);
    const { readonly } = Object(mock.credentials.others.acme);
    expect((await call('POST', '/acme/v2/boxes', { name: 'x', size: 'small' }, readonly.token)).status).toBe(403);
  });

  it('answers 501 to what it is known to have, and counts it', async () => {
    expect(await call('GET', '/acme/v2/regions')).toMatchObject({ status: 501, unserved: 'regions.list' });
    expect(await call('POST', '/acme/v2/boxes/1/resize')).toMatchObject({ status: 501, unserved: 'boxes.resize' });
    const { acme: share } = (await mock.control.coverage()).vendors;
    expect(share).toMatchObject({ known: 6, operations: 4, served: 4, unserved: ['boxes.resize', 'regions.list'] });
  });

  it('has worlds, each with its own credentials', async () => {
    const mine = await mock.control.worlds.create({ name: 'mine', seed: 'empty' });
    const token = mine.credentials.acme.token;
    expect(mine.urls.acme).toBe(`${mock.url}/w/mine/acme/v2`);
    expect(token).toMatch(/^acme-[0-9a-f]{24}$/);
    await call('POST', '/acme/v2/boxes', { name: 'web', size: 'small' }, token);
    expect((await call('GET', '/acme/v2/boxes', undefined, token)).body.boxes).toHaveLength(1);
    expect((await call('GET', '/acme/v2/boxes')).body.boxes).toHaveLength(0);
  });

  it('comes back from a snapshot', async () => {
    await make('web');
    const state = await mock.control.snapshot.save();
    await make('db');
    await mock.control.snapshot.restore(state);
    expect((await call('GET', '/acme/v2/boxes')).body.boxes).toMatchObject([{ name: 'web', status: 'BUILDING' }]);
    await mock.control.clock.advance({ by: 'PT2S' });
    expect((await call('GET', '/acme/v2/boxes/1')).body.box.status).toBe('RUNNING');
    expect(await mock.control.snapshot.save()).not.toEqual(state);
  });

  it('fails when it is told to, and its calls are in the journal', async () => {
    await mock.control.faults.add({ operation: 'acme/boxes.*', failure: 'rateLimited', times: 1 });
    expect((await call('GET', '/acme/v2/boxes')).status).toBe(429);
    expect((await call('GET', '/acme/v2/boxes')).status).toBe(200);
    await call('GET', '/acme/v2/boxs');
    const { calls } = await mock.control.journal.list({ vendor: 'acme' });
    expect(calls).toMatchObject([
      { operation: 'boxes.list', status: 429, failure: 'rateLimited' },
      { operation: 'boxes.list', status: 200 },
      { operation: null, why: 'unknown-route', near: 'boxes.list (GET /acme/v2/boxes)' },
    ]);
    await expect(mock.control.faults.add({ operation: 'acme/box.list', failure: 'internal' })).rejects.toThrow(
      'did you mean acme/boxes.list?',
    );
  });

  it('has an OpenAPI document', async () => {
    const document = await mock.control.openapi('acme');
    expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
    expect(Object.keys(Object(document.paths))).toEqual(['/boxes', '/boxes/{boxId}']);
    expect(document['x-hostdouble-unserved']).toEqual({
      'boxes.resize': 'POST /boxes/{boxId}/resize',
      'regions.list': 'GET /regions',
    });
  });

  it('tells in its document of what is described and not served', async () => {
    const document = toOpenApi(await loadContract(acme.contract), undefined, ['boxes.list']);
    expect(document['x-hostdouble-unserved']).toMatchObject({ 'boxes.list': 'GET /boxes' });
    const { get, post } = Object(document.paths)['/boxes'];
    expect([get['x-hostdouble-unserved'], post['x-hostdouble-unserved']]).toEqual([true, undefined]);
    expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
  });

  it('holds its contract, with all that a run makes taken away again', async () => {
    const report = await runContract({
      contract: acme.contract,
      target: mock.url,
      credentials: mock.credentials.acme,
      allow: ['write', 'spend', 'destroy'],
      rate: 0,
      sleep: async milliseconds => {
        await mock.control.clock.advance({ by: `PT${milliseconds / 1000}S` });
      },
    });
    expect(report).toMatchObject({ verdict: 'held', findings: [], left: [] });
    const outcomes = Object.fromEntries(report.operations.map(({ id, outcome }) => [id, outcome]));
    expect(outcomes).toEqual({
      'boxes.list': 'held',
      'boxes.create': 'held',
      'boxes.show': 'held',
      'boxes.delete': 'held',
    });
    expect((await call('GET', '/acme/v2/boxes')).body).toEqual({ boxes: [] });
  });

  it('is begun by a seed, which may name what is served only', async () => {
    const seeded = (vendors: object) => createMockServer({ vendors: [acme], seed: seedFile(vendors) });
    const at = '2026-01-01T00:00:00Z';
    const own = await seeded({
      acme: { start: at, calls: [{ at, call: 'boxes.create', body: { name: 'old', size: 'large' } }] },
    });
    const reply = await fetch(`${own.url}/acme/v2/boxes/1`, {
      headers: { 'x-acme-token': own.credentials.acme.token },
    });
    expect(JSON.parse(await reply.text()).box).toMatchObject({ name: 'old', status: 'RUNNING' });
    expect((await fetch(`${own.url}/v1/billing/billing/usage`)).status).toBe(404);
    await own.close();
    await expect(seeded({ infrahub: { start: at, calls: [] } })).rejects.toThrow(
      /\.json:1:\d+: there is no such member/,
    );
  });
});

describe('a vendor at hand', () => {
  const { boxes } = acme.contract.groups;
  const described = typeof boxes === 'function' ? {} : { ...boxes };
  /** Acme with other members in its description of `boxes.show`. */
  const showing = (other: object): Vendor => {
    const wrong = { ...described, show: Object.assign({ ...described.show }, other) };
    return { ...acme, contract: { ...acme.contract, groups: { boxes: Object(wrong) } } };
  };

  it.each<[string, Vendor, string]>([
    [
      'a handler of nothing',
      { ...acme, groups: { boxes: JSON.parse('{"sohw":{}}') } },
      'acme: a handler for boxes.sohw',
    ],
    ['a wrong example', showing({ example: {} }), 'boxes.show: its example is not taken: params: '],
    [
      'an unknown failure',
      showing({ failures: ['notfound'] }),
      'boxes.show: failure "notfound" is not one the dialect',
    ],
    [
      'a credential of no scheme',
      { ...acme, issue: () => [{ way: 'valid', name: 'token', value: 'acme-1', scheme: 'tokn' }] },
      'acme: issues the credential "token" for the scheme "tokn", which its dialect does not have; did you mean token?',
    ],
  ])('is refused with %s, and at once', async (_what, vendor, said) => {
    await expect(createMockServer({ vendors: [vendor] })).rejects.toThrow(said);
  });

  it('needs no jobs', async () => {
    const { jobs: _jobs, ...others } = acme;
    const byHand: Vendor = Object({ ...others });
    for (const vendor of [defineVendor({ ...others, groups: Object(acme.groups) }), byHand]) {
      const without = await createMockServer({ vendors: [vendor], seed: 'empty', clock: 'frozen' });
      const headers = { 'x-acme-token': without.credentials.acme.token };
      expect((await fetch(`${without.url}/acme/v2/boxes`, { headers })).status).toBe(200);
      expect((await without.control.clock.advance({ by: 'PT1H' })).ran).toEqual([]);
      await without.close();
    }
  });
});

describe('a list of vendors is refused', () => {
  const named = (vendor: string, basePath: `/${string}`) => ({
    ...{ vendor, title: vendor, basePaths: [basePath] as const },
    ...{ issue: () => [], load: async () => acme },
  });

  it.each<[string, Parameters<typeof named>, RegExp]>([
    ['a name twice', ['infrahub', '/other'], /there is a vendor "infrahub" already/],
    ['a base path twice', ['other', '/v1'], /"other" is at \/v1, where "infrahub" is \(\/v1\)/],
    ['a base path below another', ['other', '/v1/other'], /"other" is at \/v1\/other, where "infrahub" is \(\/v1\)/],
    ['a base path above another', ['other', '/api'], /"other" is at \/api, where "virtfusion" is \(\/api\/v1\)/],
    ['a path of ours', ['other', '/__admin/other'], /is kept for \/__admin/],
    ['what is no base path', ['other', '/'], /"other" is at "\/", which is no base path/],
    ['a name of ours', ['control', '/other'], /a vendor cannot be named "control"/],
    ['a name that no variable could begin with', ['my-cloud', '/other'], /"my-cloud" is no name of a vendor/],
  ])('with %s', async (_what, [vendor, basePath], said) => {
    await expect(createMockServer({ vendors: [...builtIn, named(vendor, basePath)] })).rejects.toThrow(said);
  });

  it('with handlers of a group that is not there', () => {
    const groups = JSON.parse('{"boxs":{}}');
    expect(() => defineVendor({ ...acme, groups })).toThrow(
      'handlers of "boxs", which its contract does not describe; did',
    );
  });

  it('with what is none, and when it is no list', async () => {
    await expect(createMockServer({ vendors: [JSON.parse('{"vendor":"x"}')] })).rejects.toThrow('is none');
    for (const none of ['null', '{}', '"acme"'])
      await expect(createMockServer({ vendors: JSON.parse(none) })).rejects.toThrow('the vendors are a list, such as');
  });

  it('when it is listed otherwise than it is', async () => {
    const other = await createMockServer({ vendors: [named('other', '/other')], seed: 'empty' });
    const reply = await fetch(`${other.url}/other/boxes`);
    expect([reply.status, await reply.text()]).toEqual([500, expect.stringContaining('calls itself \\"acme\\"')]);
    await other.close();
  });
});
