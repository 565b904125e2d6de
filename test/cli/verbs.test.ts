import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { hostdouble, ran } from './process.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', adminToken: 'open-sesame' });
});
afterAll(() => mock.close());

const env = (): Record<string, string> => ({ HOSTDOUBLE_URL: mock.url, HOSTDOUBLE_ADMIN_TOKEN: 'open-sesame' });
const verb = (...args: string[]) => ran(args, { env: env() });
const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
const fileOf = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
/** Calls an operation of Infrahub in a world, as its user. */
async function environments(world: string): Promise<Response> {
  const { credentials } = await mock.control.worlds.show(world);
  const key = credentials.infrahub?.apiKey ?? '';
  return fetch(`${mock.url}/w/${world}/v1/core/environments`, { headers: { api_key: key } });
}

describe('the verbs over a running server', () => {
  it('worlds: make one, list them, forget one', async () => {
    expect((await verb('worlds', 'create', 'mine', '--seed', 'documented', '--clock', 'frozen')).out).toBe(
      'made the world mine\n',
    );
    const { out } = await verb('worlds');
    expect(out).toMatch(/^default +empty +frozen +2026-06-15T09:30:00Z\n(.+\n)*mine +documented +frozen +2\S+Z\n$/);
    expect(JSON.parse((await verb('worlds', '--json')).out).worlds).toContainEqual(
      await mock.control.worlds.show('mine'),
    );
    expect((await verb('worlds', 'remove', 'mine')).out).toBe('forgot the world mine\n');
    expect((await mock.control.worlds.list()).map(({ name }) => name)).not.toContain('mine');
  });

  it('advance: lets time pass in a world, by a step or to an instant', async () => {
    await mock.control.worlds.create({ name: 'time', seed: 'empty', clock: 'frozen', now: '2026-01-01T00:00:00Z' });
    const by = await verb('advance', 'P31D', '--world', 'time');
    expect([by.code, by.out]).toEqual([0, expect.stringMatching(/the clock is frozen at 2026-02-01T00:00:00Z\n$/)]);
    const to = await verb('advance', '--to', '2026-03-01T00:00:00Z', '--world=time', '--json');
    expect(JSON.parse(to.out).clock).toEqual({ now: '2026-03-01T00:00:00Z', mode: 'frozen' });
  });

  it('fault: adds one, of a vendor by any of its names, lists them and forgets them', async () => {
    await mock.control.worlds.create({ name: 'faults', seed: 'empty' });
    const add = ['fault', 'hyperstack/environments.list', '--failure', 'rateLimited', '--times', '1', '--world=faults'];
    expect((await verb(...add)).out).toBe(
      '1  infrahub/environments.list  failure=rateLimited  phase=before  left=1  met=0  struck=0\n',
    );
    expect((await verb('fault', '--world=faults')).out).toContain('1  infrahub/environments.list  failure=rateLimited');
    expect((await environments('faults')).status).toBe(429);
    expect((await environments('faults')).status).toBe(200);
    await verb(...add);
    expect((await verb('fault', '--clear', '--world=faults')).out).toBe('forgot all faults\n');
    expect((await verb('fault', '--world=faults', '--json')).out).toBe('{\n  "faults": []\n}\n');
  });

  it('override: answers otherwise, with JSON of the command line or of a file', async () => {
    await mock.control.worlds.create({ name: 'overrides', seed: 'empty' });
    const reply = fileOf('reply.json', '{"status":200,"body":{"odd":true}}');
    const { code } = await verb(
      'override',
      'infrahub/environments.list',
      '--reply',
      `@${reply}`,
      '--drift',
      '--world=overrides',
    );
    expect([code, await (await environments('overrides')).json()]).toEqual([0, { odd: true }]);
    await verb('override', '--clear', '--world=overrides');
    await verb('override', 'nexgen/environments.list', '--patch', '{"message":"other"}', '--world=overrides');
    expect(await (await environments('overrides')).json()).toMatchObject({ message: 'other', status: true });
  });

  it('calls: writes what was received, filtered, and with --follow what comes', async () => {
    await mock.control.worlds.create({ name: 'calls', seed: 'empty' });
    await environments('calls');
    await fetch(`${mock.url}/w/calls/v1/core/environmentz`);
    const { out } = await verb('calls', '--world=calls');
    expect(out.split('\n')).toEqual([
      expect.stringMatching(
        /^1 {2}2\S+Z {2}GET \/v1\/core\/environments {2}calls {2}infrahub\/environments\.list {2}200/,
      ),
      expect.stringMatching(
        /^2 {2}.+ {2}infrahub\/- {2}404 .*noRoute \(unknown-route\) did you mean environments\.list/,
      ),
      '',
    ]);
    expect((await verb('calls', '--world=calls', '--status', '200')).out).toMatch(/^1 {2}.+\n$/);
    expect(JSON.parse((await verb('calls', '--world=calls', '--json')).out).count).toBe(2);
    const run = hostdouble(['calls', '--world=calls', '--follow', '--vendor', 'hyperstack'], { env: env() });
    await vi.waitFor(() => expect(run.out().split('\n')).toHaveLength(3), 20_000);
    await environments('calls');
    await vi.waitFor(() => expect(run.out().split('\n')[2]).toMatch(/^3 {2}/), 20_000);
    await mock.control.journal.clear('calls');
    await environments('calls');
    await vi.waitFor(() => expect(run.out().split('\n')[3]).toMatch(/^1 {2}/), 20_000);
    run.child.kill('SIGTERM');
    await run.ended;
  });

  it('snapshot and reset: a world goes back', async () => {
    const world = 'kept';
    await mock.control.worlds.create({ name: world, seed: 'empty', clock: 'frozen', now: '2026-01-01T00:00:00Z' });
    await mock.control.clock.advance({ by: 'P1D' }, world);
    const saved = await verb('snapshot', '--world', world);
    const file = fileOf('kept.json', saved.out);
    await mock.control.clock.advance({ by: 'P1D' }, world);
    expect((await verb('snapshot', '--restore', file, '--world', world)).out).toBe(
      `the world kept is as ${file} has it\n`,
    );
    expect((await mock.control.clock.show(world)).now).toBe('2026-01-02T00:00:00Z');
    expect((await verb('reset', '--world', world)).out).toBe(
      'the world kept is as its seed empty has it; its clock is frozen at 2026-01-01T00:00:00Z\n',
    );
  });

  it('seed check: lives a seed without a running server, and says what is wrong and where', async () => {
    const call = { at: '2026-01-05T09:00:00Z', call: 'environments.create', body: { name: 'lab', region: 'CANADA-1' } };
    const seed = (vendor: string, one: object) =>
      JSON.stringify({
        now: '2026-03-01T00:00:00Z',
        vendors: { [vendor]: { start: '2026-01-01T00:00:00Z', calls: [one] } },
      });
    const good = await ran(['seed', 'check', fileOf('good.json', seed('infrahub', call))]);
    expect([good.code, good.out]).toEqual([
      0,
      expect.stringMatching(/can be lived; its world opens running at 2026-03-01T/),
    ]);
    const wrong = await ran(['seed', 'check', fileOf('wrong.json', seed('infrahub', { ...call, body: { name: 5 } }))]);
    expect([wrong.code, wrong.out, wrong.err]).toEqual([1, '', expect.stringContaining('environments.create')]);
    const near = await ran(['seed', 'check', 'documentd']);
    expect([near.code, near.err]).toEqual([1, expect.stringMatching(/; did you mean documented\?\n$/)]);
  });

  it.each<[string, string[], string]>([
    [
      'a world that there is not',
      ['reset', '--world', 'defualt'],
      'there is no world "defualt"; did you mean default?\n',
    ],
    [
      'a vendor that there is not',
      ['calls', '--vendor', 'infrahb'],
      'there is no vendor "infrahb"; did you mean infrahub?\n',
    ],
    [
      'an alias with a slip',
      ['fault', 'hyperstak/x', '--failure', 'internal'],
      'no operation is named "hyperstak/x": there is no vendor "hyperstak"; did you mean hyperstack?\n',
    ],
    [
      'an operation that there is not',
      ['fault', 'environments.lists', '--failure', 'internal'],
      'no operation is named "environments.lists"; did you mean environments.list?\n',
    ],
    [
      'a kind that there is not',
      ['fault', '*', '--failure', 'interal'],
      'there is no failure "interal"; did you mean internal?\n',
    ],
    [
      'a duration that is none',
      ['advance', 'soon'],
      'the input is not what this call takes\n  by: is not an ISO 8601 duration such as PT47M, P31D or P1M: a P',
    ],
    [
      'what is no number',
      ['fault', '*', '--failure=internal', '--times', 'x'],
      'the input is not what this call takes\n  times: must be a whole number',
    ],
    ['what is no JSON', ['override', '*', '--patch', '{'], '--patch: this is no JSON: '],
    [
      'a file that is not there',
      ['override', '*', '--patch', '@nowhere.json'],
      '--patch: nowhere.json cannot be read (ENOENT',
    ],
  ])('refuses %s', async (_what, args, said) => {
    const { code, out, err } = await verb(...args);
    expect([code, out]).toEqual([1, '']);
    expect(err.slice(0, `hostdouble: ${said}`.length)).toBe(`hostdouble: ${said}`);
  });

  it.each<[string, string[], Record<string, string>, RegExp]>([
    [
      'no server',
      ['worlds', '--url', 'http://127.0.0.1:9'],
      {},
      /^hostdouble: no server answers at http:\/\/127\.0\.0\.1:9; start one/,
    ],
    [
      'no token',
      ['worlds'],
      { HOSTDOUBLE_ADMIN_TOKEN: 'another-token' },
      /asks for its admin token \(--admin-token\)\n$/,
    ],
    ['no address', ['worlds', '--url', 'here'], {}, /^hostdouble: --url: "here" is no address/],
    ['a flag with a slip', ['calls', '--folow'], {}, /unknown option '--folow'\n\(Did you mean --follow\?\)/],
  ])('say that there is %s', async (_what, args, others, said) => {
    const { code, err } = await ran(args, { env: { ...env(), ...others } });
    expect([code, err]).toEqual([1, expect.stringMatching(said)]);
  });

  it('take their flags from the contract of the control API', async () => {
    const { out } = await ran(['fault', '--help']);
    for (const flag of ['--failure <name>', '--times <value>', '--after <value>', '--text <value>'])
      expect(out).toContain(flag);
    expect(out).toContain('"rateLimited"');
  });
});
