import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { vendorsOf } from '../../mock-server/calls/listed-vendor.js';
import { StandingOverrides, watchOverrides } from '../../mock-server/control/standing-overrides.js';
import { FileWatch } from '../../mock-server/files/watch.js';
import { builtIn, createMockServer, type MockServer, type MockServerOptions } from '../../mock-server/index.js';
import { silent } from '../../mock-server/log.js';
import { Worlds } from '../../mock-server/worlds/worlds.js';
import { folderOf } from '../files/folder.js';

const LIST = 'infrahub/environments.list';
const reply = (message: string) => ({
  body: { status: true, message, count: 0, page: null, page_size: null, environments: [] },
});
const said = (message: string): string => JSON.stringify(reply(message).body);

async function serve(options: MockServerOptions): Promise<MockServer> {
  const mock = await createMockServer({ seed: 'empty', clock: 'frozen', ...options });
  onTestFinished(() => mock.close());
  return mock;
}

const messageOf = async (mock: MockServer, world = 'default'): Promise<string> => {
  const answer = await fetch(`${mock.url}/w/${world}/v1/core/environments`);
  return JSON.parse(await answer.text()).message;
};

describe('a set of named overrides', () => {
  it('in a file stands in every world from its opening, and again after a reset', async () => {
    const folder = folderOf({
      'set.yaml': `overrides:\n  none:\n    operation: ${LIST}\n    reply: { body: ${said('none')} }\n`,
    });
    const mock = await serve({ overrides: join(folder, 'set.yaml') });
    await mock.control.worlds.create({ name: 'other' });
    expect([await messageOf(mock), await messageOf(mock, 'other')]).toEqual(['none', 'none']);
    expect(await mock.control.overrides.list('other')).toMatchObject([{ name: 'none', standing: true, struck: 1 }]);
    await mock.control.overrides.clear('other');
    expect(await mock.control.overrides.list('other')).toEqual([]);
    await mock.control.worlds.reset('other');
    expect(await messageOf(mock, 'other')).toBe('none');
  });

  it('in a seed stands in its worlds; one of the server’s file of the same name goes first, and one that is added before both', async () => {
    const seed = (message: string) => ({
      now: '2026-01-01T00:00:00Z',
      vendors: {},
      overrides: [
        { name: 'list', operation: LIST, reply: reply(message) },
        { operation: 'infrahub/environments.create', reply: { body: { status: true } }, drift: true },
      ],
    });
    const folder = folderOf({ 'seed.json': JSON.stringify(seed('seed')) });
    const own = await serve({ seed: join(folder, 'seed.json') });
    expect([await messageOf(own), (await own.control.overrides.list()).length]).toEqual(['seed', 2]);

    writeFileSync(
      join(folder, 'set.json'),
      JSON.stringify({ overrides: { list: { operation: LIST, reply: reply('file') } } }),
    );
    const both = await serve({ seed: join(folder, 'seed.json'), overrides: join(folder, 'set.json') });
    expect([await messageOf(both), (await both.control.overrides.list()).length]).toEqual(['file', 2]);
    await both.control.overrides.add({ operation: LIST, reply: reply('added'), times: 1 });
    expect([await messageOf(both), await messageOf(both)]).toEqual(['added', 'file']);
    await both.control.overrides.add({ name: 'list', operation: LIST, reply: reply('instead') });
    expect([await messageOf(both), (await both.control.overrides.list()).length]).toEqual(['instead', 3]);
    const state = await own.control.snapshot.save();
    await own.control.worlds.create({ name: 'third', seed: 'empty' });
    await own.control.snapshot.restore(state, 'third');
    expect(await messageOf(own, 'third')).toBe('seed');
  });

  it.each([
    ['{"overrides": 7}', 'set.json:1:15: must be a list of overrides, or an object of them by their names'],
    ['{"overides": []}', 'set.json:1:2: there is no such member; did you mean overrides?'],
    [
      '{"overrides": {\n  "a": {"operation": "infrahub/environments.lst", "reply": {}}\n}}',
      'set.json:2:8: no operation is named',
    ],
    [
      '{"overrides": [\n  {"operation": "infrahub/environments.list", "repply": {}}\n]}',
      'set.json:2:47: there is no such member; did you mean reply?',
    ],
    [
      '{"overrides": [\n  {"operation": "infrahub/environments.list", "reply": {"body": {"status": 7}}}\n]}',
      'departs from the contract of infrahub/environments.list at $.message',
    ],
    [
      '{"overrides": [{"name":"a","operation":"*","reply":{},"drift":true},\n{"name":"a","operation":"*","reply":{},"drift":true}]}',
      'set.json:2:1: there is another override of this name',
    ],
    ['{"overrides": [{"operation":"*","forward":"https://api.example.com"}]}', 'start the server with --forward-hosts'],
    ['{"overrides": ', 'set.json:1:15: is not JSON'],
  ])('that is wrong is told with its place before a server starts: %s', async (text, why) => {
    const folder = folderOf({ 'set.json': text });
    await expect(createMockServer({ seed: 'empty', overrides: join(folder, 'set.json') })).rejects.toThrow(why);
    const seed = text.replace('{', '{"vendors":{},').replace('overides', 'overrides');
    if (text.includes('overrides"') && why.includes('departs')) {
      writeFileSync(join(folder, 'seed.json'), seed);
      await expect(createMockServer({ seed: join(folder, 'seed.json') })).rejects.toThrow(
        'seed.json:2:3: the reply departs',
      );
    }
  });

  it('that is no file is told', async () => {
    await expect(createMockServer({ overrides: folderOf() })).rejects.toThrow('is no regular file');
  });

  it('is read anew when its file changes; while that is wrong, all stays as it was', async () => {
    const path = join(folderOf({ 'set.json': '{"overrides": {}}' }), 'set.json');
    const vendors = vendorsOf(builtIn);
    const worlds = new Worlds({ load: vendors.load, issue: {}, seed: 'empty', overridesOf: seed => standing.of(seed) });
    const standing: StandingOverrides = new StandingOverrides(() => ({
      version: '1',
      worlds,
      vendors,
      forwardHosts: [],
      life: { readiness: async () => 'ready', end: async () => {} },
    }));
    await standing.read(path);
    const world = await worlds.create({ name: 'default' });
    let change = (): void => {};
    const watch = new FileWatch((_path, changed) => {
      change = changed;
      return () => {};
    });
    const told: string[] = [];
    watchOverrides(path, standing, { worlds, watch, log: { ...silent, warn: message => told.push(message) } });
    const write = async (text: string): Promise<(string | null)[]> => {
      writeFileSync(path, text);
      change();
      await watch.idle();
      return world.overrides.all().map(({ name }) => name);
    };
    const one = JSON.stringify({ overrides: { one: { operation: LIST, reply: reply('x') } } });
    expect(await write(one)).toEqual(['one']);
    expect(await write('{"overrides": {"two": 7}}')).toEqual(['one']);
    expect(await write(one.replace('"one"', '"two"'))).toEqual(['two']);
    expect(told).toEqual([
      'the overrides changed, and stand in each world',
      'the overrides changed and are wrong: they stay as they were',
      'the overrides changed, and stand in each world',
    ]);
  });
});
