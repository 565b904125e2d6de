import { describe, expect, it } from 'vitest';
import { panelForEach } from './customer.js';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';

const { panel, pass, user, order } = panelForEach();

describe('a user', () => {
  it('is made once for each address, relation id and relation string', async () => {
    const made = await user({ relStr: 'whmcs-7' });
    expect(made).toMatchObject({ id: 2, extRelationId: 7, selfService: 0, suspended: false });
    expect(made.password).toHaveLength(30);
    expect(await panel.done(409, 'POST', '/users', { name: 'Bo', email: 'ANN@lee.co' })).toEqual({
      errors: ['user with specified email already exists'],
    });
    const other = { name: 'Bo', email: 'bo@lee.co' };
    await panel.done(409, 'POST', '/users', { ...other, extRelationId: '7' });
    await panel.done(409, 'POST', '/users', { ...other, relStr: 'whmcs-7' });
    expect((await panel.done(201, 'POST', '/users', { ...other, relStr: 'x' })).data.extRelationId).toBe(0);
  });

  it('is found by his relation id, and with relStr by his relation string, in every call that takes one', async () => {
    await user({ relStr: '12', selfService: 3 });
    await user({ email: 'two@lee.co', extRelationId: 12, name: 'Two' });
    expect((await panel.read('/users/12/byExtRelation')).name).toBe('Two');
    expect((await panel.read('/users/12/byExtRelation?relStr=true')).name).toBe('Ann Lee');
    expect((await panel.read('/users/12/byExtRelation?relStr=false')).name).toBe('Two');
    const by = '12?relStr=true';
    const { id } = (await panel.done(201, 'POST', `/selfService/resourcePack/byUserExtRelationId/${by}`, { packId: 1 }))
      .data;
    expect((await panel.read(`/selfService/report/byUserExtRelationId/${by}`)).limits.packs).toMatchObject([{ id }]);
    expect((await panel.read('/selfService/report/byUserExtRelationId/12')).limits.packs).toEqual([]);
    expect((await panel.read(`/selfService/usage/byUserExtRelationId/${by}`)).user.name).toBe('Ann Lee');
    await panel.done(200, 'GET', `/selfService/hourlyStats/byUserExtRelationId/${by}`);
    await panel.done(201, 'POST', `/selfService/credit/byUserExtRelationId/${by}`, { tokens: 5 });
    await panel.done(204, 'POST', `/selfService/hourlyGroupProfile/byUserExtRelationId/${by}`, { profileId: 1 });
    await panel.done(204, 'POST', `/selfService/resourceGroupProfile/byUserExtRelationId/${by}`, { profileId: 4 });
    await panel.done(204, 'PUT', `/selfService/hourlyResourcePack/byUserExtRelationId/${by}`, { packId: 1 });
    await panel.done(204, 'PUT', `/selfService/access/byUserExtRelationId/${by}`, { syncToProfiles: true });
    await panel.done(204, 'DELETE', `/selfService/hourlyGroupProfile/1/byUserExtRelationId/${by}`);
    await panel.done(204, 'DELETE', `/selfService/resourceGroupProfile/4/byUserExtRelationId/${by}`);
    await panel.done(201, 'POST', '/users/12/byExtRelation/resetPassword?relStr=true');
    await panel.done(200, 'POST', '/users/12/authenticationTokens?relStr=true');
    await panel.done(201, 'PUT', '/users/12/byExtRelation?relStr=true', { name: 'Ann' });
    await panel.done(204, 'DELETE', '/users/12/byExtRelation?relStr=true');
    expect((await panel.read('/users/12/byExtRelation')).name).toBe('Two');
  });

  it('who is unknown is not found, in the words that clients compare', async () => {
    const unknown = { msg: 'ext_relation_id not found' };
    for (const relation of ['99', '0', 'abc', '-1', '18446744073709551615'])
      expect(await panel.done(404, 'GET', `/users/${relation}/byExtRelation`)).toEqual(unknown);
    expect(await panel.done(404, 'GET', '/users/7/byExtRelation?relStr=true')).toEqual(unknown);
    expect((await panel.send('GET', '/users')).status).toBe(405);
  });

  it('changes only what is sent, and gets that back', async () => {
    await user({ selfService: 1 });
    await pass('PT1M');
    expect(await panel.done(201, 'PUT', '/users/7/byExtRelation', { name: 'Ann', enabled: false })).toEqual({
      data: { name: 'Ann', enabled: false },
    });
    expect(await panel.read('/users/7/byExtRelation')).toMatchObject({
      name: 'Ann',
      email: 'ann@lee.co',
      selfService: 1,
      suspended: true,
      created: '2025-01-31T12:00:00.000000Z',
      updated: '2025-01-31T12:01:00.000000Z',
    });
    await user({ email: 'two@lee.co', extRelationId: 8 });
    await panel.done(409, 'PUT', '/users/8/byExtRelation', { email: 'ann@lee.co' });
    for (const email of ['ann@lee.co', 'Ann@Lee.co'])
      await panel.done(201, 'PUT', '/users/7/byExtRelation', { email, selfService: 0 });
    for (const body of [undefined, [], {}, { selfServiceHourlyCredit: false }])
      expect(await panel.done(201, 'PUT', '/users/7/byExtRelation', body)).toEqual({ data: [] });
    const prepaid = { selfServiceHourlyCredit: true };
    // The vendor's printed answer to a user whose credit was prepaid already does not tell it.
    for (const told of [prepaid, []])
      expect(await panel.done(201, 'PUT', '/users/7/byExtRelation', prepaid)).toEqual({ data: told });
  });

  it('is dated in whole seconds, as everything that is kept; only a sign-in ends at a fraction of one', async () => {
    await pass('PT0.345S');
    const { id, created, updated } = await user();
    const key = { userId: id, name: 'laptop', publicKey: `${KEY} ann@laptop` };
    const { createdAt } = (await panel.done(201, 'POST', '/ssh_keys', key)).data;
    const server = await order({ packageId: 1, userId: id });
    await panel.done(201, 'POST', `/servers/${server.id}/traffic/blocks`, { month: 1, amount: 50 });
    const { assigned } = await panel.read(`/servers/${server.id}/traffic/blocks`);
    for (const date of [created, updated, createdAt, assigned[0].added])
      expect(date).toBe('2025-01-31T12:00:00.000000Z');
    expect([server.created, server.owner.created]).toEqual(Array(2).fill('2025-01-31T12:00:00+00:00'));
    const { authentication } = (await panel.done(200, 'POST', '/users/7/authenticationTokens')).data;
    expect(authentication.expiry.expires).toBe('2025-01-31T12:01:00.345000Z');
  });

  it('with servers cannot be deleted; one without takes his keys and packs with him', async () => {
    const { id } = await user({ selfService: 0 });
    const server = await order({ packageId: 1, userId: id });
    const key = { userId: id, name: 'laptop', publicKey: `${KEY} ann@laptop` };
    const added = (await panel.done(201, 'POST', '/ssh_keys', key)).data;
    expect(await panel.done(409, 'DELETE', '/users/7/byExtRelation')).toEqual({ msg: 'user has servers' });
    await panel.done(204, 'DELETE', `/servers/${server.id}`);
    await panel.done(204, 'DELETE', '/users/7/byExtRelation');
    expect(await panel.done(404, 'GET', `/ssh_keys/${added.id}`)).toEqual({ msg: 'ssh key not found' });
    expect((await user()).id).toBe(id + 1);
  });

  it('signs in with two tokens for a minute, on the panel’s own host', async () => {
    const { id } = await user();
    const server = await order({ packageId: 1, userId: id });
    const foreign = await order({ packageId: 1 });
    const first = (await panel.done(200, 'POST', '/users/7/authenticationTokens')).data.authentication;
    const at = `/users/7/serverAuthenticationTokens`;
    const second = (await panel.done(200, 'POST', `${at}/${server.id}`)).data.authentication;
    for (const { tokens, endpoint, endpoint_complete, expiry } of [first, second]) {
      expect(endpoint_complete).toBe(`${endpoint}/?1=${tokens[1]}&2=${tokens[2]}`);
      expect([endpoint, expiry]).toEqual(['/token_authenticate', { ttl: 60, expires: '2025-01-31T12:01:00.000000Z' }]);
    }
    expect(first.tokens[1]).not.toBe(second.tokens[1]);
    expect(await panel.done(404, 'POST', `${at}/${foreign.id}`)).toEqual({ msg: 'server not found' });
    const { email, password } = (await panel.done(201, 'POST', '/users/7/byExtRelation/resetPassword')).data;
    expect([email, password.length]).toEqual(['ann@lee.co', 21]);
  });

  it('has keys that builds put on his servers and nobody else’s', async () => {
    const { id } = await user();
    const add = async (userId: number, name: string) =>
      (await panel.done(201, 'POST', '/ssh_keys', { userId, name, publicKey: `${KEY} key` })).data.id;
    const [own, other] = [await add(id, 'laptop'), await add(1, 'admin')];
    expect(await panel.read(`/ssh_keys/user/${id}`)).toMatchObject([{ id: own, name: 'laptop', enabled: true }]);
    const server = await order({ packageId: 1, userId: id });
    const build = { operatingSystemId: 1, sshKeys: [own, other, 99] };
    await panel.done(200, 'POST', `/servers/${server.id}/build`, build);
    expect((await panel.read(`/servers/${server.id}`)).sshKeys).toMatchObject([{ id: own, public: `${KEY} key` }]);
    await panel.done(204, 'DELETE', `/ssh_keys/${own}`);
    expect((await panel.read(`/servers/${server.id}`)).sshKeys).toEqual([]);
    for (const publicKey of ['no key', KEY.slice(0, -4), KEY.replace('ed25519', 'rsa'), `${KEY}AAAA`])
      expect(await panel.done(422, 'POST', '/ssh_keys', { userId: id, name: 'x', publicKey })).toEqual({
        errors: ['Invalid public key'],
      });
    expect(await panel.read(`/ssh_keys/user/${id}`)).toEqual([]);
    const printed = { userId: id, name: 'x', publicKey: 'ssh-rsa AAAAB3NzaC1yc2E...example' };
    await panel.done(201, 'POST', '/ssh_keys', printed);
  });
});

describe('the catalogue', () => {
  it('is read one by one, and what is not in it is not found', async () => {
    expect(await panel.read('/packages/3')).toMatchObject({ id: 3, name: 'VPS L', enabled: true, backupPlanId: 1 });
    expect((await panel.read('/selfService/currencies'))[0]).toMatchObject({ code: 'USD', value: '0.0100000000' });
    const groups = await panel.read('/media/templates/fromServerPackageSpec/3');
    expect(groups.map(({ id }: { id: number }) => id)).toEqual([1, 2, 3, 4, 0]);
    for (const [path, msg] of [
      ['/packages/99', 'package not found'],
      ['/compute/hypervisors/99', 'hypervisor not found'],
      ['/compute/hypervisors/groups/99', 'hypervisor group not found'],
      ['/compute/hypervisors/groups/99/resources', 'hypervisor group not found'],
      ['/connectivity/ipblocks/99', 'ip block not found'],
      ['/dns/services/99', 'dns service not found'],
      ['/media/iso/99', 'iso not found'],
      ['/media/templates/fromServerPackageSpec/99', 'package not found'],
      ['/queue/99', 'queue item not found'],
      ['/backups/server/99', 'server not found'],
      ['/servers/abc', 'server not found'],
    ] as const)
      expect(await panel.done(404, 'GET', path)).toEqual({ msg });
  });
});
