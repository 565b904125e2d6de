import { describe, expect, it } from 'vitest';
import { loadContract } from '../../../contracts/core/define-contract.js';
import { infrahub } from '../../../contracts/vendors/infrahub/index.js';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, type Told } from './customer.js';

const MEMBER = 7317;
let mock: MockServer;
let owner: Customer;
let member: Customer;

interface Row {
  readonly id: number;
  readonly name: string;
  readonly resource: string;
  readonly permission: string;
  readonly method: string;
  readonly endpoint: string;
  readonly permissions: readonly Row[];
}

const said = ({ status, body }: Told) => [status, body.error_reason, body.message];
const NOT_PERMITTED = [403, 'forbidden', 'You do not have permission to perform this action'];
const permissions = async (): Promise<readonly Row[]> => (await owner.get('/auth/permissions')).body.permissions;
const policies = async (): Promise<readonly Row[]> => (await owner.get('/auth/policies')).body.policies;
const idsOf = (rows: readonly Row[], words: readonly string[]) =>
  words.map(word => rows.find(({ permission, name }) => (permission ?? name) === word)?.id);

/** Makes a role of such policies and permissions. */
async function make(name: string, ofPolicies: string[], ofPermissions: string[] = []): Promise<Told> {
  return owner.post('/auth/roles', {
    name,
    description: 'Test role',
    policies: idsOf(
      await policies(),
      ofPolicies.map(word => `policy:${word}Permissions`),
    ),
    permissions: idsOf(await permissions(), ofPermissions),
  });
}
const give = (role: number) => owner.put(`/auth/users/${MEMBER}/assign-roles`, { role_id: role });
const grant = async (ofPolicies: string[], ofPermissions: string[] = []): Promise<number> => {
  const { id } = (await make('given', ofPolicies, ofPermissions)).body.role;
  await give(id);
  return id;
};

doubleForEach('2026-03-01T12:00:00Z', double => {
  mock = double;
  owner = customerOf(double);
  member = customerOf(double, double.credentials.others.infrahub?.member?.apiKey);
});

describe('a permission', () => {
  it('is the right to one call, found by a pattern that matches its path and no other', async () => {
    const rows = await permissions();
    expect(rows.find(({ permission }) => permission === 'environment:list')).toEqual({
      id: 44,
      resource: 'Environment',
      permission: 'environment:list',
      method: 'GET',
      endpoint: '^/core/environments/?$',
      created_at: '2023-06-01T00:00:00',
    });
    expect(new Set(rows.map(({ permission }) => permission)).size).toBe(rows.length);
    const paths = rows.map(({ endpoint }) => endpoint.slice(1, -3).replaceAll('\\d+', '7').replaceAll('[^/]+', 'x'));
    for (const [index, { method, endpoint }] of rows.entries()) {
      const matched = rows.filter((row, at) => row.method === method && new RegExp(endpoint).test(paths[at] ?? ''));
      expect(matched, endpoint).toEqual([rows[index]]);
    }
  });

  it('stands in a policy to read for reads alone, and in that of all for everything', async () => {
    const [all, read] = await policies();
    const { status, ...whole } = { status: all?.name, ids: all?.permissions.map(({ id }) => id) };
    expect([status, whole.ids]).toEqual(['policy:AllPermissions', (await permissions()).map(({ id }) => id)]);
    expect(read?.name).toBe('policy:ReadPermissions');
    const { entries } = await loadContract(infrahub);
    const rows = await permissions();
    for (const { id } of read?.permissions ?? []) {
      const row = rows.find(one => one.id === id);
      const pattern = new RegExp(row?.endpoint ?? '');
      const described = entries.find(
        ({ operation: { method, path } }) =>
          method === row?.method && pattern.test(path.replaceAll(/\{\w*id\}/g, '7').replaceAll(/\{\w+\}/g, 'x')),
      );
      expect(described?.operation.effect ?? 'read', row?.permission).toBe('read');
    }
  });
});

describe('a role', () => {
  it('is made, shown, changed and deleted, as Terraform does', async () => {
    const made = await make('test', ['Read', 'VirtualMachine'], ['environment:update', 'environment:update']);
    expect(made).toMatchObject({ status: 201, body: { status: true, message: 'Creating RBAC role success' } });
    const { role } = made.body;
    const shown = {
      name: 'test',
      description: 'Test role',
      policies: [
        { id: 2, name: 'policy:ReadPermissions', description: 'Grants read permissions to all resources' },
        { id: 13, name: 'policy:VirtualMachinePermissions', description: expect.stringContaining('Virtual Machine') },
      ],
      permissions: [{ id: 48, resource: 'Environment', permission: 'environment:update' }],
      created_at: '2026-03-01T12:00:00',
    };
    expect(role).toEqual({ id: role.id, ...shown });
    expect((await owner.get(`/auth/roles/${role.id}`)).body).toEqual({
      ...{ status: true, message: 'Getting RBAC role detail success', roles: role },
    });
    expect((await owner.get('/auth/roles')).body.roles).toEqual([role]);
    const changed = await owner.put(`/auth/roles/${role.id}`, {
      name: 'less',
      description: '',
      policies: [],
      permissions: [],
    });
    expect(changed.body).toMatchObject({ message: 'Updating RBAC role success', role: { id: role.id, policies: [] } });
    expect((await owner.get(`/auth/roles/${role.id}`)).body.roles).toMatchObject({ name: 'less', permissions: [] });
    expect((await owner.delete(`/auth/roles/${role.id}`)).body).toEqual({
      ...{ status: true, message: 'RBAC Role deleted successfully' },
    });
    expect(said(await owner.get(`/auth/roles/${role.id}`))).toEqual([
      ...[404, 'not_found', `Role ${role.id} does not exist.`],
    ]);
  });

  it('has a name of its own, and what there is', async () => {
    const { id } = (await make('test', ['Read'])).body.role;
    const second = (await make('second', ['Read'])).body.role;
    const taken = [409, 'already_exist', 'Role with this name already exists'];
    expect(said(await make('test', ['Read']))).toEqual(taken);
    expect(said(await owner.put(`/auth/roles/${second.id}`, { name: 'test', description: '' }))).toEqual(taken);
    expect((await owner.put(`/auth/roles/${id}`, { name: 'test', description: 'same name' })).status).toBe(200);
    const wrong = { name: 'wrong', description: '' };
    expect(said(await owner.post('/auth/roles', { ...wrong, policies: [1, 999] }))).toEqual([
      ...[400, 'bad_request', 'Policies 999 do not exist'],
    ]);
    expect(said(await owner.post('/auth/roles', { ...wrong, permissions: [998, 999] }))).toEqual([
      ...[400, 'bad_request', 'Permissions 998, 999 do not exist'],
    ]);
    expect((await owner.post('/auth/roles', { name: 'x' })).body.errors).toEqual({
      description: "'description' is a required property",
    });
  });

  it('of another organisation is not there', async () => {
    const { id } = (await make('test', ['Read'])).body.role;
    const neighbour = customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
    const body = { name: 'test', description: '' };
    for (const told of [
      await neighbour.get(`/auth/roles/${id}`),
      await neighbour.put(`/auth/roles/${id}`, body),
      await neighbour.delete(`/auth/roles/${id}`),
      await neighbour.put('/auth/users/7316/assign-roles', { role_id: id }),
    ])
      expect(said(told)).toEqual([404, 'not_found', `Role ${id} does not exist.`]);
    expect((await neighbour.post('/auth/roles', body)).status).toBe(201);
    for (const told of [
      await neighbour.put(`/auth/users/${MEMBER}/assign-roles`, { role_id: 2 }),
      await neighbour.delete(`/auth/users/${MEMBER}/roles`),
      await neighbour.get(`/auth/users/${MEMBER}/permissions`),
    ])
      expect(said(told)).toEqual([404, 'not_found', `User ${MEMBER} does not exist.`]);
  });
});

describe('a member', () => {
  it('may do nothing without a role but what is about themselves', async () => {
    expect(said(await member.get('/core/environments'))).toEqual(NOT_PERMITTED);
    expect(said(await member.get('/auth/organizations'))).toEqual(NOT_PERMITTED);
    for (const path of [
      '/auth/me',
      '/auth/me/mfa',
      '/auth/email/opt-out',
      '/api-key',
      '/auth/permissions',
      '/billing/alive',
    ])
      expect((await member.get(path)).status, path).toBe(200);
    expect((await member.get('/auth/users/me/permissions')).body.permissions).toEqual([]);
  });

  it('may do what their role says, from the moment it says so', async () => {
    const id = await grant(['Volume'], ['environment:list']);
    expect((await member.get('/core/environments')).status).toBe(200);
    expect(said(await member.post('/core/environments', { name: 'x', region: 'NORWAY-1' }))).toEqual(NOT_PERMITTED);
    const wanted = { name: 'data', environment_name: 'default-NORWAY-1', volume_type: 'Cloud-SSD', size: 10 };
    expect((await member.post('/core/volumes', wanted)).status).toBe(200);
    expect(said(await member.get('/core/virtual-machines'))).toEqual(NOT_PERMITTED);
    await owner.put(`/auth/roles/${id}`, {
      name: 'given',
      description: '',
      permissions: idsOf(await permissions(), ['virtual-machine:list']),
    });
    expect((await member.get('/core/virtual-machines')).status).toBe(200);
    expect(said(await member.get('/core/volumes'))).toEqual(NOT_PERMITTED);
    expect((await member.get('/auth/users/me/permissions')).body.permissions).toEqual([
      { id: 63, resource: 'Virtual Machine', permission: 'virtual-machine:list' },
    ]);
  });

  it('who may read starts no machine, though that is a GET', async () => {
    await grant(['Read']);
    expect(said(await member.get('/core/virtual-machines/1/start'))).toEqual(NOT_PERMITTED);
    expect((await member.get('/core/virtual-machines/1')).status).toBe(404);
  });

  it('has the role that was given last, until it is taken or deleted', async () => {
    const first = await grant(['Read']);
    const second = (await make('second', ['Environment'])).body.role.id;
    expect((await give(second)).body).toMatchObject({ message: 'Assigning RBAC role success', role: { id: second } });
    const roles = async () => (await owner.get('/auth/organizations')).body.organization.users[1].rbac_roles;
    expect(await roles()).toEqual([{ name: 'second' }]);
    expect(said(await member.get('/core/regions'))).toEqual(NOT_PERMITTED);
    const held = (await owner.get(`/auth/users/${MEMBER}/permissions`)).body;
    expect(held.message).toBe('Getting user permissions successfully');
    expect(held.permissions.map(({ resource }: Row) => resource)).toEqual(Array(7).fill('Environment'));
    expect((await owner.delete(`/auth/users/${MEMBER}/roles`)).body).toEqual({
      ...{ status: true, message: 'RBAC role removed successfully' },
    });
    expect(said(await member.get('/core/environments'))).toEqual(NOT_PERMITTED);
    await give(first);
    await owner.delete(`/auth/roles/${first}`);
    expect(await roles()).toEqual([]);
    expect(said(await member.get('/core/regions'))).toEqual(NOT_PERMITTED);
    expect(said(await give(99))).toEqual([404, 'not_found', 'Role 99 does not exist.']);
  });

  it('who may all may all but own it, and each call of every group is refused to whoever may nothing', async () => {
    const { entries } = await loadContract(infrahub);
    const free = ['me', 'apiKeys', 'emailPreferences', 'permissions', 'policies', 'userConsents', 'betaAccessRequests'];
    const open = ['invites.accept', 'billing.alive', 'billing.aliveDoc', 'objectStorage.health'];
    for (const { id, group, operation } of entries) {
      if (operation.auth === 'none' || free.includes(group) || open.includes(id) || group === 'partnerConfigs')
        continue;
      const { status } = await fetch(`${mock.url}/v1${operation.path.replaceAll(/\{\w+\}/g, '7')}`, {
        method: operation.method,
        headers: { api_key: mock.credentials.others.infrahub?.member?.apiKey ?? '' },
      });
      expect(status, id).toBe(403);
    }
    await grant(['All']);
    expect((await member.get('/auth/users/me/permissions')).body.permissions).toHaveLength(
      (await permissions()).length,
    );
    expect((await member.put('/auth/organizations/update', { name: 'Mutiny' })).status).toBe(200);
    expect((await member.post('/auth/organizations/remove-member', { email: 'user@example.com' })).status).toBe(400);
  });

  it('keeps their role in a snapshot', async () => {
    await grant(['Environment']);
    await mock.control.snapshot.restore(await mock.control.snapshot.save());
    expect((await member.get('/core/environments')).status).toBe(200);
    expect(said(await member.get('/core/volumes'))).toEqual(NOT_PERMITTED);
  });
});
