import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { folderOf } from '../files/folder.js';

const START = '2026-01-01T00:00:00Z';
const seedText = (name: string): string =>
  JSON.stringify({
    now: START,
    clock: 'frozen',
    vendors: {
      infrahub: {
        start: START,
        calls: [{ at: START, call: 'environments.create', body: { name, region: 'CANADA-1' } }],
      },
    },
  });

async function served(options: Parameters<typeof createMockServer>[0]): Promise<MockServer> {
  const mock = await createMockServer({ seed: 'empty', ...options });
  onTestFinished(() => mock.close());
  return mock;
}

async function asked({ url }: MockServer, seed: string) {
  const reply = await fetch(`${url}/__admin/worlds`, { method: 'POST', body: JSON.stringify({ seed }) });
  return [reply.status, await reply.text()] as const;
}

async function names({ url }: MockServer, key: string): Promise<string> {
  return (await fetch(`${url}/v1/core/environments`, { headers: { api_key: key } })).text();
}

describe('the folder of --seeds', () => {
  it('holds seeds by their names, in any format and in folders of it', async () => {
    const yaml = `# one\n$schema: ./seed.json\nnow: ${START}\nclock: frozen\nvendors:\n  infrahub:\n    start: ${START}\n    calls: []\n`;
    const seeds = folderOf({
      'one.json': seedText('lab'),
      'two.jsonc': `// two\n${seedText('lab')}`,
      'three.yaml': yaml,
    });
    mkdirSync(join(seeds, 'team'));
    writeFileSync(join(seeds, 'team', 'four.yml'), yaml);
    symlinkSync('one.json', join(seeds, 'link.json'));
    const mock = await served({ seeds });
    for (const name of ['one.json', './one.json', 'two.jsonc', 'three.yaml', 'team/four.yml', 'link.json', 'shop:7'])
      expect((await asked(mock, name))[0]).toBe(201);
    const { credentials } = await mock.control.worlds.create({ seed: 'one.json' });
    expect(await names(mock, credentials.infrahub.apiKey)).toContain('"lab"');
  });

  it('is the only place of files over HTTP: no way leads out of it, and nothing is told of what is there', async () => {
    const outside = folderOf({ 'secret.json': '{"secretive": 1}', 'good.json': seedText('lab') });
    const seeds = folderOf();
    symlinkSync(join(outside, 'secret.json'), join(seeds, 'link.json'));
    symlinkSync(outside, join(seeds, 'folder'));
    const mock = await served({ seeds });
    const ways = [
      join(outside, 'secret.json'),
      join(outside, 'good.json'),
      join(outside, 'none.json'),
      `../${outside.split('/').at(-1)}/good.json`,
      `team/../../${outside.split('/').at(-1)}/good.json`,
      'link.json',
      'folder/secret.json',
      'folder/good.json',
      '..',
      '.',
      '',
      '/etc/passwd',
      'one.json\0.png',
      'x'.repeat(100_000),
    ];
    for (const way of ways) {
      const [status, text] = await asked(mock, way);
      expect([way.slice(0, 80), status]).toEqual([way.slice(0, 80), 422]);
      expect(text).toContain('no file of the folder that --seeds names');
      expect(text.length).toBeLessThan(600);
    }
  });

  it('need not be: then no file can be named over HTTP, and any in process', async () => {
    const file = join(folderOf({ 'one.json': seedText('lab') }), 'one.json');
    const mock = await served({});
    expect(await asked(mock, file)).toEqual([422, expect.stringContaining('the server was started without one')]);
    expect((await mock.control.worlds.create({ seed: file })).seed).toBe(file);
    expect((await asked(mock, file))[0]).toBe(201); // it was given in process
  });

  it('has no file that is none, is too large, or is no seed; of none the content is told', async () => {
    const seeds = folderOf({
      'large.json': ' '.repeat(4 * 1024 * 1024 + 1),
      'other.json': '{"secretive": {"token": "secretive"}}',
      'broken.json': '{"secretive" secretive',
      'broken.yaml': 'secretive: [secretive',
      'wrong.json': '{"vendors": {"infrahub": {"start": "secretive", "calls": [{"at": 1, "secretive": 2}]}}}',
    });
    execFileSync('mkfifo', [join(seeds, 'pipe.json')]);
    symlinkSync('/dev/zero', join(seeds, 'zero.json'));
    mkdirSync(join(seeds, 'folder.json'));
    const mock = await served({ seeds });
    const said = {
      'large.json': 'is larger than 4 MiB',
      'pipe.json': 'is no regular file',
      'zero.json': 'no file of the folder',
      'folder.json': 'is no regular file',
      'other.json': 'other.json:1:2: there is no such member',
      'broken.json': 'broken.json:1:14: is not JSON: ',
      'broken.yaml': 'broken.yaml:1:22: is not YAML: ',
      'wrong.json': 'wrong.json:1:36: must be written as 2025-01-20T21:49:10Z',
      'large.jsn': 'did you mean large.json?',
    };
    for (const [name, why] of Object.entries(said)) {
      const [status, text] = await asked(mock, name);
      expect([status, text]).toEqual([422, expect.stringContaining(why)]);
      expect(text).not.toContain('secretive');
      expect(text).not.toMatch(/invalid input|expected|received/i);
    }
  });

  it('is where a snapshot may lead, and to the files that the server was given', async () => {
    const outside = join(folderOf({ 'one.json': seedText('lab'), 'two.json': seedText('lab') }), 'one.json');
    const seeds = folderOf({ 'in.json': seedText('lab') });
    const mock = await served({ seed: outside, seeds });
    const put = async (state: object) => {
      const address = `${mock.url}/__admin/worlds/default/snapshot`;
      return (await fetch(address, { method: 'PUT', body: JSON.stringify(state) })).status;
    };
    const state = await mock.control.snapshot.save();
    expect(state.seed).toBe(outside);
    expect(await put(state)).toBe(200);
    expect(await put({ ...state, seed: 'in.json' })).toBe(200);
    expect(await put({ ...state, seed: outside.replace('one.json', 'two.json') })).toBe(422);
  });
});

it.each(['json', 'yaml'])('a seed in .%s keeps ids of 64 bits', async ending => {
  const call = { at: START, call: 'users.create', body: { name: 'A', email: 'a@example.com', extRelationId: 1 } };
  const text = JSON.stringify({ now: START, vendors: { virtfusion: { start: START, calls: [call] } } });
  const seeds = folderOf({
    [`long.${ending}`]: text.replace('"extRelationId":1', '"extRelationId": 12345678901234567890'),
  });
  const mock = await served({ seeds, seed: `long.${ending}` });
  const headers = { authorization: `Bearer ${mock.credentials.virtfusion.token}` };
  const reply = await fetch(`${mock.url}/api/v1/users/12345678901234567890/byExtRelation`, { headers });
  expect([reply.status, await reply.text()]).toEqual([200, expect.stringContaining('12345678901234567890')]);
});
