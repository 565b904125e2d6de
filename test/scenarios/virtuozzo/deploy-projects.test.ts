import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { platformForEach, VirtuozzoCaller } from './caller.js';
import { ask, filesOf } from './deploys.js';

const [VCS, DEPLOYMENT, BUILD] = ['environment/vcs', 'environment/deployment', 'environment/build'];
const CONTROL = 'environment/control';
const [envName, url, context] = ['env-2100001', 'https://git.example.com/shop.git', 'ROOT'];
const GIT = { type: 'git', url, branch: 'main' };
const HASH = /^[0-9a-f]{40}$/;

describe('projects that follow a repository', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  let [server, builder] = [0, 0];
  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });
  beforeEach(async () => {
    const { nodes } = await caller.create(
      { shortdomain: envName },
      { nodeType: 'nodejs', flexibleCloudlets: 4 },
      { nodeType: 'maven3', flexibleCloudlets: 4 },
    );
    [server, builder] = [nodes[0]?.id ?? 0, nodes[1]?.id ?? 0];
  });
  const vcs = (method: string, input: object = {}) => ask(caller, `${VCS}/${method}`, { envName, context, ...input });
  const deployment = (method: string, input: object = {}) =>
    ask(caller, `${DEPLOYMENT}/${method}`, { envName, ...input });
  const build = (method: string, input: object = {}) =>
    ask(caller, `${BUILD}/${method}`, { envName, nodeid: builder, ...input });
  const standing = async () => (await deployment('getdeployments', { nodeGroup: 'cp' })).array;
  const hashNow = async () => (await vcs('getproject')).hash;
  const twoDays = () => mock.control.clock.advance({ by: 'P2D' });

  it('sources come with the first update, and a later one fetches what is new', async () => {
    expect(await vcs('createproject', GIT)).toMatchObject({ result: 0, context, type: 'GIT', url, branch: 'main' });
    expect(await standing()).toEqual([]);
    expect(await hashNow()).toBeUndefined();
    expect(await vcs('update')).toMatchObject({ result: 0, message: expect.stringContaining('updated to') });
    const first = await hashNow();
    expect(first).toMatch(HASH);
    expect(await standing()).toEqual([{ archiveName: 'shop', context, type: 'GIT' }]);
    expect((await filesOf(mock, server)).get('/home/jelastic/ROOT/.git/HEAD')).toBe(`${first}\n`);
    expect(await vcs('update')).toMatchObject({ result: 0, message: 'there are no changes' });
    await twoDays();
    expect(await hashNow()).toBe(first);
    await vcs('update');
    expect(await hashNow()).not.toBe(first);
    expect((await filesOf(mock, server)).get('/home/jelastic/ROOT/.git/HEAD')).toBe(`${await hashNow()}\n`);
  });

  it('a project is pinned to a tag by an edit and an update, and does not move on', async () => {
    await vcs('createproject', { ...GIT, updateNow: true, autoupdate: true, interval: 1 });
    await twoDays();
    const moved = await hashNow();
    const pinned = { oldContext: context, newContext: context, branch: 'v1.2.3' };
    expect(await vcs('editproject', pinned)).toMatchObject({ result: 0, branch: 'v1.2.3', url, autoupdate: true });
    await vcs('update');
    const tagged = await hashNow();
    expect(tagged).not.toBe(moved);
    await twoDays();
    expect(await hashNow()).toBe(tagged);
  });

  it('an add-on may remove what is there in either order, and knows by the number that nothing was', async () => {
    expect(await ask(caller, `${CONTROL}/removeapp`, { envName, context })).toMatchObject({ result: 2313 });
    expect(await vcs('deleteproject')).toMatchObject({ result: 2500 });
    await vcs('createproject', { ...GIT, updateNow: true });
    expect(await vcs('createproject', GIT)).toMatchObject({ result: 2330 });
    expect(await ask(caller, `${CONTROL}/removeapp`, { envName, context })).toEqual({ result: 0 });
    expect(await vcs('deleteproject')).toMatchObject({ result: 0, context });
    await vcs('createproject', { ...GIT, updateNow: true });
    expect(await vcs('deleteproject')).toMatchObject({ result: 0 });
    expect(await standing()).toEqual([]);
    for (const method of ['getproject', 'update', 'deleteproject'])
      expect(await vcs(method)).toMatchObject({ result: 2500, error: 'project [ROOT] not exist' });
  });

  it('a project is updated by itself, in a clone and after a restored snapshot too, while its environment runs', async () => {
    const following = { ...GIT, updateNow: true, autoupdate: true, interval: '60' };
    await vcs('createproject', following);
    const first = await hashNow();
    await caller.call(`${CONTROL}/cloneenv`, { srcEnvName: envName, dstEnvName: 'env-2100002' });
    const ofClone = async () => (await vcs('getproject', { envName: 'env-2100002' })).hash;
    expect(await ofClone()).toBe(first);
    await mock.control.snapshot.restore(await mock.control.snapshot.save());
    const { ran } = await twoDays();
    expect(ran.some(({ job }) => job === 'autoUpdate')).toBe(true);
    const second = await hashNow();
    expect(second).not.toBe(first);
    expect(await ofClone()).toBe(second);
    expect((await filesOf(mock, server)).get('/home/jelastic/ROOT/.git/HEAD')).toBe(`${second}\n`);
    await caller.call(`${CONTROL}/deleteenv`, { envName: 'env-2100002' });
    await caller.call(`${CONTROL}/stopenv`, { envName });
    await twoDays();
    expect(await hashNow()).toBe(second);
    await caller.call(`${CONTROL}/startenv`, { envName });
    await mock.control.clock.advance({ by: 'PT2H' });
    expect(await hashNow()).not.toBe(second);
  });

  it('a clone is updated by itself when its source is gone', async () => {
    await vcs('createproject', { ...GIT, updateNow: true, autoupdate: true, interval: 60 });
    const first = await hashNow();
    await caller.call(`${CONTROL}/cloneenv`, { srcEnvName: envName, dstEnvName: 'env-2100002' });
    await caller.call(`${CONTROL}/deleteenv`, { envName });
    await twoDays();
    expect((await vcs('getproject', { envName: 'env-2100002' })).hash).not.toBe(first);
  });

  it('an update that the operator has fail leaves what stands there, and says why', async () => {
    await vcs('createproject', { ...GIT, updateNow: true, autoupdate: true, interval: 60 });
    const first = await hashNow();
    const fault = { failure: 'taskFails', text: 'no route to host', times: 1 } as const;
    await mock.control.faults.add({ operation: 'virtuozzo/vcs.createProject', ...fault });
    let log: string | undefined;
    for (let hour = 0; hour < 48 && !log?.startsWith('update failed'); hour++) {
      await mock.control.clock.advance({ by: 'PT1H' });
      log = (await vcs('getproject')).log;
    }
    expect(log).toBe('update failed: no route to host\n');
    expect(await hashNow()).toBe(first);
    await mock.control.clock.advance({ by: 'PT3H' });
    expect(await hashNow()).not.toBe(first);
  });

  it('a repository of the account is deployed as a public script does it', async () => {
    const added = await ask(caller, `${DEPLOYMENT}/addrepo`, {
      name: 'Shop',
      url,
      branch: 'main',
      login: 'me',
      password: 'secret',
    });
    const id = added.object?.id;
    const listed = await ask(caller, `${DEPLOYMENT}/getrepos`);
    expect(listed.array).toEqual([{ id, name: 'Shop', url, type: 'GIT', branch: 'main', login: 'me' }]);
    expect(JSON.stringify(listed)).not.toContain('secret');
    const sent = {
      repo: { id, branch: 'master' },
      settings: { autoUpdate: true, autoUpdateInterval: 1, autoResolveConflict: true, zdt: false },
      hooks: { preDeploy: '', postDeploy: 'npm ci' },
      context,
      nodeGroup: 'cp',
    };
    expect(await deployment('deploy', sent)).toEqual({ result: 0 });
    const shown = { branch: 'master', autoUpdate: true, autoUpdateInterval: 1, url, zdt: false, login: 'me' };
    expect(await deployment('getprojectinfo', { context })).toMatchObject({ result: 0, ...shown });
    expect(await vcs('getproject')).toMatchObject({ branch: 'master', autoupdate: true, interval: '1' });
    const edited = await deployment('editproject', {
      context,
      nodeGroup: 'cp',
      newContext: 'store',
      settings: { autoUpdate: false },
    });
    expect(edited).toMatchObject({ context: 'store', autoUpdate: false, autoUpdateInterval: 1 });
    expect((await deployment('gethooks', { context: 'store', nodeGroup: 'cp' })).object?.postDeploy).toBe('npm ci');
    expect(await standing()).toEqual([{ archiveName: 'shop', context: 'store', type: 'GIT' }]);
    expect(await ask(caller, `${DEPLOYMENT}/editrepo`, { id: id ?? 0, name: 'Store' })).toMatchObject({
      object: { id },
    });
    expect(await ask(caller, `${DEPLOYMENT}/removerepo`, { id: id ?? 0 })).toEqual({ result: 0 });
    expect(await ask(caller, `${DEPLOYMENT}/getrepos`, { id: id ?? 0 })).toMatchObject({ result: 5 });
    expect(await deployment('update', { context: 'store', nodeGroup: 'cp' })).toMatchObject({ result: 0 });
  });

  it('a repository is of its account, and has a name of its own', async () => {
    const addRepo = (who: VirtuozzoCaller, name: string) => ask(who, `${DEPLOYMENT}/addrepo`, { name, url });
    const { object } = await addRepo(caller, 'Shop');
    expect(await addRepo(caller, 'Shop')).toMatchObject({ result: 2330, error: 'repository [Shop] already exists' });
    expect(await ask(caller, `${DEPLOYMENT}/addrepo`, { name: 'x', url: 'not a url' })).toMatchObject({ result: 4078 });
    const { session = '' } = mock.credentials.others.virtuozzo?.otherTenant ?? {};
    const stranger = new VirtuozzoCaller(mock.url, session);
    expect((await ask(stranger, `${DEPLOYMENT}/getrepos`)).array).toEqual([]);
    for (const method of ['editrepo', 'removerepo', 'getrepos'])
      expect(await ask(stranger, `${DEPLOYMENT}/${method}`, { id: object?.id ?? 0 })).toMatchObject({ result: 5 });
    expect(await addRepo(stranger, 'Shop')).toMatchObject({ result: 0 });
  });

  it('a project of a build node is built and deployed, as an add-on of the vendor does it', async () => {
    const sent = {
      name: 'shop',
      type: 'git',
      path: url,
      branch: 'main',
      targetEnv: envName,
      context,
      autoUpdate: false,
      interval: 1,
      autoResolveConflict: true,
    };
    const { id: projectid = 0, ...added } = await build('addproject', sent);
    expect(added).toMatchObject({
      result: 0,
      name: 'shop',
      path: url,
      env: envName,
      context,
      autoupdate: false,
      interval: '1',
    });
    expect(await build('deployproject', { projectid })).toMatchObject({
      result: 4060,
      error: expect.stringContaining('not been built'),
    });
    expect(await build('buildproject', { projectid })).toEqual({ result: 0 });
    expect(await standing()).toEqual([]);
    expect(await build('deployproject', { projectid })).toEqual({ result: 0 });
    expect(await standing()).toEqual([{ archiveName: 'shop.war', context, type: 'ARCHIVE' }]);
    const archives = await ask(caller, `${DEPLOYMENT}/getdeployments`, { envName, nodeGroup: 'cp' });
    expect(archives.array).toHaveLength(1);
    const { hash: first } = await build('getprojectinfo', { projectid });
    await twoDays();
    expect(await build('builddeployproject', { projectid, update: false, delay: 30 })).toEqual({ result: 0 });
    expect((await build('getprojectinfo', { projectName: 'shop' })).hash).toBe(first);
    expect(await build('builddeployproject', { projectid })).toEqual({ result: 0 });
    expect((await build('getprojectinfo', { projectid })).hash).not.toBe(first);
    expect(await build('addproject', sent)).toMatchObject({ result: 2330 });
    expect((await build('getprojects')).responses?.map(({ name }) => name)).toEqual(['shop']);
    expect(await build('editproject', { projectid, name: 'store' })).toEqual({ result: 0 });
    expect(await build('removeproject', { projectid })).toEqual({ result: 0 });
    expect(await build('removeproject', { projectid })).toMatchObject({ result: 2500 });
    expect(await standing()).toHaveLength(1);
  });

  it('environment.deployment has the same projects, by id or name', async () => {
    const { object } = await ask(caller, `${DEPLOYMENT}/addrepo`, { name: 'Shop', url });
    const of = (method: string, project: string | number, more: object = {}) =>
      deployment(method, { nodeId: builder, project, ...more });
    const added = await deployment('addbuildproject', {
      nodeId: builder,
      name: 'shop_cp_ROOT_103301',
      repo: object?.id,
      deployment: { envName, context: 'shop', nodeGroup: 'cp' },
    });
    expect(added).toMatchObject({ result: 0, envName, context: 'shop', nodeGroup: 'cp', url });
    // as a public script sends it
    const scripted = { nodeid: builder, projectid: 'shop_cp_ROOT_103301', delay: 1, isSequential: false };
    expect(await deployment('builddeployproject', scripted)).toEqual({ result: 0 });
    expect(await standing()).toEqual([{ archiveName: 'shop_cp_ROOT_103301.war', context: 'shop', type: 'ARCHIVE' }]);
    expect(
      await of('editbuildproject', added.id ?? 0, { settings: { workDir: 'app' }, hooks: { preDeploy: 'x' } }),
    ).toEqual({ result: 0 });
    expect(await of('getbuildprojectinfo', added.id ?? 0)).toMatchObject({ workDir: 'app' });
    expect((await of('gethooks', added.id ?? 0)).object).toEqual({ preDeploy: 'x', postDeploy: '' });
    expect(await of('update', added.id ?? 0)).toMatchObject({ result: 0 });
    expect(await of('buildproject', added.id ?? 0, { skipUpload: true })).toEqual({ result: 0 });
    expect(await of('deployproject', added.id ?? 0)).toEqual({ result: 0 });
    expect((await deployment('getbuildprojects')).responses).toHaveLength(1);
    expect(await of('removebuildproject', added.id ?? 0)).toEqual({ result: 0 });
    expect(await of('getbuildprojectinfo', added.id ?? 0)).toMatchObject({ result: 2500 });
    expect(await deployment('deploy', { repo: object?.id, context: 'built', buildNodeId: builder })).toEqual({
      result: 0,
    });
    expect((await standing())?.map(one => one.context)).toEqual(['shop', 'built']);
  });

  it('a build project is built and deployed by itself', async () => {
    const sent = { name: 'shop', type: 'git', path: url, deployNow: true, autoUpdate: true, interval: 60 };
    const { id: projectid = 0, hash: first } = await build('addproject', sent);
    expect(await standing()).toHaveLength(1);
    await twoDays();
    expect((await build('getprojectinfo', { projectid })).hash).not.toBe(first);
  });

  it('only a build node has build projects, and only what there is can be a target', async () => {
    const sent = { name: 'shop', type: 'git', path: url };
    expect(await build('addproject', { ...sent, nodeid: server })).toMatchObject({
      result: 5,
      error: `build node [${server}] not exist`,
    });
    expect(await build('addproject', { ...sent, targetEnv: 'env-9999999' })).toMatchObject({ result: 11 });
    expect(await build('addproject', { ...sent, targetEnv: envName, targetNodeGroup: 'bl' })).toMatchObject({
      result: 5,
    });
    expect(await build('addproject', { ...sent, type: 'cvs' })).toMatchObject({
      result: 3,
      error: 'invalid parameter [type]',
    });
    expect(await build('addproject', { ...sent, interval: 0 })).toMatchObject({ result: 3 });
    expect((await build('getprojects')).responses).toEqual([]);
    await caller.call(`${CONTROL}/stopenv`, { envName });
    expect(await build('addproject', { ...sent, deployNow: true })).toMatchObject({ result: 4060 });
    expect((await build('getprojects')).responses).toEqual([]);
  });

  it('an archive ends the tie of a context to a repository', async () => {
    await vcs('createproject', { ...GIT, updateNow: true, autoupdate: true, interval: 60 });
    await deployment('deployarchive', { fileUrl: 'https://files.example.com/a.zip', context });
    expect(await vcs('getproject')).toMatchObject({ result: 2500 });
    await twoDays();
    expect(await standing()).toEqual([{ archiveName: 'a.zip', context, type: 'ARCHIVE' }]);
  });
});
