import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from './caller.js';
import {
  type Collaborators,
  collaboratorsForEach,
  DENIED,
  DONE,
  invalid,
  MEMBER,
  missing,
  noEnvironment,
  OWNER,
} from './collaborators.js';

const [ONE, OTHER] = ['env-3000001', 'env-3000002'];
const START = 'environment.control.startenv';

describe('what is shared on the Virtuozzo platform', () => {
  let two: Collaborators;
  let id: number;
  let role: number;
  let appid: string;

  collaboratorsForEach(pair => {
    two = pair;
  });
  beforeEach(async () => {
    ({ appid } = (await two.owner.create({ shortdomain: ONE }, { nodeType: 'nodejs' })).env);
    await two.owner.create({ shortdomain: OTHER }, { nodeType: 'nodejs' });
    id = await two.joined();
    role = await two.roleFor('starts', START);
  });

  const shared = async (verb: string, input: Input = {}, by = two.owner) =>
    (await two.call(verb, input, by)).responses?.map(({ resourceId }) => resourceId);
  const set = (more: Input = {}) =>
    two.call('setresource', { collaborationId: id, resourceId: ONE, roleIds: role, ...more });

  it('is shown to both with its roles, under its id, whatever it was named by', async () => {
    const shown = {
      ...{ result: 0, id: 1, collaborationId: id, resourceId: appid, type: 'ENV', roleIds: [role] },
      ...{ ownerUid: OWNER, memberId: MEMBER, receiveNotification: false },
      roles: [expect.objectContaining({ id: role, name: 'starts' })],
    };
    expect(await set()).toEqual(shown);
    for (const by of [two.owner, two.member]) {
      expect((await two.call('getmemberresources', {}, by)).responses).toEqual([shown]);
      expect((await two.call('getcollaborationresources', { collaborationId: id }, by)).responses).toEqual([shown]);
      const named = { resourceId: ONE, resourceType: 'ENV', ownerUid: OWNER };
      expect((await two.call('getresourceroles', named, by)).responses).toEqual([shown]);
    }
    expect(await two.call('getresourceroles', { resourceId: ONE, ownerUid: MEMBER }, two.member)).toEqual(
      missing('resource', ONE),
    );
    await two.call('editrole', { id: role, policies: '', receiveNotification: true });
    expect((await two.call('getmemberresources')).responses).toMatchObject([{ receiveNotification: true }]);
  });

  it('is added, set and taken away', async () => {
    const more = await two.roleFor('more', START);
    const add = (resources: object) => two.call('addresources', { collaborationId: id, resources });
    await add([
      { resourceId: ONE, roleIds: [role] },
      { resourceId: 'shop', type: 'ENV_GROUP', roleIds: `${role}` },
    ]);
    expect((await add({ resourceId: ONE, resourceType: 'ENV', roleIds: [role, more] })).responses).toMatchObject([
      { id: 1, roleIds: [role, more] },
    ]);
    expect(await set({ roleIds: `${more};${more}` })).toMatchObject({ id: 1, roleIds: [more] });
    expect(await shared('getmemberresources', { memberId: id })).toEqual([appid, 'shop']);
    expect(await shared('getmemberresources', { memberId: MEMBER })).toEqual([appid, 'shop']);
    expect(await shared('getcollaborationresources', { type: 'ENV_GROUP' })).toEqual(['shop']);
    expect(
      await shared('setresources', { collaborationId: id, resource: [{ resourceId: appid, roleIds: role }] }),
    ).toEqual([appid]);
    expect((await two.call('getmemberresources')).responses).toMatchObject([{ id: 1, roleIds: [role] }]);
    expect(await two.call('deleteresources', { collaborationId: id, ids: '1,9' })).toEqual(missing('resource', 9));
    expect(await two.call('deleteresources', { collaborationId: id, ids: '[1, 1]' })).toEqual(DONE);
    expect(await shared('getmemberresources')).toEqual([]);
  });

  it('is the owner’s, to the last role: nothing else may be named, and then nothing is shared', async () => {
    const own = await two.member.create({ shortdomain: 'env-3000003' }, { nodeType: 'nodejs' });
    const { role: foreign } = await two.call('addrole', { name: 'x', policies: '' }, two.member);
    const bad = async (resource: object, refusal: object) => {
      const resources = [{ resourceId: OTHER, roleIds: [role] }, resource];
      for (const verb of ['addresources', 'setresources'])
        expect(await two.call(verb, { collaborationId: id, resources }), verb).toEqual(refusal);
    };
    await bad({ resourceId: own.env.appid }, noEnvironment(own.env.appid));
    await bad({ resourceId: 'env-9999999', type: 'ENV' }, noEnvironment('env-9999999'));
    await bad({ resourceId: ONE, roleIds: [foreign?.id ?? 0] }, missing('role', foreign?.id ?? 0));
    const add = (resources: object) => two.call('addresources', { collaborationId: id, resources });
    expect(await add([{ resourceId: ONE }, { resourceId: ONE, type: 'MOON' }])).toEqual(invalid('resources[1].type'));
    expect(await add([{ type: 'ENV' }])).toEqual(invalid('resources[0].resourceId'));
    expect(await set({ roleIds: 99 })).toEqual(missing('role', 99));
    expect(await set({ roleIds: 'x' })).toEqual(invalid('roleIds'));
    expect(await two.call('addresources', { collaborationId: id, resources: 'x' })).toEqual(invalid('resources'));
    expect(await two.call('setresources', { collaborationId: id })).toEqual(invalid('resources'));
    const many = Array.from({ length: 101 }, (_, at) => ({ resourceId: `group-${at}`, type: 'ENV_GROUP' }));
    expect(await two.call('addresources', { collaborationId: id, resources: many })).toMatchObject({ result: 3 });
    expect(await shared('getmemberresources')).toEqual([]);
  });

  it('is not for a member to change, nor for a stranger to see', async () => {
    await set();
    const nothing = missing('collaboration', id);
    const resources = [{ resourceId: ONE, roleIds: [role] }];
    for (const [verb, input] of Object.entries({
      addresources: { resources },
      setresources: { resources },
      setresource: { resourceId: ONE, roleIds: role },
      deleteresources: { ids: 1 },
    }))
      expect(await two.call(verb, { collaborationId: id, ...input }, two.member), verb).toEqual(nothing);
    await two.call('suspendmember', { id });
    expect(await two.call('getresourceroles', { resourceId: ONE }, two.member)).toEqual(missing('resource', ONE));
    expect(await shared('getcollaborationresources', {}, two.member)).toEqual([]);
    await two.call('leavecollaboration', { id }, two.member);
    const asked = { collaborationId: id };
    expect(await two.call('getcollaborationresources', asked, two.member)).toEqual(nothing);
    expect(await two.call('getcollaborationrolemethods', asked, two.member)).toEqual(nothing);
    expect(await two.call('getmemberresources', { memberId: id }, two.member)).toEqual(missing('member', id));
    const methods = { resourceId: ONE, resourceType: 'ENV' };
    expect(await two.call('getcollaborationresourcemethods', methods, two.member)).toEqual(missing('resource', ONE));
  });

  it('comes with the limits of its owner', async () => {
    await set();
    const quotas = async (verb: string, input: Input, by = two.member) => by.call(`billing/account/${verb}`, input);
    const names = 'environment.maxnodescount;environment.maxcount';
    const asked = await quotas('getquotas', { quotasnames: names });
    expect(asked.array).toHaveLength(2);
    expect(await quotas('getownerquotas', { appid, quotasnames: names })).toEqual(asked);
    expect(await quotas('getownerquotas', { envName: ONE, quotasnames: names }, two.owner)).toEqual(asked);
    expect(await quotas('getownerquotas', { envName: OTHER, quotasnames: names })).toEqual(noEnvironment(OTHER));
    expect(await quotas('getcollaborationquotas', { collaborationId: id, quotaNames: names })).toEqual(asked);
    expect(await quotas('getcollaborationquotas', { ownerUid: OWNER, quotaNames: names })).toEqual(asked);
    expect(await quotas('getcollaborationquotas', { ownerUid: MEMBER, quotaNames: names })).toEqual(asked);
    expect(await quotas('getcollaborationquotas', { ownerUid: MEMBER }, two.owner)).toEqual(DENIED);
    expect(await quotas('getcollaborationquotas', { collaborationId: 9 })).toEqual(missing('collaboration', 9));
    await two.call('suspendmember', { id });
    expect(await quotas('getcollaborationquotas', { collaborationId: id })).toEqual(missing('collaboration', id));
    expect(await quotas('getcollaborationquotas', { ownerUid: OWNER })).toEqual(DENIED);
  });

  it('is read from a snapshot only where it holds together', async () => {
    await set();
    const saved = JSON.stringify(await two.mock.control.snapshot.save());
    const refused = async (what: string, changes: object, said: string) => {
      const snapshot = JSON.parse(saved);
      const [record] = snapshot.clouds.virtuozzo.state.parts[what];
      Object.assign(record, changes);
      const place = `clouds.virtuozzo: ${what}[0]`;
      await expect(two.mock.control.snapshot.restore(snapshot), said).rejects.toThrow(`${place}${said}`);
    };
    await refused('collaboration', { owner: 9 }, '.owner: there is no such user');
    await refused('collaboration', { member: 9 }, '.member: there is no such user');
    await refused('collaboration', { member: null }, '.member: somebody is a member where he accepted');
    await refused('collaboration', { status: 'left' }, '.member: somebody is a member where he accepted');
    await refused('collaboration', { member: OWNER }, '.member: shares with himself');
    await refused('collaboration', { invitedOn: Date.UTC(2030, 0, 1) }, ".invitedOn: is after the cloud's own time");
    await refused('policy', { owner: 9 }, '.owner: there is no such user');
    await refused('policy', { methods: ['environment.control.fly'] }, '.methods: there is no such method');
    await refused('role', { owner: 9 }, '.owner: there is no such user');
    await refused('role', { policies: [77] }, '.policies: one is not the owner');
    await refused('role', { owner: MEMBER }, '.policies: one is not the owner');
    await refused('sharedResource', { collaboration: 9 }, '.collaboration: there is no such collaboration');
    await refused('sharedResource', { resource: 'x' }, '.resource: there is no such environment');
    await refused('sharedResource', { kind: 'account' }, ".resource: is not the owner's account");
    await refused('sharedResource', { roles: [77] }, ".roles: one is not the owner's");
    const twice = JSON.parse(saved);
    const { parts, ids } = twice.clouds.virtuozzo.state;
    parts.sharedResource.push({ ...parts.sharedResource[0], id: 2 });
    parts.collaboration.push({ ...parts.collaboration[0], id: 2 });
    ids.sharedResource = 2;
    ids.collaboration = 2;
    await expect(two.mock.control.snapshot.restore(twice)).rejects.toThrow('is of the same two as another');
    parts.collaboration.pop();
    await expect(two.mock.control.snapshot.restore(twice)).rejects.toThrow('sharedResource[1]: is shared twice');
  });
});
