import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, type VirtuozzoCaller } from './caller.js';

const NAME = 'env-3000001';
const INSTALL = 'marketplace/jps/install';

/** What the marketplace's calls answer, as far as these tests look at it. */
interface MarketAnswer {
  readonly result: number;
  readonly error?: string;
  readonly appid?: string;
  readonly uniqueName?: string;
  readonly successText?: string;
  readonly startPage?: string;
  readonly message?: string;
  readonly type?: string;
  readonly version?: string;
  readonly body?: string;
}

describe('a manifest on the Virtuozzo platform', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  const install = (jps: string | object, input: Input = {}): Promise<MarketAnswer> =>
    caller.call(INSTALL, { jps: typeof jps === 'string' ? jps : JSON.stringify(jps), ...input });
  const envOf = (envName: string) => caller.call('environment/control/getenvinfo', { envName });
  const logged = async (): Promise<string> => {
    const { body = '' }: MarketAnswer = await caller.call('marketplace/console/readlog');
    return body;
  };
  /** Installs a manifest without an environment that does these actions, and answers what it says of a text. */
  const says = async (text: string, more: object = {}, input: Input = {}): Promise<string | undefined> =>
    (await install({ type: 'install', name: 'says', success: text, ...more }, input)).successText;

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  describe('as a public client installs it', () => {
    const valid = `type: install
name: valid
nodes:
  count: 1
  cloudlets: 4
  nodeGroup: cp
  image: alpine:latest
  env:
    A_TEXT: '{"of": "json"}'
skipNodeEmails: true
success:
  email: false
  text: |
    **One**: first  
    **Two**: second
`;

    it('makes an environment that runs, in the region that was asked for, and tells its text of success', async () => {
      const region = 'default_hn_group';
      // The client sends `null` for settings that nobody gave, and nothing for a region.
      const answer = await install(valid, { envName: NAME, settings: 'null', region, skipNodeEmails: 'True' });
      const { env, nodes } = await envOf(NAME);
      expect(env).toMatchObject({ status: 1, hardwareNodeGroup: region });
      expect(nodes).toMatchObject([
        { nodeGroup: 'cp', nodeType: 'docker', flexibleCloudlets: 4, customitem: { dockerName: 'alpine' } },
      ]);
      expect(answer).toEqual({
        result: 0,
        appid: env?.appid,
        uniqueName: expect.stringMatching(/^[0-9a-f-]{36}$/),
        startPage: `http://${NAME}.paas.example.com/`,
        successText: '<strong>One</strong>: first<br />\n<strong>Two</strong>: second',
      });
    });

    it('has its settings in its texts', async () => {
      const fields = ['field1', 'field2'].map(name => ({ name, caption: name, type: 'string', required: true }));
      const text = `first field: \${settings.field1}, second field: \${settings.field2}`;
      const more = { settings: { fields } };
      expect(await says(text, more, { settings: { field1: 'one', field2: 'two' } })).toBe(
        'first field: one, second field: two',
      );
      const missing = await install(
        { type: 'install', name: 'x', success: text, ...more },
        { settings: { field1: 'one' } },
      );
      expect(missing).toEqual({ result: 3, error: 'invalid parameter [settings.field2]' });
    });

    it.each([
      ['that has a type and a name alone', 'type: install\nname: nothing\n', { envName: NAME }],
      ['with nodes, and no name for its environment', valid, {}],
      ['of an add-on, and no environment', 'type: update\nname: addon\ninstall:\n  - log: hi\n', {}],
      ['that is no YAML', 'name: [', { envName: NAME }],
      ['that is a mere text', 'hello world', {}],
      ['without a name', 'type: install\nonInstall:\n  log: x', {}],
      ['of a type that there is not', 'type: other\nname: x', {}],
      ['at an address that nothing can be read from', 'https://example.com/test/data/absent.jps', { envName: NAME }],
      ['that the marketplace does not have', 'absent-app', {}],
    ])('is refused if it is one %s', async (_, jps, input) => {
      const { result, error } = await install(jps, input);
      expect(result).toBeGreaterThan(0);
      expect(error).not.toBe('');
      expect((await caller.call('environment/control/getenvs')).infos).toEqual([]);
    });

    it('is for an engine of the version of the platform', async () => {
      const answer: MarketAnswer = await caller.call('marketplace/jps/getengineversion');
      expect(answer).toEqual({ result: 0, version: '8.0.2' });
    });
  });

  it('may be JSON, an address whatever its host, or the id of an application', async () => {
    const text = { type: 'install', name: 'x', success: 'done' };
    expect((await install(text)).successText).toBe('done');
    const at = await install('https://raw.example.org/some/where/redis.jps', { envName: NAME });
    expect(at.successText).toMatch(/^<strong>Address<\/strong>: 10\.[0-9.]+:6379$/);
    expect((await envOf(NAME)).nodes).toMatchObject([{ customitem: { dockerName: 'redis', dockerTag: '7.2' } }]);
    const named = await install('hostdouble-redis', { envName: 'env-3000002', settings: { tag: '6' } });
    expect(named.result).toBe(0);
    expect((await envOf('env-3000002')).nodes).toMatchObject([{ customitem: { dockerTag: '6' } }]);
  });

  it('whose environment the platform refuses passes the refusal on, and nothing has happened', async () => {
    const nodes = { nodeType: 'nodejs', cloudlets: 4 };
    await install({ type: 'install', name: 'one', nodes }, { envName: NAME });
    const before = await mock.control.snapshot.save();
    const again = await install({ type: 'install', name: 'two', nodes }, { envName: NAME });
    expect(again).toEqual({ result: 2330, error: `domain [${NAME}.paas.example.com] is busy` });
    const unknown = await install(
      { type: 'install', name: 'three', nodes: { nodeType: 'absent' } },
      { envName: 'env-3000009' },
    );
    expect(unknown).toMatchObject({ result: 2372 });
    expect(await mock.control.snapshot.save()).toEqual(before);
  });

  describe('has placeholders', () => {
    it('for the environment and its nodes, by layer, type, place and master', async () => {
      const nodes = [
        { nodeType: 'nodejs', count: 2, cloudlets: 4 },
        { nodeType: 'mysql', cloudlets: 4, displayName: 'DB' },
      ];
      const text = `\${env.envName} \${env.shortdomain} \${env.domain} \${env.protocol} \${env.ssl} \${nodes.cp.length} \${nodes.nodejs.last.id} \${nodes.cp[1].id} \${nodes.sqldb.master.displayName} \${nodes.mysql.first.nodeType} \${nodes.cp.id}`;
      const { successText } = await install({ type: 'install', name: 'x', nodes, success: text }, { envName: NAME });
      const { nodes: made = [] } = await envOf(NAME);
      const [first, second] = made.map(({ id }) => id);
      expect(successText).toBe(
        `${NAME} ${NAME} ${NAME}.paas.example.com http false 2 ${second} ${second} DB mysql ${first}`,
      );
    });

    it('for the user, settings and globals, with what to put where there is none', async () => {
      const more = { globals: { a: 1, b: `\${settings.s:none}`, list: [1, 2], own: `\${user.email}` } };
      const text = `\${globals.a} \${globals.b} \${globals.list.join(;)} \${globals.own} \${user.uid} \${settings.x:} \${settings.y:[user.email]} \${absent.z}`;
      expect(await says(text, more)).toBe(
        `1 none 1;2 demo@example.com 5886  demo@example.com \${absent.z}`.replace(
          '5886',
          `${(await caller.call('users/account/getuserinfo')).uid}`,
        ),
      );
    });

    it('for functions, drawn anew at each place and kept in globals', async () => {
      const globals = { pass: `\${fn.password(12)}` };
      const text = `\${globals.pass}|\${globals.pass}|\${fn.uuid}|\${fn.random}|\${fn.random(3,3)}|\${fn.md5(a)}|\${fn.base64([user.email])}|\${fn.compare(1.10,1.9)}|\${fn.compareEngine(99.0)}`;
      const [one, other, uuid, number, three, md5, base64, later, older] = (
        (await says(text, { globals })) ?? ''
      ).split('|');
      expect(one).toMatch(/^[A-Za-z0-9]{12}$/);
      expect(other).toBe(one);
      expect(uuid).toMatch(/^[0-9a-f-]{36}$/);
      expect(number).toMatch(/^\d{7}$/);
      expect([three, md5, later, older]).toEqual(['3', '0cc175b9c0f1b6a831c399e269772661', '1', '-1']);
      expect(Buffer.from(base64 ?? '', 'base64').toString()).toBe('demo@example.com');
      expect(((await says(text, { globals })) ?? '').split('|')[0]).not.toBe(one);
    });

    it('and renders Markdown once they are filled', async () => {
      expect(await says('# Title\n\nA *word* and `code_a_b` at [site](https://x.example/a_b_c).\n\n- one\n- two')).toBe(
        '<h1>Title</h1>\n<p>A <em>word</em> and <code>code_a_b</code> at <a href="https://x.example/a_b_c">site</a>.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>',
      );
    });
  });

  it('draws the same from the same seed', async () => {
    const nodes = [{ nodeType: 'nodejs', cloudlets: 4 }];
    const success = `\${fn.uuid} \${fn.password} \${user.appPassword} \${nodes.cp.password}`;
    const go = () => install({ type: 'install', name: 'x', nodes, success }, { envName: NAME });
    const saved = await mock.control.snapshot.save();
    const first = JSON.stringify(await go());
    await mock.control.snapshot.restore(saved);
    expect(JSON.stringify(await go())).toBe(first);
  });

  describe('cannot ask for endless work', () => {
    it.each<[string, () => string | object]>([
      [
        'a loop in a loop in a loop',
        () => {
          const list = Array.from({ length: 100 }, (_, at) => at);
          return {
            globals: { list },
            onInstall: { 'forEach(a:globals.list)': { 'forEach(b:globals.list)': { log: 'x' } } },
          };
        },
      ],
      ['an action that calls itself', () => ({ onInstall: 'again', actions: { again: 'again' } })],
      ['a text that grows', () => ({ globals: { a: 'x'.repeat(50_000) }, success: `\${globals.a}`.repeat(100) })],
      [
        'many calls in one action',
        () => ({ onInstall: { api: Array.from({ length: 1500 }, () => 'users.account.GetUserInfo') } }),
      ],
      [
        'pieces that name one another',
        () =>
          `name: x\na: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\nonInstall: [*d,*d,*d]`,
      ],
      ['pieces deep in one another', () => `name: x\nonInstall: ${'[`.repeat(5000)}${`]'.repeat(5000)}`],
      ['a text that is too long', () => `name: x\nonInstall: ${'y'.repeat(250_000)}`],
    ])('such as %s', async (_, manifest) => {
      const made = manifest();
      const { result } = await install(typeof made === 'string' ? made : { type: 'install', name: 'x', ...made });
      expect(result).toBe(11_041);
    });

    it('nor of a pattern', async () => {
      const globals = { text: `${'a'.repeat(200)}!` };
      const onInstall = [
        { 'if (/^(a+)+$/.test(globals.text))': { log: 'wrong' } },
        { 'if (/^a+a+a+a+a+$/.test(globals.text))': { log: 'wrong' } },
      ];
      expect(await install({ type: 'install', name: 'x', globals, onInstall })).toMatchObject({ result: 0 });
      expect((await logged()).match(/invalid condition/g)).toHaveLength(2);
    });
  });
});
