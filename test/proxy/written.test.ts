import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadContract } from '../../contracts/core/define-contract.js';
import { driftRow } from '../../contracts/kit/drifts/row.js';
import { readsFrom } from '../../contracts/kit/proxy/reads.js';
import { rowOf } from '../../contracts/kit/proxy/saved-drifts.js';
import { virtfusion } from '../../contracts/vendors/virtfusion/index.js';
import { virtuozzo } from '../../contracts/vendors/virtuozzo/index.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { answering, between } from './between.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

const auth = { authorization: 'Bearer virtfusion-test-token' };

describe('what the client reads comes first', () => {
  const spoiled = '{"data":[{"id":"one","name":7}]}';
  const findingsWith = async (content: unknown) => {
    const { reads } = readsFrom(await loadContract(virtfusion), content);
    const target = await answering(spoiled);
    const proxy = await between(virtfusion, target.url, { reads });
    await fetch(`${proxy.url}/api/v1/compute/hypervisors/groups`, { headers: auth });
    await fetch(`${proxy.url}/api/v1/packages`, { headers: auth });
    await proxy.close();
    return proxy.observer.report().findings;
  };

  it('as fields', async () => {
    const [first, second] = await findingsWith({ 'packages.list': ['$.data[0].name'] });
    expect(first).toMatchObject({
      id: 'virtfusion/packages.list/200/$.data[*].name/type',
      found: expect.stringMatching(/^number: breaks what this client reads$/),
    });
    expect(second?.found).not.toContain('breaks');
  });

  it('as operations that a recorded run called, or a report lists', async () => {
    const har = { log: { entries: [{ _operation: 'packages.list' }, { _operation: null }] } };
    expect((await findingsWith(har))[0]?.operation).toBe('packages.list');
    const report = { format: 1, vendor: 'virtfusion', operations: [{ id: 'packages.list', exchanges: 2 }] };
    expect((await findingsWith(report))[0]?.operation).toBe('packages.list');
    expect((await findingsWith({}))[0]?.operation).toBe('hypervisorGroups.list');
  });

  it('and a name or a place that is none is told', async () => {
    const { wrong, odd } = readsFrom(await loadContract(virtfusion), {
      'package.list': ['$.data'],
      'packages.list': ['data[*].id', '$.data[*].colour', '$["a b"]'],
    });
    expect(wrong).toEqual([
      'no operation is named "package.list"; did you mean packages.list?',
      'packages.list: "data[*].id" is no place such as $.data[*].id',
    ]);
    expect(odd[0]).toBe('packages.list: the contract knows no $.data[*].colour');
    expect(readsFrom(await loadContract(virtfusion), []).wrong).toHaveLength(1);
  });
});

describe('what is written', () => {
  it('has no credential and nothing that is marked as secret in it, and is a HAR at any time', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'hostdouble-')), 'run.har');
    const proxy = await between(virtuozzo, mock.url, { har: file });
    const entries = (): Record<string, unknown>[] => JSON.parse(readFileSync(file, 'utf8')).log.entries;
    expect(entries()).toEqual([]);
    const login = new URLSearchParams({ login: 'demo@example.com', password: 'demo-or-not-demo', appid: 'cluster' });
    await fetch(`${proxy.url}/1.0/users/authentication/rest/signin`, { method: 'POST', body: login });
    const good = new URLSearchParams({ login: 'demo@example.com', password: 'demo', appid: 'cluster' });
    const signed = await fetch(`${proxy.url}/1.0/users/authentication/rest/signin?x=${'s3cr3t'.repeat(4)}`, {
      method: 'POST',
      body: good,
    });
    const { session } = Object(await signed.json());
    expect(session).toMatch(/\w{20}/);
    await fetch(`${proxy.url}/1.0/environment/control/rest/getenvs?session=${session}&lazy=true`);
    await fetch(`${proxy.url}/1.0/no/such/rest/${session}?session=${session}`, {
      headers: { authorization: `Bearer ${session}`, 'x-any': session, cookie: `a=${session}` },
    });
    await proxy.close();
    const text = readFileSync(file, 'utf8');
    for (const secret of [session, 'demo-or-not-demo', 's3cr3t', 'demo@example.com'])
      expect(text).not.toContain(secret);
    const report = JSON.stringify(proxy.observer.report());
    expect(report + JSON.stringify(proxy.told)).not.toContain(session);
    expect(entries().map(({ _operation }) => _operation)).toEqual([
      'authentication.signIn',
      'authentication.signIn',
      'control.getEnvs',
      null,
    ]);
    expect(entries()[2]).toMatchObject({
      request: { method: 'GET', url: expect.stringMatching(/getenvs\?session=%5Bredacted%5D&lazy=true$/) },
      response: { status: 200, content: { mimeType: 'application/json', text: expect.stringContaining('"result":0') } },
    });
  });

  it('masks what the schemas mark and what none describes, and leaves out large bodies', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'hostdouble-')), 'run.har');
    const password = 'the-password-of-a-screen';
    const vnc = {
      data: { vnc: { ip: '10.0.0.1', hostname: 'h', port: 1, password, enabled: true, odd: 'odd-odd-odd' } },
    };
    const target = await answering(JSON.stringify(vnc));
    const proxy = await between(virtfusion, target.url, { har: file });
    await fetch(`${proxy.url}/api/v1/servers/1/vnc`, { headers: auth });
    await proxy.close();
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('10.0.0.1');
    expect(text).not.toMatch(/the-password|odd-odd|test-token/);
  });

  it('as rows of the drift suite, for what an endpoint did', async () => {
    const contract = await loadContract(virtfusion);
    const target = await answering('{"data":[{"id":"one","name":null,"colour":"red"}]}');
    const proxy = await between(virtfusion, target.url);
    await fetch(`${proxy.url}/api/v1/packages?colour=red`, { headers: auth });
    await fetch(`${proxy.url}/api/v1/nowhere`, { headers: auth });
    await proxy.close();
    const { findings } = proxy.observer.report();
    const rows = findings.flatMap(finding => rowOf(contract, finding, '2026-11-28') ?? []);
    for (const row of rows) expect(driftRow.parse(row)).toEqual(row);
    expect(rows.map(({ edits }) => edits[0])).toEqual(
      expect.arrayContaining([
        { at: '$.data[*].id', retype: 'string' },
        { at: '$.data[*].name', set: null },
        { at: '$.data[*].colour', set: 'a' },
        { at: '$.data[*].memory', remove: true },
      ]),
    );
    const client = findings.filter(({ check }) => check === 'unknown-input' || check === 'unknown-operation');
    expect(client).toHaveLength(2);
    expect(rows).toHaveLength(findings.length - 2);
  });
});
