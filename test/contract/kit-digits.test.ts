import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { overFetch } from '../../contracts/core/over-fetch.js';
import { virtfusion } from '../../contracts/vendors/virtfusion/index.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { between } from '../proxy/between.js';
import { trial } from './kit.js';

/** To a double both are one. */
const [GREATEST, NEIGHBOUR] = ['18446744073709551615', '18446744073709551614'];
const ROUNDED = '18446744073709552000';

let mock: MockServer;
const headers = () => ({
  authorization: `Bearer ${mock.credentials.virtfusion?.token}`,
  'content-type': 'application/json',
});
const call = async (base: string, path: string, body?: string): Promise<string> => {
  const reply = await fetch(`${base}/api/v1${path}`, { headers: headers(), ...(body && { method: 'POST', body }) });
  return reply.text();
};

beforeEach(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: '2025-01-31T12:00:00Z' });
  for (const id of [GREATEST, NEIGHBOUR]) {
    const { data } = JSON.parse(
      await call(mock.url, '/users', `{"name":"Ann","email":"a${id}@b.co","extRelationId":${id}}`),
    );
    await call(mock.url, '/servers', `{"packageId":1,"userId":${data.id},"hypervisorId":1}`);
  }
});
afterEach(() => mock.close());

const asked = (requests: readonly { readonly url: string }[]): string[] =>
  requests
    .map(({ url }) => /ExtRelation(?:Id)?\/([^?]*)|users\/(\d+)\/by/.exec(url))
    .flatMap(found => found?.[1] ?? found?.[2] ?? []);

describe('a run against an endpoint with ids of 64 bits', () => {
  it('sends them on with all their digits, and finds no drift', async () => {
    const { report, requests } = await trial(mock, {
      ...{ vendor: 'virtfusion', only: ['servers.*', 'users.show', 'usage.*'], refusals: false },
    });
    expect(report.findings.filter(({ severity }) => severity !== 'notice')).toEqual([]);
    expect(report.operations.find(({ id }) => id === 'users.show')).toMatchObject({ outcome: 'held' });
    const ids = asked(requests);
    expect(ids).toContain(GREATEST);
    expect(ids).not.toContain(ROUNDED);
  });

  it('takes away what it made by the id that the answer had', async () => {
    const sent: string[] = [];
    const { report, requests } = await trial(mock, {
      ...{ vendor: 'virtfusion', only: ['users.*'], allow: ['write', 'spend', 'destroy'] },
      // A shop whose own ids are long: what the run sends is made longer on its way.
      send: (request, timeout) => {
        const body = request.body?.replace(/"extRelationId":"?(\d+)"?/, (_text, id: string) => {
          sent.push(`${2n ** 63n + BigInt(id)}`);
          return `"extRelationId":${sent.at(-1)}`;
        });
        return overFetch({ ...request, ...(body !== undefined && { body }) }, timeout);
      },
    });
    expect([report.left, report.verdict]).toEqual([[], 'held']);
    const removed = requests.filter(({ method }) => method === 'DELETE');
    expect(sent.some(id => removed.some(({ url }) => url.includes(`/users/${id}/`)))).toBe(true);
  });

  it('finds that an id came as text', async () => {
    const { report } = await trial(mock, {
      ...{ vendor: 'virtfusion', only: ['users.show'], refusals: false },
      between: reply => {
        const text = reply.text?.replaceAll(/"extRelationId":(\d+)/g, '"extRelationId":"$1"');
        return text === undefined ? reply : { ...reply, text, body: JSON.parse(text) };
      },
    });
    expect(report.findings.map(({ check, path, found }) => [check, path, found])).toContainEqual([
      'type',
      '$.data.extRelationId',
      'string',
    ]);
  });
});

describe('a proxy before such an endpoint', () => {
  it('passes the digits on, finds nothing, and writes them down', async () => {
    const har = join(tmpdir(), `digits-${process.pid}.har`);
    const proxy = await between(virtfusion, mock.url, { har });
    for (const id of ['18446744073709551613', `"18446744073709551612"`])
      await call(proxy.url, '/users', `{"name":"Bob","email":"b${id.length}@b.co","extRelationId":${id}}`);
    expect(await call(proxy.url, `/users/${GREATEST}/byExtRelation`)).toContain(`"extRelationId":${GREATEST}`);
    expect(await call(proxy.url, '/users/18446744073709551613/byExtRelation')).toContain('18446744073709551613,');
    await proxy.close();
    const report = proxy.observer.report();
    expect([report.findings, proxy.errors]).toEqual([[], []]);
    expect(() => JSON.stringify(report)).not.toThrow();
    const bodies = JSON.parse(await readFile(har, 'utf8')).log.entries.map(
      (entry: { request: { postData?: { text: string } }; response: { content: { text: string } } }) => [
        entry.request.postData?.text,
        entry.response.content.text,
      ],
    );
    expect(bodies[0][0]).toContain('"extRelationId":18446744073709551613}');
    expect(bodies[0][1]).toContain('"extRelationId":18446744073709551613,');
    expect(bodies[1][0]).toContain('"extRelationId":"18446744073709551612"}');
    expect(bodies[2][1]).toContain(`"extRelationId":${GREATEST},`);
  });

  it('hides such an id in what it shows of a request, as it hides any', async () => {
    const proxy = await between(virtfusion, mock.url);
    await call(proxy.url, '/users', '{"name":"Bob","email":"b@b.co","emial":1,"extRelationId":18446744073709551613}');
    await proxy.close();
    const report = JSON.stringify(proxy.observer.report());
    expect(report).toContain('unknown-input');
    expect(report).toContain('VIRTFUSION_EXT_RELATION_ID');
    expect(report).not.toMatch(/18446744073709551613|18446744073709552000/);
  });

  it('tells that a client sent an id that is too great', async () => {
    const proxy = await between(virtfusion, mock.url);
    await call(proxy.url, '/users', '{"name":"Bob","email":"b@b.co","extRelationId":18446744073709551616}');
    await proxy.close();
    const found = proxy.observer.report().findings.map(({ check, path, severity }) => [check, path, severity]);
    expect(found).toEqual([['wrong-input', '$.extRelationId', 'notice']]);
  });
});
