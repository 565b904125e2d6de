import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

const folder = mkdtempSync(join(tmpdir(), 'hostdouble-seeds-'));

const create = {
  at: '2026-01-05T09:00:00Z',
  call: 'environments.create',
  body: { name: 'lab', region: 'CANADA-1' },
  keep: { lab: '/environment/id' },
};
const show = { at: '2026-01-06T09:00:00Z', call: 'environments.show', params: { id: '{lab}' } };

/** A seed of one cloud that lives through these calls, as a file. */
function seedOf(calls: readonly object[], { vendor = 'infrahub', ...story }: Record<string, unknown> = {}): string {
  const file = join(folder, `${crypto.randomUUID()}.json`);
  const vendors = { [`${vendor}`]: { start: '2026-01-01T00:00:00Z', calls, ...story } };
  writeFileSync(file, JSON.stringify({ now: '2026-03-01T00:00:00Z', clock: 'frozen', vendors }));
  return file;
}

describe('a seed of one’s own', () => {
  it.each<[string, string, RegExp]>([
    [
      'an operation that is none',
      seedOf([{ ...create, call: 'environments.make' }]),
      /no operation "environments.make"/,
    ],
    [
      'a vendor that is none',
      seedOf([create], { vendor: 'infrahb' }),
      /\.json:1:\d+: there is no such member; did you mean infrahub\?$/,
    ],
    [
      'a member that is none',
      seedOf([{ ...create, keeps: {} }]),
      /\.json:1:\d+: there is no such member; did you mean keep\?$/,
    ],
    [
      'a setting of the wrong type',
      seedOf([], { settings: { paid: 'x' } }),
      /settings of infrahub are wrong: .*"paid"/,
    ],
    [
      'a setting that is none',
      seedOf([], { settings: { piad: 5 } }),
      /settings of infrahub are wrong: there is no setting "piad"; did you mean paid\?/,
    ],
    [
      'a pin of what the call does not make',
      seedOf([{ ...create, pin: { environment: [41], enviroment: [42] } }]),
      /\.json:1:\d+: call 0 of infrahub \(environments.create\) failed: .* the pin "enviroment"/,
    ],
    [
      'a pin of an id that is no number',
      seedOf([{ ...create, pin: { environment: ['41'] } }]),
      /\.json:1:\d+: ids are whole numbers$/,
    ],
    [
      'an answer without what is to be kept',
      seedOf([{ ...create, keep: { lab: '/environment/idd' } }]),
      /call 0 of infrahub .* nothing at "\/environment\/idd"/,
    ],
    [
      'a pointer that is none',
      seedOf([{ ...create, keep: { lab: 'environment/id' } }]),
      /\.json:1:\d+: is no JSON pointer such as/,
    ],
    ['a name that nothing is kept as', seedOf([{ ...show, params: { id: '{lob}' } }]), /nothing is kept as "lob"/],
    [
      'a call before the start',
      seedOf([{ ...create, at: '2025-12-31T23:59:59Z' }]),
      /\.json:1:\d+: is before the start$/,
    ],
    [
      'calls out of order',
      seedOf([create, { ...show, at: '2026-01-05T08:59:59Z' }]),
      /\.json:1:\d+: is before the call that precedes it$/,
    ],
    [
      'a call that is refused',
      seedOf([{ ...create, body: { name: 'lab', region: 'MOON-1' } }]),
      /failed: Region MOON-1 does not exist/,
    ],
    ['a call with wrong input', seedOf([{ ...create, body: { name: 'lab' } }]), /body\.region: /],
  ])('is refused for %s, when it is asked for', async (_what, seed, said) => {
    await expect(createMockServer({ seed })).rejects.toThrow(said);
  });

  it('that is wrong makes no world over HTTP either', async () => {
    const mock = await createMockServer({ seed: 'empty', seeds: folder });
    const body = JSON.stringify({ name: 'wrong', seed: basename(seedOf([show])) });
    const refused = await fetch(`${mock.url}/__admin/worlds`, { method: 'POST', body });
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('nothing is kept as')]);
    expect((await mock.control.worlds.list()).map(({ name }) => name)).toEqual(['default']);
    await mock.close();
  });

  it('leaves out what comes after the present, and keeps ids for what comes later, also through a snapshot', async () => {
    const seed = seedOf([
      { ...create, pin: { environment: [41, 77] } },
      { ...create, at: '2026-03-02T00:00:00Z' },
    ]);
    const mock = await createMockServer({ seed });
    expect(await newestOf(mock)).toEqual([41, 'lab']);
    const state = await mock.control.snapshot.save();
    const headers = { api_key: mock.credentials.infrahub.apiKey };
    for (const _time of ['before', 'after']) {
      const body = JSON.stringify({ name: 'next', region: 'CANADA-1' });
      await fetch(`${mock.url}/v1/core/environments`, { method: 'POST', headers, body });
      expect(await newestOf(mock)).toEqual([77, 'next']);
      await mock.control.snapshot.restore(state);
    }
    await mock.close();
  });
});

it('a cloud begins no later than its world is opened, whatever its seed says', async () => {
  const mock = await createMockServer({ seed: seedOf([create]), now: '2025-06-01T00:00:00Z' });
  const headers = { api_key: mock.credentials.infrahub.apiKey };
  const body = JSON.stringify({ name: 'early', region: 'CANADA-1' });
  const reply = await fetch(`${mock.url}/v1/core/environments`, { method: 'POST', headers, body });
  expect(JSON.parse(await reply.text()).environment.created_at).toMatch(/^2025-06-01T/);
  await mock.close();
});

async function newestOf(mock: MockServer): Promise<unknown[]> {
  const headers = { api_key: mock.credentials.infrahub.apiKey };
  const reply = await fetch(`${mock.url}/v1/core/environments`, { headers });
  const { environments }: { environments: { id: number; name: string }[] } = JSON.parse(await reply.text());
  const newest = environments.reduce((one, other) => (other.id > one.id ? other : one));
  return [newest.id, newest.name];
}
