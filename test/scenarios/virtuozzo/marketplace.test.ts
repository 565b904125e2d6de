import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, VirtuozzoCaller } from './caller.js';

const NAME = 'env-4000001';
const DONE = { result: 0 };

interface AppRow {
  readonly app_id: string;
  readonly name: string;
  readonly type: string;
  readonly uniqueName?: string;
  readonly isInstalled?: boolean;
  readonly appid?: string;
  readonly envName?: string;
  readonly nodeGroup?: string;
}

interface MarketAnswer {
  readonly result: number;
  readonly error?: string;
  readonly appid?: string;
  readonly app_id?: string;
  readonly uniqueName?: string;
  readonly successText?: string;
  readonly message?: string;
  readonly checksum?: string;
  readonly body?: string;
  readonly total?: number;
  readonly apps?: readonly AppRow[];
  readonly app?: AppRow;
  readonly settings?: object;
  readonly response?: { readonly apps?: readonly AppRow[]; readonly fields?: readonly object[] };
}

const absent = (what: string, name: string) => ({ result: 5, error: `${what} [${name}] not exist` });

describe('the marketplace of the Virtuozzo platform', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  const call = async (method: string, input: Input = {}, by = caller): Promise<MarketAnswer> => {
    const reply = await by.send(`marketplace/${method}`, { session: by.session, ...input });
    const answer: MarketAnswer = JSON.parse(await reply.text());
    return answer;
  };
  const stranger = (): VirtuozzoCaller =>
    new VirtuozzoCaller(mock.url, mock.credentials.others.virtuozzo?.otherTenant?.session ?? '');
  const addon = (more: object = {}) =>
    JSON.stringify({
      type: 'update',
      id: 'mine',
      name: 'Mine',
      settings: { fields: [{ name: 'text', type: 'string', default: 'first' }] },
      onInstall: { setGlobals: { kept: `\${settings.text}` } },
      actions: {
        tell: { return: { type: 'success', message: `\${globals.kept} \${settings.text} \${this.text:}` } },
        configure: { setGlobals: { kept: `\${settings.text}` } },
        fail: { return: { result: 1000, message: 'no' } },
      },
      ...more,
    });
  const install = (jps: string, input: Input = {}) => call('jps/install', { jps, envName: NAME, ...input });
  const installed = async (search?: Input, by = caller): Promise<readonly AppRow[]> =>
    (await call('installation/getlist', search && { search }, by)).response?.apps ?? [];

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  describe('installs an add-on', () => {
    it('which is on its environment or on one of its layers, acts, is configured, and goes', async () => {
      const { env } = await caller.create({ shortdomain: NAME }, { nodeType: 'nodejs' }, { nodeType: 'mysql' });
      const whole = await install(addon());
      const { uniqueName = '' } = await install(addon(), { nodeGroup: 'sqldb', settings: { text: 'second' } });
      expect(whole).toMatchObject({ result: 0, appid: env.appid });
      const row = { app_id: 'mine', name: 'Mine', type: 'update', isInstalled: true, appid: env.appid, envName: NAME };
      expect(await installed()).toEqual([
        { ...row, uniqueName: whole.uniqueName },
        { ...row, uniqueName, nodeGroup: 'sqldb' },
      ]);
      expect(await installed({ app_id: 'mine', nodeGroup: 'sqldb', appstore: 1 })).toHaveLength(1);
      expect(await installed({ app_id: 'other' })).toEqual([]);
      expect((await call('installation/getinfo', { appUniqueName: uniqueName })).app).toMatchObject({ uniqueName });
      expect(await call('installation/getenvappid', { appUniqueName: uniqueName })).toEqual({
        ...DONE,
        appid: env.appid,
      });

      const act = (action: string, more: Input = {}) =>
        call('jps/executeappaction', { appUniqueName: uniqueName, action, ...more });
      expect((await act('tell', { params: { text: 'now' } })).message).toBe('second now now');
      expect((await act('tell')).message).toBe('second second ');
      expect(await act('configure', { params: { text: 'third' }, settingsId: 'main' })).toMatchObject(DONE);
      expect((await act('tell')).message).toBe('third third ');
      const fields = [{ name: 'text', type: 'string', default: 'first', value: 'third' }];
      expect((await call('installation/getsettings', { appUniqueName: uniqueName })).settings).toEqual({ fields });
      expect((await call('jps/getappsettings', { appUniqueName: uniqueName })).response).toEqual({ fields });
      expect(await act('fail')).toEqual({ result: 1000, error: 'no' });
      expect(await act('absent')).toEqual(absent('action', 'absent'));

      expect(await call('jps/uninstall', { appUniqueName: uniqueName })).toEqual(DONE);
      expect(await installed()).toHaveLength(1);
      expect(await act('tell')).toEqual(absent('application', uniqueName));
      expect(await call('installation/uninstall', { appUniqueName: uniqueName })).toEqual(
        absent('application', uniqueName),
      );
    });

    it('which stays when what it does at its end fails, unless it is forced', async () => {
      await caller.create({ shortdomain: NAME }, { nodeType: 'nodejs' });
      const { uniqueName = '' } = await install(addon({ onUninstall: { return: { result: 1000, message: 'busy' } } }));
      const uninstall = (force: boolean) => call('jps/uninstall', { appUniqueName: uniqueName, force });
      expect(await uninstall(false)).toEqual({ result: 1000, error: 'busy' });
      expect(await installed()).toHaveLength(1);
      expect(await uninstall(true)).toEqual(DONE);
      expect(await installed()).toEqual([]);
    });

    it('which goes with its environment, and which a clone has one of its own of', async () => {
      await caller.create({ shortdomain: NAME }, { nodeType: 'nodejs' });
      const { uniqueName } = await install(addon());
      const twin = 'env-4000002';
      await caller.call('environment/control/cloneenv', { srcEnvName: NAME, dstEnvName: twin });
      const rows = await installed();
      expect(rows.map(({ envName }) => envName)).toEqual([NAME, twin]);
      expect(new Set(rows.map(row => row.uniqueName)).size).toBe(2);
      expect(rows[0]?.uniqueName).toBe(uniqueName);
      await caller.call('environment/control/deleteenv', { envName: NAME });
      expect((await installed()).map(({ envName }) => envName)).toEqual([twin]);
    });

    it('on no environment that is not there or not the caller’s, and no layer that it has not', async () => {
      await caller.create({ shortdomain: NAME }, { nodeType: 'nodejs' });
      const other = stranger();
      const gone = { result: 11, error: `application [${NAME},${NAME}] not exist` };
      expect(await call('jps/install', { jps: addon(), envName: NAME }, other)).toEqual(gone);
      expect(await install(addon(), { nodeGroup: 'sqldb' })).toMatchObject({ result: 11_022 });
      const { uniqueName = '' } = await install(addon());
      for (const method of [
        'jps/uninstall',
        'jps/executeappaction',
        'installation/getinfo',
        'installation/getsettings',
      ])
        expect(await call(method, { appUniqueName: uniqueName }, other)).toEqual(absent('application', uniqueName));
      expect(await installed(undefined, other)).toEqual([]);
    });
  });

  it('installs an application without an environment, for the account', async () => {
    const jps = JSON.stringify({ type: 'install', name: 'Free', onInstall: { log: 'x' } });
    const { uniqueName = '', appid } = await call('jps/install', { jps });
    expect(appid).toBeUndefined();
    expect(await installed()).toEqual([{ app_id: '', name: 'Free', type: 'install', isInstalled: true, uniqueName }]);
    const engine = await call('jps/getscriptingappid');
    expect(engine.appid).toMatch(/^[0-9a-f]{32}$/);
    expect(await call('installation/getscriptingappid')).toEqual(engine);
    expect(await call('installation/getenvappid', { appUniqueName: uniqueName })).toEqual(engine);
    expect((await call('jps/getappsettings', { appUniqueName: uniqueName })).response).toEqual({ fields: [] });
    expect(await call('jps/uninstall', { appUniqueName: uniqueName })).toEqual(DONE);
    expect(await installed()).toEqual([]);
  });

  it('offers applications and add-ons, and tells which of them an environment has', async () => {
    const { apps = [], total } = await call('app/getlist');
    expect(total).toBe(apps.length);
    expect(apps.map(({ type }) => type)).toContain('update');
    expect((await call('app/getlist', { search: 'redis' })).apps).toMatchObject([{ app_id: 'hostdouble-redis' }]);
    const { response } = await call('app/getcategories');
    expect(response).toMatchObject({ categories: expect.arrayContaining(['apps/cms', 'apps/databases']) });
    const about = await call('app/getappinfo', { id: 'hostdouble-redis' });
    expect(about).toMatchObject({ app: { name: 'Redis' }, settings: { fields: [{ name: 'tag' }] } });
    expect(await call('app/getappinfo', { id: 'absent' })).toEqual(absent('application', 'absent'));
    expect(await call('jps/getappinfo', { jps: 'https://x.example/redis.jps' })).toEqual(about);

    const made = await call('app/install', { id: 'hostdouble-blog', envName: NAME, settings: { title: 'Ours' } });
    expect(made.successText).toMatch(
      /^<strong>Admin page<\/strong>: <a href="http:\/\/env-4000001\.paas\.example\.com\/admin\/">/,
    );
    const added = await call('app/installaddon', { id: 'hostdouble-note', envName: NAME, settings: { text: 'Hello' } });
    expect(added).toMatchObject({ result: 0, successText: 'Noted: Hello' });
    const { apps: addons = [] } = await call('app/getaddonlist', { envName: NAME });
    expect(addons.map(({ app_id, isInstalled }) => [app_id, isInstalled])).toEqual([
      ['hostdouble-note', true],
      ['hostdouble-banner', false],
    ]);
    expect(await call('app/installaddon', { id: 'hostdouble-redis', envName: NAME })).toEqual(
      absent('add-on', 'hostdouble-redis'),
    );
    const nodes = [{ nodeType: 'tomcat', count: 2, cloudlets: 4 }];
    await call('app/install', { id: 'hostdouble-redis', envName: 'env-4000003', nodes });
    const { nodes: own = [] } = await caller.call('environment/control/getenvinfo', { envName: 'env-4000003' });
    expect(own.map(({ nodeType }) => nodeType)).toEqual(['tomcat', 'tomcat']);
  });

  it('takes applications of a user’s own, which nobody else sees', async () => {
    const other = stranger();
    const { checksum } = await call('app/getchecksum');
    const { app_id: id = '' } = await call('app/addapp', { manifest: addon({ id: undefined }) });
    const edited = await call('app/getchecksum');
    expect(edited.checksum).not.toBe(checksum);
    expect(await call('app/getchecksum', {}, other)).toEqual({ ...DONE, checksum });
    expect((await call('app/getlist', { search: id })).apps).toMatchObject([{ app_id: id, name: 'Mine' }]);
    expect((await call('app/getlist', { search: id }, other)).apps).toEqual([]);
    await caller.create({ shortdomain: NAME }, { nodeType: 'nodejs' });
    expect(await call('app/installaddon', { id, envName: NAME })).toMatchObject(DONE);
    expect(await install(id)).toMatchObject(DONE);
    expect(await call('app/editapp', { id, manifest: addon({ name: 'Other' }) })).toEqual(DONE);
    expect((await call('app/getappinfo', { id })).app).toMatchObject({ name: 'Other' });
    expect((await installed()).map(({ app_id, name }) => [app_id, name])).toEqual([
      [id, 'Mine'],
      [id, 'Mine'],
    ]);
    for (const by of [other, caller]) {
      const wrong = by === other ? id : 'hostdouble-redis';
      expect(await call('app/editapp', { id: wrong, manifest: addon() }, by)).toEqual(absent('application', wrong));
      expect(await call('app/deleteapp', { id: wrong }, by)).toEqual(absent('application', wrong));
    }
    expect(await call('app/editapp', { id, manifest: 'no manifest' })).toMatchObject({ result: 11_041 });
    expect(await call('favorite/add', { id })).toEqual(DONE);
    expect(await call('app/deleteapp', { id })).toEqual(DONE);
    expect((await call('favorite/getlist')).apps).toEqual([]);
    expect(await call('app/getchecksum')).toEqual({ ...DONE, checksum });
  });

  it('takes no more of them than it can show', async () => {
    for (let at = 0; at < 100; at += 1) await call('app/addapp', { manifest: addon() });
    expect(await call('app/addapp', { manifest: addon() })).toMatchObject({ result: 2338 });
    expect(await call('favorite/addmanifest', { manifest: addon() })).toMatchObject({ result: 2338 });
  });

  it('keeps favourites, and manifests that are nothing else', async () => {
    const listed = async () => (await call('favorite/getlist')).apps?.map(({ app_id }) => app_id);
    for (let turn = 0; turn < 2; turn += 1)
      expect(await call('favorite/add', { id: 'hostdouble-redis' })).toEqual(DONE);
    const { app_id: id = '' } = await call('favorite/addmanifest', { manifest: addon() });
    expect(await listed()).toEqual(['hostdouble-redis', id]);
    expect((await call('favorite/getlist', {}, stranger())).apps).toEqual([]);
    expect(await call('favorite/add', { id: 'absent' })).toEqual(absent('application', 'absent'));
    expect(await call('favorite/delete', { id })).toEqual(DONE);
    expect(await call('favorite/delete', { id })).toEqual(absent('application', id));
    expect(await call('app/getappinfo', { id })).toEqual(absent('application', id));
    expect(await listed()).toEqual(['hostdouble-redis']);
  });

  it('tells on a console of each user’s own what it does, the newest of it', async () => {
    const read = async (by = caller) => (await call('console/readlog', {}, by)).body;
    expect(await read()).toBe('');
    expect(await call('console/writelog', { message: 'hello' })).toEqual(DONE);
    expect(await read()).toBe('hello\n');
    expect(await read(stranger())).toBe('');
    await call('jps/install', { jps: JSON.stringify({ type: 'install', name: 'x', onInstall: { log: 'from it' } }) });
    expect(await read()).toMatch(/^hello\n\[2025-01-01 00:00:00\] x: log\n.*x: from it\n.*x: done\n$/);
    await call('console/writelog', { message: `${'a'.repeat(99_998)}b` });
    expect(await read()).toBe(`${'a'.repeat(99_998)}b\n`);
    expect(await call('console/clearlog')).toEqual(DONE);
    expect(await call('console/clearlog')).toEqual(DONE);
    expect(await read()).toBe('');
  });

  it('comes back from a snapshot as it was, and a snapshot that is wrong is refused', async () => {
    await caller.create({ shortdomain: NAME }, { nodeType: 'nodejs' });
    await install(addon());
    await call('favorite/addmanifest', { manifest: addon() });
    const saved = await mock.control.snapshot.save();
    const rows = await installed();
    await caller.call('environment/control/deleteenv', { envName: NAME });
    await mock.control.snapshot.restore(saved);
    expect(await installed()).toEqual(rows);
    const text = JSON.stringify(saved);
    const wrong = JSON.parse(text.replace(/"settings":"\{[^}]*\}"/, '"settings":"none"'));
    expect(JSON.stringify(wrong)).not.toBe(text);
    await expect(mock.control.snapshot.restore(wrong)).rejects.toThrow(/settings: is no object as JSON/);
  });
});
