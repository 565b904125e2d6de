import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, personOf, type Told } from './customer.js';

const NOT_PERMITTED = [403, 'forbidden', 'You do not have permission to perform this action'];
let mock: MockServer;
let owner: Customer;
let member: Customer;
let neighbour: Customer;

const said = ({ status, body }: Told) => [status, body.error_reason, body.message];
const other = (way: string) => mock.credentials.others.infrahub?.[way];
const usersOf = async (who: Customer) => (await who.get('/auth/organizations')).body.organization.users;
const invite = async (email: string): Promise<number> => (await owner.post('/auth/invites', { email })).body.invite.id;
const organizationsOf = async (who: Customer) => (await who.get('/auth/me/organizations')).body.organizations;

doubleForEach('2026-03-01T12:00:00Z', double => {
  mock = double;
  owner = personOf(double);
  member = personOf(double, other('member')?.accessToken);
  neighbour = personOf(double, other('otherTenant')?.accessToken);
});

describe('an organisation', () => {
  it('shows who belongs to it, its owner first', async () => {
    const { body } = await owner.get('/auth/organizations');
    expect(body.message).toBe('Successfully retrieved organizations info');
    expect(body.organization).toMatchObject({
      id: 4821,
      name: 'Example Organization',
      created_at: '2026-03-01T12:00:00',
    });
    expect(body.organization.users).toEqual([
      {
        id: 7315,
        sub: expect.stringMatching(/^[0-9a-f]{64}$/),
        email: 'user@example.com',
        username: 'Jane Doe',
        name: 'Jane Doe',
        role: 'Owner',
        rbac_roles: [],
        last_login: '2026-03-01T12:00:00',
        created_at: '2026-03-01T12:00:00',
        joined_at: '2026-03-01T12:00:00',
      },
      expect.objectContaining({ id: 7317, email: 'member@example.com', role: 'Member', rbac_roles: [] }),
    ]);
    expect((await usersOf(neighbour)).map(({ id }: { id: number }) => id)).toEqual([7316]);
  });

  it('is renamed, in all that tells of it, and no other is', async () => {
    expect((await owner.put('/auth/organizations/update', { name: 'ab' })).status).toBe(400);
    await owner.put('/auth/organizations/update', { name: 'Tensor Works' });
    expect(await organizationsOf(owner)).toEqual([{ id: 4821, name: 'Tensor Works' }]);
    expect(await organizationsOf(neighbour)).toEqual([{ id: 4822, name: 'Another Organization' }]);
  });
});

describe('somebody who is invited', () => {
  it('is told by the list, first as an email that was sent', async () => {
    const made = await owner.post('/auth/invites', { email: 'Someone.New@example.com' });
    const row = { id: 2, email: 'Someone.New@example.com', status: 'EMAIL_SENT', created_at: '2026-03-01T12:00:00' };
    expect(made).toMatchObject({ status: 201, body: { message: 'Inviting user successful', invite: row } });
    await mock.control.clock.advance({ by: 'PT10S' });
    expect((await owner.get('/auth/invites')).body.invites).toEqual([{ ...row, status: 'CONFIRMATION_PENDING' }]);
    expect(said(await owner.post('/auth/invites', { email: 'someone.new@example.com' }))).toEqual([
      ...[409, 'already_exist', 'User someone.new@example.com is already invited to the organization'],
    ]);
    expect(said(await owner.post('/auth/invites', { email: 'member@example.com' }))).toEqual([
      ...[409, 'already_exist', 'User member@example.com is already a member of the organization'],
    ]);
    expect((await owner.delete('/auth/invites/2')).body.message).toBe('Invite deleted successfully');
    expect((await owner.get('/auth/invites')).body.invites).toEqual([]);
    expect(said(await owner.delete('/auth/invites/2'))).toEqual([404, 'not_found', 'Invite 2 does not exist.']);
    expect((await owner.post('/auth/invites', { email: 'no address' })).status).toBe(400);
  });

  it('joins with a token of their own, and nobody else does with it', async () => {
    const id = await invite('NEIGHBOUR@example.com');
    expect(said(await member.get(`/auth/invites/${id}/accept`))).toEqual([404, 'not_found', 'Not found']);
    expect((await neighbour.delete(`/auth/invites/${id}`)).status).toBe(404);
    expect((await neighbour.get(`/auth/invites/${id}/accept`)).body.message).toBe('Invite accepted successfully');
    expect((await usersOf(owner)).map(({ email }: { email: string }) => email)).toContain('neighbour@example.com');
    expect((await owner.get('/auth/invites')).body.invites[0].status).toBe('CONFIRMED');
    expect((await organizationsOf(neighbour)).map((one: { id: number }) => one.id)).toEqual([4822, 4821]);
    expect(said(await neighbour.get(`/auth/invites/${id}/accept`))).toEqual([
      ...[400, 'bad_request', 'The invite was already accepted'],
    ]);
  });

  it('may be its owner too: one invite waits for them', async () => {
    expect((await owner.get('/auth/invites/1/accept')).status).toBe(200);
    expect(await organizationsOf(owner)).toHaveLength(2);
    expect((await usersOf(neighbour)).map(({ role }: { role: string }) => role)).toEqual(['Owner', 'Member']);
  });
});

describe('a token', () => {
  it('is moved to another organisation of its person, and to no other', async () => {
    expect(said(await neighbour.get('/auth/token/change-org/4821'))).toEqual([
      ...[404, 'not_found', 'Organization 4821 does not exist.'],
    ]);
    await neighbour.get(`/auth/invites/${await invite('neighbour@example.com')}/accept`);
    const { body } = await neighbour.get('/auth/token/change-org/4821');
    expect(body.token.access_token).toBe(other('otherTenant')?.accessToken);
    expect(said(await neighbour.get('/core/environments'))).toEqual(NOT_PERMITTED);
    expect((await neighbour.get('/auth/me')).body.user.email).toBe('neighbour@example.com');
    await neighbour.get('/auth/token/change-org/4822');
    expect((await neighbour.get('/core/environments')).body.environments).toEqual([]);
  });

  it('is what somebody gets who asks with a key, which stays where it was', async () => {
    await owner.get('/auth/invites/1/accept');
    const { access_token } = (await customerOf(mock).get('/auth/token/change-org/4822')).body.token;
    expect((await personOf(mock, access_token).get('/auth/users/me/permissions')).body.permissions).toEqual([]);
    expect((await customerOf(mock).get('/auth/organizations')).body.organization.id).toBe(4821);
  });
});

describe('somebody who is removed', () => {
  it('has no key in the organisation any longer, and may come back', async () => {
    const key = customerOf(mock, other('member')?.apiKey);
    const made = (await member.post('/api-key/generate', { name: 'ci' })).body.api_key.key;
    expect((await owner.post('/auth/organizations/remove-member', { email: 'Member@example.com' })).body).toEqual({
      ...{ status: true, message: 'Member removed successfully' },
    });
    for (const dead of [key, customerOf(mock, made)]) expect((await dead.get('/auth/me')).status).toBe(401);
    expect(await usersOf(owner)).toHaveLength(1);
    expect(await organizationsOf(member)).toEqual([]);
    expect(said(await member.get('/api-key'))).toEqual(NOT_PERMITTED);

    await member.get(`/auth/invites/${await invite('member@example.com')}/accept`);
    expect((await member.get('/api-key')).body.api_keys).toEqual([]);
    await owner.post('/auth/organizations/remove-member', { email: 'member@example.com' });
    expect(await invite('member@example.com')).toBe(3);
    expect((await owner.get('/auth/invites')).body.invites).toHaveLength(1);
  });

  it('is neither the owner nor a stranger', async () => {
    expect(said(await owner.post('/auth/organizations/remove-member', { email: 'user@example.com' }))).toEqual([
      ...[400, 'bad_request', 'The owner of the organization cannot be removed'],
    ]);
    for (const email of ['neighbour@example.com', 'nobody@example.com'])
      expect(said(await owner.post('/auth/organizations/remove-member', { email }))).toEqual([
        ...[400, 'not_found', `User ${email} is not a member of the organization`],
      ]);
  });
});

describe('whoever calls', () => {
  it('is told who they are, and whether they sign in with a second factor', async () => {
    const { body } = await owner.get('/auth/me');
    expect(body).toEqual({
      status: true,
      message: 'Auth user',
      user: {
        ...{ email: 'user@example.com', name: 'Jane Doe', username: 'Jane Doe' },
        ...{ created_at: '2026-03-01T12:00:00', has_social_login: false },
      },
    });
    const isOn = async () => (await owner.get('/auth/me/mfa')).body.mfa.mfa_enabled;
    expect(await isOn()).toBe(true);
    expect((await owner.post('/auth/me/mfa/disable')).body).toEqual({
      status: true,
      message: 'MFA disabled successfully',
    });
    expect(await isOn()).toBe(false);
  });

  it('chooses their emails one by one, by group or all at once, but for those that are required', async () => {
    type Kind = { slug: string; opted_in: boolean; childs?: Kind[] };
    const left = async (who = owner) =>
      (await who.get('/auth/email/opt-out')).body.email_categories
        .flatMap((kind: Kind) => [kind, ...(kind.childs ?? [])])
        .filter(({ opted_in }: Kind) => !opted_in)
        .map(({ slug }: Kind) => slug);
    const choose = (slug: string, opted_in: boolean) => owner.put(`/auth/email/opt-out${slug}`, { opted_in });
    expect(await left()).toEqual([]);
    expect((await choose('/credit-usage-alert-48h', false)).body).toEqual({
      message: 'Email preferences updated successfully',
    });
    expect(await left()).toEqual(['credit-usage-alert-48h']);
    await choose('/payment-and-billing', false);
    const alerts = ['credit-usage-alert-6h', 'credit-usage-alert-24h', 'credit-usage-alert-48h'];
    expect(await left()).toEqual(['payment-and-billing', ...alerts]);
    await choose('/payment-and-billing', true);
    expect(await left()).toEqual([]);
    expect((await choose('', false)).body).toEqual({ message: 'Optional email preferences updated successfully' });
    expect(await left()).toEqual(['payment-and-billing', ...alerts, 'product-updates']);
    expect(await left(member)).toEqual([]);

    const required = await choose('/system-alerts', true);
    expect([required.status, required.body]).toEqual([400, { message: 'Cannot update a required email category' }]);
    const unknown = await choose('/no-such-thing', false);
    expect([unknown.status, unknown.body]).toEqual([404, { message: 'Email category not found' }]);
  });
});
