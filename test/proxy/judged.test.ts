import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadContract } from '../../contracts/core/define-contract.js';
import { NeverAnswered } from '../../contracts/kit/proxy/never-answered.js';
import { report as reportSchema } from '../../contracts/kit/report/report.js';
import { runContract } from '../../contracts/run-contract.js';
import { infrahub } from '../../contracts/vendors/infrahub/index.js';
import { virtfusion } from '../../contracts/vendors/virtfusion/index.js';
import { virtuozzo } from '../../contracts/vendors/virtuozzo/index.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { answering, between, exchanged } from './between.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

const auth = { authorization: 'Bearer virtfusion-test-token' };
const json = { ...auth, 'content-type': 'application/json' };
const idsOf = (findings: readonly { id: string }[]): string[] => findings.map(({ id }) => id);

describe('what passes is held to the contract', () => {
  it.each([
    ['virtfusion', virtfusion],
    ['infrahub', infrahub],
    ['virtuozzo', virtuozzo],
  ] as const)('and a check through it finds what it finds without: %s', async (vendor, contract) => {
    const proxy = await between(contract, mock.url);
    const found = Object.entries(mock.credentials).find(([name]) => name === vendor)?.[1] ?? {};
    const credentials = Object.fromEntries(Object.entries(found).map(([name, value]) => [name, String(value)]));
    const report = await runContract({ vendor, target: proxy.url, credentials, rate: 0, refusals: false });
    await proxy.close();
    expect(report.verdict).toBe('held');
    const seen = reportSchema.parse(proxy.observer.report());
    expect([seen.findings, seen.verdict, proxy.errors]).toEqual([[], 'held', []]);
    expect(seen.counts.operations.compared).toBe(report.counts.operations.compared);
    expect(seen.counts.fields).toEqual(report.counts.fields);
  });

  it('drift is told once when it comes, and confirmed when it comes again', async () => {
    const target = await answering('{"data":[{"id":"one"}]}');
    const proxy = await between(virtfusion, target.url);
    for (let call = 0; call < 2; call += 1) await fetch(`${proxy.url}/api/v1/packages`, { headers: auth });
    await proxy.close();
    const report = proxy.observer.report();
    expect(report.exitCode).toBe(2);
    expect(proxy.told).toHaveLength(1);
    expect(idsOf(proxy.told[0]?.findings ?? [])).toContain('virtfusion/packages.list/200/$.data[*].id/type');
    expect(report.findings[0]).toMatchObject({ times: 2, confirmed: true });
    expect(report.sentence).toMatch(/^The contract no longer holds/);
  });

  it.each([
    ['gzip', gzipSync('{"data":1}'), /\$\.data\/type/],
    ['br', Buffer.from('no brotli'), /^not compared: packages\.list \(no sound br\)$/],
    ['zstd', Buffer.from('{}'), /^not compared: packages\.list \(in an unknown coding\)$/],
    ['gzip', gzipSync(`{"data":"${'a'.repeat(2e6)}"}`), /\(too large: more than 1 MiB\)$/],
    ['identity', Buffer.from(`{"data":"${'a'.repeat(2e6)}"}`), /\(too large: more than 1 MiB\)$/],
    [
      'identity',
      Buffer.from(`{"data":${'['.repeat(5000)}${']'.repeat(5000)}}`),
      /\(too large: its JSON is nested too deep\)$/,
    ],
  ])('a body in %s is read for looking only, if it can be: %#', async (coding, bytes, said) => {
    const target = await answering(bytes, `Content-Encoding: ${coding}\r\n`);
    const proxy = await between(virtfusion, target.url);
    const reply = await fetch(`${proxy.url}/api/v1/packages`, { headers: { ...auth, 'accept-encoding': coding } });
    await reply.arrayBuffer().catch(() => undefined);
    await proxy.close();
    const [told] = proxy.told;
    expect(told?.notCompared ?? told?.findings[0]?.id).toMatch(said);
    const report = proxy.observer.report();
    if (told?.notCompared === undefined) return;
    expect([report.exitCode, report.sentence]).toEqual([
      3,
      expect.stringContaining('1 exchange could not be compared.'),
    ]);
  });

  it('an operation that is gone is drift, and a thing that is gone is not', async () => {
    const gone = await answering('{"message":"no Route matched with those values"}', '', 404);
    const proxy = await between(infrahub, gone.url);
    await fetch(`${proxy.url}/v1/core/environments`);
    await fetch(`${proxy.url}/v1/core/environments/7`);
    await proxy.close();
    const found = proxy.observer.report().findings.filter(({ check }) => check === 'operation-gone');
    expect(idsOf(found)).toEqual(['infrahub/environments.list/404/$/operation-gone']);
  });

  it('an operation that an account may lack is not gone, nor does a refused credential answer for one that is', async () => {
    const unknown = await answering('{"message":"The route could not be found."}', '', 404);
    const proxy = await between(virtfusion, unknown.url);
    await fetch(`${proxy.url}/api/v1/selfService/currencies`, { headers: auth });
    await proxy.close();
    expect(proxy.observer.report().findings).toEqual([]);

    const silent = new NeverAnswered(virtfusion);
    const entry = (await loadContract(virtfusion, ['packages'])).byId.get('packages.list');
    if (entry === undefined) throw new Error('no such operation');
    for (const status of [401, 404]) silent.hear(entry, { status, headers: {}, body: { message: 'no' } });
    expect(silent.findings().map(({ finding }) => finding.check)).toEqual(['operation-gone']);
    silent.hear(entry, { status: 200, headers: {}, body: { data: [] } });
    expect(silent.findings()).toEqual([]);
  });

  it('a finding shows the request as a command without its credential, and the part of the answer', async () => {
    const target = await answering('{"data":[{"id":"one"}]}');
    const proxy = await between(virtfusion, target.url);
    await fetch(`${proxy.url}/api/v1/packages`, { headers: auth });
    await proxy.close();
    const [first] = proxy.observer.report().findings;
    expect(first?.request).toMatch(/^curl .*\/packages.*"\$VIRTFUSION_TOKEN"/);
    expect(first?.request).not.toContain('virtfusion-test-token');
    expect(first?.excerpt).toContain('data');
  });

  it('nothing compared is exit 3', async () => {
    const proxy = await between(virtfusion, mock.url);
    expect((await fetch(`${proxy.url}/__admin/health`)).status).toBe(200);
    await proxy.close();
    expect(proxy.observer.report()).toMatchObject({ exitCode: 3, counts: { requests: 0 } });
  });
});

describe('what a client sends is held too', () => {
  const sent = async (calls: readonly (readonly [string, RequestInit])[]) => {
    const proxy = await between(virtfusion, mock.url);
    for (const [path, init] of calls) await fetch(`${proxy.url}${path}`, { headers: json, ...init });
    await proxy.close();
    return proxy.observer.report();
  };

  it('a field that no schema knows', async () => {
    const report = await sent([
      ['/api/v1/packages?colour=red', {}],
      [
        '/api/v1/users',
        { method: 'POST', body: '{"name":"A","email":"a@example.com","extRelationId":91,"emial":"x"}' },
      ],
    ]);
    const found = report.findings.filter(({ check }) => check === 'unknown-input');
    expect(found.map(({ path, severity, expected }) => [path, severity, expected])).toEqual([
      ['query:colour', 'warning', 'no such field'],
      ['$.emial', 'warning', 'no such field; did you mean email?'],
    ]);
    expect([report.exitCode, report.sentence]).toEqual([
      2,
      'The endpoint keeps the contract; this client does not: 2 findings.',
    ]);
  });

  it('a body that nothing reads', async () => {
    const target = await answering('{"data":[]}');
    const proxy = await between(virtfusion, target.url);
    await fetch(`${proxy.url}/api/v1/packages`, { method: 'POST', body: '{}' });
    const { hostname, port } = new URL(proxy.url);
    await exchanged(
      `http://${hostname}:${port}`,
      'GET /api/v1/packages HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\nConnection: close\r\n\r\n{"a":1}',
    );
    await proxy.close();
    const { findings } = proxy.observer.report();
    expect(findings.filter(({ check }) => check === 'ignored-input')).toMatchObject([
      { id: 'virtfusion/packages.list/200/$/ignored-input', severity: 'notice', found: 'object' },
    ]);
  });

  it('input that the schemas do not take: a warning where it was taken, a notice where it was refused', async () => {
    const refused = await sent([['/api/v1/users', { method: 'POST', body: '{"name":7}' }]]);
    expect(refused.findings.map(({ check, path, severity }) => [check, path, severity])).toContainEqual([
      'wrong-input',
      '$.email',
      'notice',
    ]);
    const target = await answering('{"data":[]}');
    const proxy = await between(virtfusion, target.url);
    await fetch(`${proxy.url}/api/v1/servers?type=huge`, { headers: auth });
    await fetch(`${proxy.url}/api/v1/users`, { method: 'POST', headers: json, body: '{"name"' });
    await proxy.close();
    expect(proxy.observer.report().findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'query:type', check: 'wrong-input', severity: 'warning' }),
        expect.objectContaining({ operation: 'users.create', path: '$', check: 'wrong-input' }),
      ]),
    );
  });

  it('operations that the contract lacks, each in its own way', async () => {
    const report = await sent([
      ['/api/v1/serverz', {}],
      ['/api/v1/packages', { method: 'DELETE' }],
      ['/core/environments', {}],
    ]);
    expect(report.findings.map(({ id, expected }) => [id, expected])).toEqual(
      expect.arrayContaining([
        [
          'virtfusion/GET /api/v1/serverz/404/$/unknown-operation',
          expect.stringContaining('servers.list (GET /api/v1/servers)'),
        ],
        [expect.stringContaining('virtfusion/DELETE /api/v1/packages/405/$/wrong-verb'), 'GET at this path'],
        ['virtfusion/GET /core/environments/404/$/unknown-operation', 'an operation of the contract'],
      ]),
    );
    const known = await between(virtuozzo, mock.url);
    await fetch(`${known.url}/1.0/users/authentication/rest/getauthkey`);
    await known.close();
    const [found] = known.observer.report().findings;
    expect(found).toMatchObject({ check: 'undescribed-operation', severity: 'notice', path: '$' });
  });

  it('paths that nobody knows are shown without what may be a secret, and so many of them at most', async () => {
    const target = await answering('{}', '', 404);
    const proxy = await between(virtfusion, target.url);
    const secret = 'a1b2c3d4e5f6a7b8c9d0';
    for (let call = 0; call < 210; call += 1) {
      const word = `w${String.fromCharCode(97 + (call % 26))}${String.fromCharCode(97 + Math.floor(call / 26))}`;
      await (await fetch(`${proxy.url}/api/v1/${word}/${secret}?token=${secret}`)).text();
    }
    await proxy.close();
    const report = proxy.observer.report();
    expect(report.findings).toHaveLength(200);
    expect(JSON.stringify(report)).not.toContain(secret);
  });
});
