import { describe, expect, it } from 'vitest';
import { type Collaborators, collaboratorsForEach, DENIED, DONE, invalid, missing, OWNER } from './collaborators.js';

/** Ids of the platform's policies are above this. */
const SYSTEM = 1_000_000;
const [START, STOP] = ['environment.control.startenv', 'environment.control.stopenv'] as const;
const RUN = [START, STOP];

describe('roles and policies on the Virtuozzo platform', () => {
  let two: Collaborators;
  collaboratorsForEach(pair => {
    two = pair;
  });

  const add = async (verb: 'addpolicy' | 'addrole', input: object) => {
    const { policy, role } = await two.call(verb, { name: 'one', ...input });
    return (policy ?? role)?.id ?? 0;
  };
  const methodsOf = async (policyId: number) =>
    (await two.call('getpolicymethods', { policyId })).tokenPermissions?.map(({ method }) => method);

  it('are the platform’s own first, each of methods that there are', async () => {
    const { policies = [] } = await two.call('getpolicies');
    expect(policies.map(({ id }) => id)).toEqual(policies.map((_, at) => SYSTEM + at + 1));
    for (const { uniqueName, apiListItems = [] } of policies)
      expect(apiListItems.length, uniqueName).toBeGreaterThan(0);
    expect(policies.find(({ uniqueName }) => uniqueName === 'environment-start-stop')).toMatchObject({
      ...{ isSystem: true, behavior: 'ALLOW', type: 'ENVIRONMENT' },
      apiListItems: ['sleepenv', 'stopenv', 'startenv'].map(verb => ({ method: `environment.control.${verb}` })),
    });
    expect((await two.call('getroles')).roles).toEqual([]);
    for (const verb of ['editpolicy', 'deletepolicy'])
      expect(await two.call(verb, { id: SYSTEM + 1, methods: START }), verb).toEqual(DENIED);
  });

  it('are made of methods in any writing, each once, and shown with their maker', async () => {
    const methods = 'Jelastic.environment.control.StartEnv,environment.control.startenv, environment.control.StopEnv';
    const { policy } = await two.call('addpolicy', { name: 'Runs', methods, description: 'On and off' });
    expect(policy).toEqual({
      ...{ id: 1, name: 'Runs', description: 'On and off', isSystem: false, type: 'ENVIRONMENT', behavior: 'ALLOW' },
      apiListItems: RUN.map(method => ({ id: expect.any(Number), method, isCollaborationAccessible: true })),
      owner: expect.objectContaining({ id: OWNER }),
    });
    expect(await methodsOf(1)).toEqual(RUN);
    expect((await two.call('getpolicies', { id: 1 })).policies).toMatchObject([{ id: 1, name: 'Runs' }]);
    expect((await two.call('getpolicymethods')).tokenPermissions?.map(({ method }) => method)).toEqual(
      expect.arrayContaining([...RUN, 'users.collaboration.invitemember']),
    );
  });

  it('are about the account where all their methods are', async () => {
    const created = await two.call('addpolicy', { name: 'Makes', methods: 'environment.control.createenvironment' });
    expect(created.policy).toMatchObject({ type: 'COLLABORATION' });
    const both = await two.call('addpolicy', {
      name: 'Both',
      methods: `environment.control.createenvironment,${START}`,
    });
    expect(both.policy).toMatchObject({ type: 'ENVIRONMENT' });
  });

  it('are put together, changed and taken apart', async () => {
    const first = await add('addpolicy', { methods: START });
    const { role } = await two.call('addrole', {
      ...{ name: 'Runner', description: 'Runs it', receiveNotification: 'True' },
      policies: `${first},environment-restart;${first}`,
    });
    expect(role).toMatchObject({ id: 1, name: 'Runner', description: 'Runs it', receiveNotification: true });
    expect(role?.policies?.map(({ id }) => id)).toEqual([first, SYSTEM + 2]);
    const edited = await two.call('editrole', { id: 1, policies: first, name: 'Starter' });
    expect(edited.role).toMatchObject({ name: 'Starter', description: 'Runs it', receiveNotification: true });
    await two.call('editpolicy', { id: first, methods: STOP, name: 'Stops', description: 'Off' });
    expect((await two.call('getroles', { id: 1 })).roles).toMatchObject([
      { policies: [{ id: first, name: 'Stops', description: 'Off', apiListItems: [{ method: STOP }] }] },
    ]);
    expect((await two.call('getcollaborationrolemethods', { roleId: 1 })).responses).toMatchObject([
      { result: 0, roleId: 1, behavior: 'ALLOW', tokenPermissions: [{ method: STOP }] },
    ]);
    expect(await two.call('deletepolicy', { id: first })).toEqual(DONE);
    expect((await two.call('getroles')).roles).toMatchObject([{ id: 1, policies: [] }]);
    expect(await two.call('deleterole', { id: 1 })).toEqual(DONE);
    expect((await two.call('getroles')).roles).toEqual([]);
  });

  it('have names of their own in an account', async () => {
    const policy = await add('addpolicy', { methods: START });
    const role = await add('addrole', { policies: policy });
    const exists = (what: string, name: string) => ({ result: 2330, error: `${what} [${name}] already exists` });
    expect(await two.call('addpolicy', { name: 'one', methods: START })).toEqual(exists('policy', 'one'));
    expect(await two.call('addpolicy', { name: 'Restart', methods: START })).toEqual(exists('policy', 'Restart'));
    expect(await two.call('addrole', { name: 'one', policies: SYSTEM + 1 })).toEqual(exists('role', 'one'));
    expect(await two.call('editrole', { id: role, name: 'one', policies: SYSTEM + 1 })).toMatchObject(DONE);
    expect(await two.call('editpolicy', { id: policy, name: 'one', methods: STOP })).toMatchObject(DONE);
    await add('addrole', { name: 'two', policies: SYSTEM + 1 });
    expect(await two.call('editrole', { id: role, name: 'two', policies: SYSTEM + 1 })).toEqual(exists('role', 'two'));
    expect(await two.call('addrole', { name: 'one', policies: SYSTEM + 1 }, two.member)).toMatchObject(DONE);
  });

  it('are refused that name what is not there', async () => {
    for (const methods of ['', ',', 'environment.control.fly', `${START},x`])
      expect(await two.call('addpolicy', { name: 'x', methods }), methods).toEqual(invalid('methods'));
    for (const policies of ['99', 'fly', `${SYSTEM + 1},99`])
      expect(await two.call('addrole', { name: 'x', policies }), policies).toEqual(invalid('policies'));
    expect(await two.call('addrole', { policies: SYSTEM + 1 })).toEqual(invalid('name'));
    expect(await two.call('addrole', { name: 'x'.repeat(256), policies: SYSTEM + 1 })).toEqual(invalid('name'));
    expect(await two.call('addpolicy', { name: 'x', methods: Array(1001).fill(START).join() })).toEqual(
      invalid('methods'),
    );
    expect((await two.call('getroles')).roles).toEqual([]);
  });

  it('of one account are nothing to another', async () => {
    const policy = await add('addpolicy', { methods: START });
    const role = await add('addrole', { policies: policy });
    for (const verb of ['editpolicy', 'deletepolicy', 'getpolicies'])
      expect(await two.call(verb, { id: policy, methods: START }, two.member), verb).toEqual(missing('policy', policy));
    for (const verb of ['editrole', 'deleterole', 'getroles'])
      expect(await two.call(verb, { id: role, policies: SYSTEM + 1 }, two.member), verb).toEqual(missing('role', role));
    expect(await two.call('getpolicymethods', { policyId: policy }, two.member)).toEqual(missing('policy', policy));
    expect(await two.call('addrole', { name: 'x', policies: policy }, two.member)).toEqual(invalid('policies'));
    expect(await two.call('getroles', { ownerUid: OWNER }, two.member)).toEqual(DENIED);
    expect((await two.call('getcollaborationrolemethods', {}, two.member)).responses).toEqual([]);
  });
});
