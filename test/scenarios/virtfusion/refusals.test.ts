import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadContract } from '../../../contracts/core/define-contract.js';
import { virtfusion } from '../../../contracts/vendors/virtfusion/index.js';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { customerOf } from './customer.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen', now: '2025-06-15T09:30:00Z', selfCheck: 'all' });
});
afterAll(async () => {
  expect(mock.findings).toEqual([]);
  await mock.close();
});

const all = (await loadContract(virtfusion)).entries;

/** An operation as a call with its example input. */
function callOf(id: string): { method: string; path: string; body: unknown } {
  const entry = all.find(entry => entry.id === id);
  const given: Readonly<Record<string, { params?: object; query?: object; body?: unknown }>> = Object.fromEntries(
    all.map(({ id, operation }) => [id, operation.example ?? {}]),
  );
  const { params = {}, body } = given[id] ?? {};
  const path =
    entry?.operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(Reflect.get(params, name))) ?? '';
  return { method: entry?.operation.method ?? 'GET', path, body };
}

describe('a call', () => {
  it('without a credential, or with a wrong one, is refused with 401 and no body, whatever it is', async () => {
    const others = (await mock.control.worlds.show()).credentials.others?.virtfusion ?? {};
    const tokens = [undefined, '', 'short', 'unknown-token-of-nobody', others.expired?.token, others.revoked?.token];
    for (const token of tokens)
      for (const id of ['connection.test', 'servers.create', 'servers.show', 'users.create', 'usage.show']) {
        const { method, path, body } = callOf(id);
        const client = customerOf(mock, token === undefined ? { token: '' } : { token });
        const { status, text } = await client.send(method, path, method === 'GET' ? undefined : body);
        expect([id, token, status, text]).toEqual([id, token, 401, '']);
      }
    expect(others.expired?.token).toBeDefined();
    expect(others.revoked?.token).toBeDefined();
  });

  it('without the header at all is refused as well', async () => {
    const answer = await fetch(`${mock.url}/api/v1/connect`);
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    const basic = await fetch(`${mock.url}/api/v1/connect`, { headers: { authorization: 'Basic dTpw' } });
    expect([basic.status, await basic.text()]).toEqual([401, '']);
  });

  it('that changes something is forbidden to a token that may only read', async () => {
    const others = (await mock.control.worlds.show()).credentials.others?.virtfusion ?? {};
    const reader = customerOf(mock, { token: others.readonly?.token });
    expect(await reader.done(200, 'GET', '/connect')).toEqual([]);
    for (const { id, operation } of all.filter(({ operation }) => operation.effect !== 'read')) {
      const { method, path, body } = callOf(id);
      const answer = await reader.send(method, path, body);
      expect([id, answer.status, answer.body]).toEqual([
        id,
        403,
        { errors: ['The token does not have permission to access this endpoint'] },
      ]);
      expect(operation.method).not.toBe('GET');
    }
  });

  it('to nowhere has no msg, so that clients do not take it for a record', async () => {
    const panel = customerOf(mock);
    for (const path of ['/nonsense', '/servers/1/nonsense', '/servers/1/build/2'])
      expect(await panel.done(404, 'GET', path)).toEqual({ message: 'The route could not be found.' });
    const { status, headers, body } = await panel.send('GET', '/users');
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    expect(body).toEqual({ message: 'The method is not supported for this route.' });
  });

  it('with a body that is no JSON, or of a wrong shape, is refused in the vendor’s form', async () => {
    const headers = {
      authorization: `Bearer ${mock.credentials.virtfusion?.token}`,
      'content-type': 'application/json',
    };
    const broken = await fetch(`${mock.url}/api/v1/users`, { method: 'POST', headers, body: '{"name":' });
    expect([broken.status, Object.keys(Object(await broken.json()))]).toEqual([422, ['errors']]);
    const panel = customerOf(mock);
    for (const body of [
      'text',
      7,
      [1],
      { name: 7, email: 'a@b.co' },
      { name: 'x', email: 'a@b.co', extRelationId: 1.5 },
    ])
      expect(Object.keys(await panel.done(422, 'POST', '/users', body))).toEqual(['errors']);
    expect(await panel.done(422, 'POST', '/users', [])).toEqual({
      errors: ['The name field is required.', 'The email field is required.'],
    });
  });
});

describe('an order for a server', () => {
  it.each([
    [{ packageId: 99 }, 'Invalid or disabled package'],
    [{ packageId: 6 }, 'Invalid or disabled package'],
    [{ userId: 999 }, 'Invalid user'],
    [{ hypervisorId: 99 }, 'Invalid or disabled hypervisor group'],
    [{ hypervisorId: 3 }, 'Invalid or disabled hypervisor group'],
    [{ firewallRulesets: [1, 77] }, 'Invalid or disabled firewall ruleset'],
    [{ memory: 9_000_000 }, 'No hypervisor with enough resources is available'],
    [{ ipv4: 64, hypervisorId: 2, cpuCores: 257 }, 'No hypervisor with enough resources is available'],
  ])('%j: %s', async (wrong, sentence) => {
    const wish = { packageId: 1, userId: 1, hypervisorId: 1, ...wrong };
    expect(await customerOf(mock).done(422, 'POST', '/servers', wish)).toEqual({ errors: [sentence] });
  });

  it('takes -1 for no ruleset at all', async () => {
    const wish = { packageId: 1, userId: 1, hypervisorId: 1, firewallRulesets: [-1], hypervisorAssetGroups: [-1] };
    await customerOf(mock).done(200, 'POST', '/servers?dryRun=true', wish);
  });

  it('of a template that is not the package’s is refused at the build', async () => {
    const panel = customerOf(mock);
    const { id } = (await panel.done(201, 'POST', '/servers', { packageId: 1, userId: 1, hypervisorId: 1 })).data;
    for (const operatingSystemId of [99, 3, 8])
      expect(await panel.done(422, 'POST', `/servers/${id}/build`, { operatingSystemId })).toEqual({
        errors: ['Invalid or disabled operating system template'],
      });
    expect(await panel.done(409, 'POST', `/servers/${id}/power/boot`)).toEqual({ msg: 'server is not built' });
    expect(await panel.done(409, 'POST', `/servers/${id}/resetPassword`, [])).toEqual({ msg: 'server is not built' });
    await panel.done(204, 'DELETE', `/servers/${id}`);
  });
});
