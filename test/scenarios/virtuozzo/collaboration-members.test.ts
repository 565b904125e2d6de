import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Collaborators,
  collaboratorsForEach,
  DONE,
  invalid,
  MEMBER,
  missing,
  OWNER,
  wrongState,
} from './collaborators.js';

describe('collaborations on the Virtuozzo platform', () => {
  let two: Collaborators;
  let email: string;

  collaboratorsForEach(pair => {
    two = pair;
  });
  beforeEach(() => {
    [, email] = two.emails;
  });

  const invite = async (more: object = {}) =>
    (await two.call('invitemember', { email, ...more })).collaboration?.id ?? 0;
  const seen = async (by = two.member) => (await two.call('getcollaborations', {}, by)).collaborations;
  const statuses = async () => (await two.call('getmembers')).collaborations?.map(({ status }) => status);

  it('begin with an invitation, which both see and which names nobody yet', async () => {
    const [ownEmail] = two.emails;
    const shown = { id: 1, ownerUid: OWNER, email, status: 'PENDING' };
    expect(await two.call('invitemember', { email, displayName: 'Ann' })).toEqual({
      result: 0,
      isOwner: true,
      collaboration: {
        ...shown,
        displayName: 'Ann',
        memberDisplayName: 'Ann',
        owner: { id: OWNER, email: ownEmail, name: 'Demo User', authType: 'BASIC' },
      },
    });
    expect(await two.call('getmembers')).toEqual({
      result: 0,
      isOwner: true,
      collaborations: [{ ...shown, displayName: 'Ann', memberDisplayName: 'Ann' }],
    });
    expect(await two.call('getcollaborations', {}, two.member)).toEqual({
      result: 0,
      isOwner: false,
      collaborations: [{ ...shown, memberDisplayName: 'Ann' }],
    });
    expect(await seen(two.owner)).toEqual([]);
    expect((await two.call('getmembers', {}, two.member)).collaborations).toEqual([]);
  });

  it('are accepted by whoever has the e-mail, in any case, and by nobody else', async () => {
    const id = await invite({ email: email.toUpperCase() });
    expect(await two.call('acceptcollaboration', { id })).toEqual(missing('collaboration', id));
    const { collaboration, isOwner } = await two.call('acceptcollaboration', { id }, two.member);
    expect({ ...collaboration, isOwner }).toMatchObject({
      ...{ id, memberUid: MEMBER, status: 'ACTIVE', isOwner: false },
      member: { id: MEMBER, email },
    });
    expect(await two.call('acceptcollaboration', { id }, two.member)).toEqual(wrongState('active'));
    expect(await two.call('rejectcollaboration', { id }, two.member)).toEqual(wrongState('active'));
    expect(await statuses()).toEqual(['ACTIVE']);
  });

  it('wait for an e-mail that nobody has', async () => {
    const id = await invite({ email: 'nobody@example.com' });
    expect(await seen()).toEqual([]);
    expect(await two.call('acceptcollaboration', { id }, two.member)).toEqual(missing('collaboration', id));
    expect(await statuses()).toEqual(['PENDING']);
  });

  it('that were rejected are gone for the invited, and may be offered again', async () => {
    const id = await invite();
    expect(await two.call('rejectcollaboration', { id }, two.member)).toEqual(DONE);
    expect(await seen()).toEqual([]);
    expect(await statuses()).toEqual(['REJECTED']);
    expect(await two.call('acceptcollaboration', { id }, two.member)).toEqual(missing('collaboration', id));
    expect(await two.call('resendmemberinvitation', { id })).toEqual(DONE);
    expect(await statuses()).toEqual(['PENDING']);
    await two.call('rejectcollaboration', { id }, two.member);
    expect(await invite({ displayName: 'Bob' })).toBe(id);
    expect(await seen()).toMatchObject([{ id, status: 'PENDING', memberDisplayName: 'Bob' }]);
  });

  it('are offered once, and to nobody who has them', async () => {
    const id = await invite();
    const again = { result: 502, error: `[${email}] is invited already` };
    expect(await two.call('invitemember', { email })).toEqual(again);
    await two.call('acceptcollaboration', { id }, two.member);
    expect(await two.call('invitemember', { email: email.toUpperCase() })).toMatchObject({ result: 502 });
    expect(await two.call('resendmemberinvitation', { id })).toEqual(wrongState('active'));
    for (const wrong of [two.emails[0], two.emails[0].toUpperCase(), 'nobody', ''])
      expect(await two.call('invitemember', { email: wrong }), wrong).toEqual(invalid('email'));
  });

  it('are suspended and activated by the owner', async () => {
    const id = await invite();
    expect(await two.call('suspendmember', { id })).toEqual(wrongState('pending'));
    await two.call('acceptcollaboration', { id }, two.member);
    expect(await two.call('activatemember', { id })).toEqual(wrongState('active'));
    expect(await two.call('suspendmember', { id })).toEqual(DONE);
    expect(await statuses()).toEqual(['SUSPENDED']);
    expect(await two.call('suspendmember', { id })).toEqual(wrongState('suspended'));
    expect(await two.call('activatemember', { id })).toEqual(DONE);
    expect(await statuses()).toEqual(['ACTIVE']);
  });

  it('are left by the member, who may be invited again', async () => {
    const id = await two.joined();
    expect(await two.call('leavecollaboration', { id })).toEqual(missing('collaboration', id));
    expect(await two.call('leavecollaboration', { id }, two.member)).toEqual(DONE);
    expect(await statuses()).toEqual(['LEFT']);
    expect(await seen()).toEqual([]);
    expect(await two.call('leavecollaboration', { id }, two.member)).toEqual(missing('collaboration', id));
    expect(await invite()).toBe(id);
    expect(await two.call('leavecollaboration', { id }, two.member)).toEqual(wrongState('pending'));
    expect(await two.call('acceptcollaboration', { id }, two.member)).toMatchObject(DONE);
  });

  it('are known to each of the two by a name of his own', async () => {
    const id = await two.joined();
    await two.call('editmember', { id, displayName: 'Ann' });
    const edited = await two.call('editcollaboration', { id, displayName: 'The shop' }, two.member);
    const names = { memberDisplayName: 'Ann', ownerDisplayName: 'The shop' };
    expect(edited.collaboration).toMatchObject({ ...names, displayName: 'The shop' });
    expect((await two.call('getmembers', { id })).collaborations).toMatchObject([{ ...names, displayName: 'Ann' }]);
    for (const by of [two.owner, two.member])
      await two.call(by === two.owner ? 'editmember' : 'editcollaboration', { id }, by);
    expect((await two.call('getmembers', { id })).collaborations).toMatchObject([names]);
    await two.call('editmember', { id, displayName: '' });
    await two.call('editcollaboration', { id, displayName: '' }, two.member);
    const [bare] = (await two.call('getmembers')).collaborations ?? [];
    for (const name of ['displayName', 'memberDisplayName', 'ownerDisplayName']) expect(bare).not.toHaveProperty(name);
    expect(await two.call('editcollaboration', { id, displayName: 'Mine' })).toEqual(missing('collaboration', id));
  });

  it('are deleted by the owner alone, with all that is shared', async () => {
    const { collaborationId: id } = await two.shared('env-3000001', 'environment.control.startenv');
    for (const verb of ['deletemember', 'suspendmember', 'activatemember', 'editmember', 'resendmemberinvitation'])
      expect(await two.call(verb, { id }, two.member), verb).toEqual(missing('collaboration', id));
    expect(await two.call('getmembers', { id }, two.member)).toEqual(missing('collaboration', id));
    expect(await two.call('deletemember', { id })).toEqual(DONE);
    expect(await two.call('getmembers')).toMatchObject({ collaborations: [] });
    expect(await seen()).toEqual([]);
    expect((await two.call('getmemberresources')).responses).toEqual([]);
    expect(await two.call('deletemember', { id })).toEqual(missing('collaboration', id));
  });

  it('are found by their id and by who shares', async () => {
    const id = await two.joined();
    expect((await two.call('getcollaborations', { id }, two.member)).collaborations).toHaveLength(1);
    expect((await two.call('getcollaborations', { ownerUid: OWNER }, two.member)).collaborations).toHaveLength(1);
    expect((await two.call('getcollaborations', { ownerUid: 9 }, two.member)).collaborations).toEqual([]);
    expect(await two.call('getcollaborations', { id: 9 }, two.member)).toEqual(missing('collaboration', 9));
    expect(await two.call('getcollaborations', { id })).toEqual(missing('collaboration', id));
  });

  it('are one at most of the same two, also where somebody has another e-mail now', async () => {
    await two.joined();
    const { collaboration } = await two.call('invitemember', { email: 'new@example.com' });
    const id = collaboration?.id ?? 0;
    const text = JSON.stringify(await two.mock.control.snapshot.save());
    const saved = JSON.parse(text);
    const [, stranger] = saved.clouds.virtuozzo.state.parts.user;
    stranger.email = 'new@example.com';
    await two.mock.control.snapshot.restore(saved);
    expect(await two.call('acceptcollaboration', { id }, two.member)).toMatchObject({ result: 502 });
    expect(await statuses()).toEqual(['ACTIVE', 'PENDING']);
  });
});
