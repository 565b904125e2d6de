import { describe, expect, it } from 'vitest';
import { type Input, VirtuozzoCaller } from './caller.js';
import { type Collaborators, collaboratorsForEach, DENIED, DONE, noEnvironment, OWNER } from './collaborators.js';

const ENV = 'env-3000001';
const START = 'environment.control.startenv';
const STOP = 'environment.control.stopenv';

describe('what a member may do on the Virtuozzo platform', () => {
  let two: Collaborators;
  collaboratorsForEach(pair => {
    two = pair;
  });

  const control = (verb: string, input: Input = {}, by = two.member) => by.call(`environment/control/${verb}`, input);
  const stop = (input: Input = { envName: ENV }) => control('stopenv', input);
  const names = async (input: Input = {}) => (await control('getenvs', input)).infos?.map(({ env }) => env.envName);

  it('is what his roles allow upon the environment, by its name or its id, and nothing else', async () => {
    const { env, nodes } = await two.shared(ENV, STOP);
    expect(await stop()).toEqual(DONE);
    expect(await control('getenvinfo', { envName: ENV }, two.owner)).toMatchObject({ env: { status: 2 } });
    const [nodeId = 0] = nodes.map(({ id }) => id);
    const others: Record<string, Input> = {
      startenv: {},
      deleteenv: {},
      changetopology: { nodes: [{ nodeType: 'nodejs' }] },
      setcloudletscountbyid: { nodeId, fixedCloudlets: 1, flexibleCloudlets: 2 },
    };
    for (const [verb, input] of Object.entries(others))
      for (const meant of [{ envName: ENV }, { appid: env.appid }])
        expect(await control(verb, { ...input, ...meant }), verb).toEqual(DENIED);
    expect(await control('cloneenv', { srcEnvName: ENV, dstEnvName: 'env-3000009' })).toEqual(DENIED);
    expect(await two.member.call('environment/binder/attachextip', { envName: ENV, nodeid: nodeId })).toEqual(DENIED);
    expect(await control('getenvinfo', { envName: ENV })).toMatchObject({
      env: { status: 2 },
      nodes: [{ id: nodeId }],
    });
    await control('startenv', { envName: ENV }, two.owner);
    expect(await stop({ appid: env.appid })).toEqual(DONE);
  });

  it('shows: shared environments stand in his list, below his own', async () => {
    const { env } = await two.shared(ENV, START);
    await two.owner.create({ shortdomain: 'env-3000002' }, { nodeType: 'nodejs' });
    await two.member.create({ shortdomain: 'env-3000003' }, { nodeType: 'nodejs' });
    const { infos } = await control('getenvs');
    expect(infos).toMatchObject([
      { env: { envName: 'env-3000003' }, right: 'OWNER' },
      { env: { envName: ENV, uid: OWNER, appid: env.appid }, right: 'COLLABORATOR' },
    ]);
    expect(await control('getenvinfo', { envName: ENV })).toMatchObject({ right: 'COLLABORATOR' });
    expect(await control('getenvinfo', { envName: ENV }, two.owner)).toMatchObject({ right: 'OWNER' });
    expect(await names({ ownerUid: OWNER })).toEqual([ENV]);
    expect(await names({ ownerUid: OWNER, appid: env.appid })).toEqual([ENV]);
    expect((await control('getenvs', {}, two.owner)).infos).toHaveLength(2);
    expect(await control('getenvinfo', { envName: 'env-3000002' })).toEqual(noEnvironment('env-3000002'));
    expect(await stop({ envName: 'env-3000002' })).toEqual(noEnvironment('env-3000002'));
  });

  it('is nothing before he accepts, while he is suspended and after he left', async () => {
    await two.owner.create({ shortdomain: ENV }, { nodeType: 'nodejs' });
    const { collaboration } = await two.call('invitemember', { email: two.emails[1] });
    const id = collaboration?.id ?? 0;
    const roleIds = await two.roleFor('stops', STOP);
    await two.call('setresource', { collaborationId: id, resourceId: ENV, roleIds });
    const nothing = async (when: string) => {
      expect(await stop(), when).toEqual(noEnvironment(ENV));
      expect(await names(), when).toEqual([]);
      expect((await two.call('getmemberresources', {}, two.member)).responses, when).toEqual([]);
      expect((await two.call('getcollaborationrolemethods', {}, two.member)).responses, when).toEqual([]);
    };
    await nothing('invited');
    await two.call('acceptcollaboration', { id }, two.member);
    expect(await names()).toEqual([ENV]);
    await two.call('suspendmember', { id });
    await nothing('suspended');
    await two.call('activatemember', { id });
    expect(await stop()).toEqual(DONE);
    await two.call('leavecollaboration', { id }, two.member);
    await nothing('left');
    await two.call('resendmemberinvitation', { id });
    await two.call('acceptcollaboration', { id }, two.member);
    await nothing('back, with nothing shared');
  });

  it('follows every change of the policy, the role and what is shared at once', async () => {
    const { env, collaborationId } = await two.shared(ENV, START);
    expect(await stop()).toEqual(DENIED);
    await two.call('editpolicy', { id: 1, methods: `${START},${STOP}` });
    expect(await stop()).toEqual(DONE);
    await two.call('editrole', { id: 1, policies: 1_000_002 });
    expect(await control('startenv', { envName: ENV })).toEqual(DENIED);
    await two.call('editrole', { id: 1, policies: 'environment-start-stop' });
    expect(await control('startenv', { envName: ENV })).toEqual(DONE);
    await two.call('deleterole', { id: 1 });
    expect(await stop()).toEqual(DENIED);
    expect(await names()).toEqual([ENV]);
    await two.call('setresources', { collaborationId, resources: [] });
    expect(await stop()).toEqual(noEnvironment(ENV));
    await two.call('addresources', { collaborationId, resources: { resourceId: env.appid } });
    expect(await names()).toEqual([ENV]);
  });

  it('costs the owner and not him', async () => {
    await two.shared(ENV, 'environment.control.cloneenv', 'environment.control.deleteenv');
    const before = await two.member.money();
    const own = await two.owner.money();
    expect(await control('cloneenv', { srcEnvName: ENV, dstEnvName: 'env-3000004' })).toMatchObject({
      env: { envName: 'env-3000004', uid: OWNER },
    });
    expect(await names()).toEqual([ENV]);
    await two.mock.control.clock.advance({ by: 'P2D' });
    expect(await two.member.money()).toBe(before);
    const rows = await two.owner.rows('2025-01-01 00:00:00', '2025-01-03 00:00:00', 'DAY');
    expect(new Set(rows.map(({ domain }) => domain))).toEqual(new Set([ENV, 'env-3000004']));
    expect(await two.owner.money()).toBeLessThan(own);
    const [starttime, endtime] = ['2025-01-01 00:00:00', '2025-01-03 00:00:00'];
    const bill = (verb: string, envName: string) =>
      two.member.call(`billing/account/${verb}`, { starttime, endtime, period: 'DAY', envName });
    for (const verb of ['getaccountbillinghistorybyperiod', 'getenvbillinghistorybyperiod']) {
      expect(await bill(verb, ENV), verb).toEqual({ result: 0, array: [] });
      expect(await bill(verb, 'env-3000004'), verb).toEqual(noEnvironment('env-3000004'));
    }
    const { login = '', password = '' } = two.mock.credentials.others.virtuozzo?.otherTenant ?? {};
    const { session = '' } = await two.member.call('users/authentication/signin', { login, password });
    const signedIn = new VirtuozzoCaller(two.mock.url, session);
    for (const wrong of ['wrong', 'demo'])
      expect(await control('deleteenv', { envName: ENV, password: wrong }, signedIn)).toMatchObject({ result: 801 });
    expect(await control('deleteenv', { envName: ENV, password }, signedIn)).toEqual(DONE);
    expect(await names()).toEqual([]);
    expect((await two.call('getmemberresources')).responses).toEqual([]);
  });

  it('is bound to the owner’s money and limits', async () => {
    await two.shared(ENV, STOP, START);
    await stop();
    await two.owner.call('billing/account/unfundaccount', { uid: OWNER, amount: 1000 });
    expect(await control('startenv', { envName: ENV })).toMatchObject({ result: 2223 });
    await two.member.create({ shortdomain: 'env-3000003' }, { nodeType: 'nodejs' });
  });

  it('on the account itself needs a policy about it: to create for the owner, or to manage his members', async () => {
    const { collaborationId } = await two.shared(ENV, START);
    const create = (ownerUid: number, shortdomain = 'env-3000005') =>
      control('createenvironment', { ownerUid, env: { shortdomain }, nodes: [{ nodeType: 'nodejs' }] });
    for (const uid of [OWNER, 9]) expect(await create(uid), `${uid}`).toEqual(DENIED);
    expect(await two.call('getmembers', { ownerUid: OWNER }, two.member)).toEqual(DENIED);
    await two.call('editrole', { id: 1, policies: 'account-create-environments,account-members' });
    expect(await create(OWNER)).toMatchObject({ response: { env: { envName: 'env-3000005', uid: OWNER } } });
    expect(await create(9)).toEqual(DENIED);
    expect(await create(5887, 'env-3000006')).toMatchObject({ response: { env: { uid: 5887 } } });
    expect((await two.call('getmembers', { ownerUid: OWNER }, two.member)).collaborations).toHaveLength(1);
    expect(await two.call('getmembers', { ownerUid: OWNER }, two.owner)).toMatchObject(DONE);
    const set = { collaborationId, resourceId: 'env-3000005', roleIds: 1, ownerUid: OWNER };
    expect(await two.call('setresource', set, two.member)).toMatchObject({ ...DONE, ownerUid: OWNER });
    expect(await names()).toEqual(['env-3000006', ENV, 'env-3000005']);
    expect(await two.call('setresource', { ...set, ownerUid: 5887 }, two.member)).toMatchObject({ result: 5 });
  });

  it('holds for all of a group, for the groups in it, and for all of an account', async () => {
    const id = await two.joined();
    const make = (shortdomain: string, envGroups: string) =>
      control('createenvironment', { env: { shortdomain }, nodes: [{ nodeType: 'nodejs' }], envGroups }, two.owner);
    await make('env-3000001', 'shop');
    await make('env-3000002', 'shop/test');
    await make('env-3000003', 'shopping');
    const roleIds = await two.roleFor('stops', STOP);
    const share = (resourceType: string, resourceId: string | number) =>
      two.call('setresource', { collaborationId: id, resourceType, resourceId, roleIds });
    await share('ENV_GROUP', 'shop');
    expect(await names()).toEqual(['env-3000001', 'env-3000002']);
    expect(await stop({ envName: 'env-3000002' })).toEqual(DONE);
    expect(await stop({ envName: 'env-3000003' })).toEqual(noEnvironment('env-3000003'));
    expect(await share('account', 9)).toMatchObject({ result: 703 });
    expect(await share('account', OWNER)).toMatchObject({ type: 'ACCOUNT' });
    expect(await stop({ envName: 'env-3000003' })).toEqual(DONE);
    const create = { ownerUid: OWNER, env: { shortdomain: 'env-3000007' }, nodes: [{ nodeType: 'nodejs' }] };
    expect(await control('createenvironment', create)).toEqual(DENIED);
    await two.call('editpolicy', { id: 1, methods: `${STOP},environment.control.createenvironment` });
    expect(await control('createenvironment', create)).toMatchObject(DONE);
  });

  it('is told beforehand', async () => {
    const { env } = await two.shared(ENV, STOP);
    const check = (serviceMethod: string, more: Input = {}, by = two.member) =>
      two.call('checkenvironmentrights', { envName: ENV, serviceMethod, ...more }, by);
    expect(await check('environment.control.StopEnv')).toEqual(DONE);
    expect(await check('environment.control.GetEnvInfo;Jelastic.environment.control.StopEnv')).toEqual(DONE);
    expect(await check(`${STOP};${START}`)).toEqual(DENIED);
    expect(await check(`${STOP};${START}`, { isAny: 'True' })).toEqual(DONE);
    expect(await check(START, { isAny: true })).toEqual(DENIED);
    expect(await check(START, {}, two.owner)).toEqual(DONE);
    expect(await check(STOP, { envName: '', appid: env.appid })).toEqual(DONE);
    expect(await check(STOP, { envName: 'env-9999999' })).toEqual(noEnvironment('env-9999999'));
    expect(await check('environment.control.fly')).toMatchObject({ result: 3 });
    expect(await check(STOP, { envName: '' })).toMatchObject({ result: 3 });
    const methods = async (by = two.member) =>
      (await two.call('getcollaborationresourcemethods', { resourceId: ENV, resourceType: 'ENV' }, by)).array;
    expect(await methods()).toEqual(['environment.control.getenvinfo', STOP]);
    expect(await methods(two.owner)).toEqual(expect.arrayContaining([START, 'environment.control.deleteenv']));
  });

  it('is no more than the token lets him that he calls with', async () => {
    await two.shared(ENV, STOP, START);
    const { token } = await two.member.call('users/authentication/createtoken', { description: 'x', apiList: STOP });
    const by = new VirtuozzoCaller(two.mock.url, token?.key ?? '');
    expect(await control('startenv', { envName: ENV }, by)).toMatchObject({ result: 8202 });
    expect(await control('stopenv', { envName: ENV }, by)).toEqual(DONE);
  });

  it('comes back from a snapshot as it was', async () => {
    const { collaborationId } = await two.shared(ENV, STOP);
    const saved = await two.mock.control.snapshot.save();
    await two.call('deletemember', { id: collaborationId });
    await two.call('deletepolicy', { id: 1 });
    await two.mock.control.snapshot.restore(saved);
    expect(await stop()).toEqual(DONE);
    expect(await control('startenv', { envName: ENV })).toEqual(DENIED);
    expect(await two.call('addpolicy', { name: 'next', methods: STOP })).toMatchObject({ policy: { id: 2 } });
  });
});
