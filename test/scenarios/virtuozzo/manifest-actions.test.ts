import { describe, expect, it } from 'vitest';
import { type Input, platformForEach, type VirtuozzoCaller } from './caller.js';

const NAME = 'env-3000001';
const INSTALL = 'marketplace/jps/install';

/** What the marketplace's calls answer, as far as these tests look at it. */
interface MarketAnswer {
  readonly result: number;
  readonly error?: string;
  readonly uniqueName?: string;
  readonly successText?: string;
  readonly body?: string;
}

/** A placeholder, for the name of an action. */
const put = (path: string): string => `\${${path}}`;

describe('the actions of a manifest on the Virtuozzo platform', () => {
  let caller: VirtuozzoCaller;
  const install = (jps: string | object, input: Input = {}): Promise<MarketAnswer> =>
    caller.call(INSTALL, { jps: typeof jps === 'string' ? jps : JSON.stringify(jps), ...input });
  const envOf = (envName: string) => caller.call('environment/control/getenvinfo', { envName });
  const logged = async (): Promise<string> => {
    const { body = '' }: MarketAnswer = await caller.call('marketplace/console/readlog');
    return body;
  };
  platformForEach(own => {
    caller = own;
  });

  describe('are done in order', () => {
    it('custom ones too, with parameters; and conditions, loops and local names', async () => {
      const onInstall = [
        { setGlobals: { a: 1, b: '2' } },
        { [`if (globals.a === 1 && ${put('globals.b')} == 2)`]: { log: 'met' } },
        { else: { log: 'wrong' } },
        { 'if (globals.a > 1)': { log: 'wrong' } },
        { 'elif (globals.absent && globals.absent.x)': { log: 'wrong' } },
        { 'elif (/^2$/.test(globals.b))': { log: 'otherwise' } },
        { else: { log: 'wrong' } },
        { 'if ( )': { log: 'wrong' } },
        { else: { log: 'wrong' } },
        { set: { list: ['x', 'y'] } },
        { 'forEach(item:this.list)': { log: `\${@@item} \${@item}` } },
        { greet: { name: 'you' } },
        { greet: [{ name: 'one' }, { name: 'two' }] },
        { say: 'text' },
        'bye',
      ];
      const actions = {
        greet: { log: `hello \${this.name}` },
        say: { log: `said \${this}` },
        bye: [{ log: `bye \${globals.a}` }],
      };
      expect((await install({ type: 'install', name: 'x', onInstall, actions })).result).toBe(0);
      const lines = (await logged()).split('\n').map(line => line.replace(/^\[[^\]]+\] x: /, ''));
      expect(lines.filter(line => !['log', 'setGlobals', 'set', 'done', ''].includes(line))).toEqual([
        ...['met', 'condition is not met', 'condition is not met', 'otherwise', 'invalid condition: '],
        ...['0 x', '1 y', 'hello you', 'hello one', 'hello two', 'said text', 'bye 1'],
      ]);
    });

    it('of the platform: its own calls, about its own environment and the nodes in brackets', async () => {
      const nodes = [{ nodeType: 'nodejs', cloudlets: 4 }];
      const onInstall = [
        { addNodes: [{ nodeType: 'mysql', flexibleCloudlets: 6 }, { nodeType: 'nodejs' }] },
        { 'setNodeCount [cp]': 3 },
        { 'setExtIpEnabled [sqldb]': true },
        {
          [`api [${put('nodes.sqldb.id')}]`]: 'api.environment.control.SetCloudletsCountById',
          params: { fixedCloudlets: 2, flexibleCloudlets: 9 },
        },
        { 'env.control.StopEnv': {} },
        { api: [{ method: 'environment.control.StartEnv' }] },
        { log: `status \${env.status}, \${nodes.sqldb.extips.length} address` },
      ];
      const answer = await install({ type: 'install', name: 'x', nodes, onInstall }, { envName: NAME });
      expect(answer).toMatchObject({ result: 0 });
      const { nodes: made = [] } = await envOf(NAME);
      expect(made.map(({ nodeGroup }) => nodeGroup).sort()).toEqual(['cp', 'cp', 'cp', 'sqldb']);
      expect(made.find(({ nodeGroup }) => nodeGroup === 'sqldb')).toMatchObject({
        fixedCloudlets: 2,
        flexibleCloudlets: 9,
        extIPs: ['198.18.0.1'],
      });
      expect(await logged()).toContain('status 1, 1 address');
    });

    it('and installs others: as they are, by address, and as its add-ons', async () => {
      const onInstall = [
        { install: { type: 'update', name: 'inner', onInstall: { log: `inner on \${env.envName}` } } },
        { install: { jps: 'https://x.example/note.jps', settings: { text: 'from outside' } } },
        { install: { jps: 'hostdouble-node-app', envName: 'env-3000005', settings: { nodes: 2 } } },
        { installAddon: { id: 'mine' } },
        { install: { type: 'install', name: 'own', envName: 'env-3000006', nodes: { nodeType: 'nodejs' } } },
      ];
      const addons = [
        { id: 'mine', name: 'Mine', onInstall: { log: 'mine' } },
        {
          id: 'layered',
          name: 'Layered',
          onInstall: { log: `on \${targetNodes.nodeGroup}, \${targetNodes.master.nodeType}` },
        },
      ];
      const nodes = [{ nodeType: 'nodejs', cloudlets: 4, addons: 'layered' }];
      const answer = await install({ type: 'install', name: 'outer', nodes, onInstall, addons }, { envName: NAME });
      expect(answer).toMatchObject({ result: 0 });
      const text = await logged();
      for (const line of [
        `inner on ${NAME}`,
        `${NAME} has the note from outside`,
        'Mine: mine',
        'Layered: on cp, nodejs',
      ])
        expect(text).toContain(line);
      expect((await envOf('env-3000005')).nodes).toHaveLength(2);
      expect((await envOf('env-3000006')).nodes).toHaveLength(1);
    });

    it('until one fails: its number is the answer, there is no record, and what was done stays', async () => {
      const nodes = { nodeType: 'nodejs', cloudlets: 4 };
      const onInstall = [{ 'env.control.StartEnv': {} }, { log: 'never' }];
      const failed = await install({ type: 'install', name: 'x', nodes, onInstall }, { envName: NAME });
      expect(failed).toEqual({ result: 1, error: 'Failed to start ' });
      expect((await envOf(NAME)).env).toMatchObject({ status: 1 });
      expect(await caller.call('marketplace/installation/getlist')).toEqual({ result: 0, response: { apps: [] } });
      expect(await logged()).toContain('x: ERROR 1: Failed to start');
      expect(await logged()).not.toContain('never');
    });
  });

  describe('answer', () => {
    const failing = { type: 'install', name: 'x' };

    it.each<[string, object, object]>([
      ['a text', { return: 'Warning!' }, { result: 11_039, error: 'Warning!' }],
      [
        'the JSON of an answer',
        { return: '{"type": "warning", "message": "careful"}\n' },
        { result: 11_039, error: 'careful' },
      ],
      ['a number', { return: { result: 1000, message: 'no' } }, { result: 1000, error: 'no' }],
      ['a type', { return: { type: 'warning', message: 'careful' } }, { result: 11_039, error: 'careful' }],
      [
        'the same as a script',
        { script: "return {'result': 'warning', 'message': 'careful'};" },
        { result: 11_039, error: 'careful' },
      ],
      ['an action that there is not', { doThis: 1 }, { result: 11_041, error: 'action [doThis] is not supported' }],
      [
        'a method that there is not',
        { api: 'environment.control.Absent' },
        { result: 5, error: 'method [environment.control.Absent] not exist' },
      ],
      [
        'a container without an environment',
        { 'cmd [cp]': 'ls' },
        { result: 11_022, error: "can't find node by the given parameters" },
      ],
    ])('with a failure to %s', async (_, onInstall, answer) => {
      expect(await install({ ...failing, onInstall })).toEqual(answer);
    });

    it('with a success that an action returned, in the place of its own', async () => {
      const onInstall = [
        { return: { type: 'success', message: `**Hello** \${user.email}`, startPage: 'https://x.example/' } },
        { doThis: 1 },
      ];
      expect(await install({ ...failing, onInstall, success: 'other' })).toEqual({
        result: 0,
        uniqueName: expect.any(String),
        type: 'success',
        message: '**Hello** demo@example.com',
        startPage: 'https://x.example/',
        successText: '<strong>Hello</strong> demo@example.com',
      });
    });

    it('in the words that it has for a number', async () => {
      const responses = {
        1000: { type: 'error', message: 'In words' },
        11022: { type: 'success', message: 'Never mind' },
      };
      expect(await install({ ...failing, onInstall: { return: { result: 1000 } }, responses })).toEqual({
        result: 1000,
        error: 'In words',
      });
      expect(await install({ ...failing, onInstall: { 'cmd [cp]': 'ls' }, responses })).toMatchObject({
        result: 0,
        successText: 'Never mind',
      });
    });
  });
});
