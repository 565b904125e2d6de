import { createServer, type RequestListener } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WireReply } from '../../contracts/core/dialect.js';
import { overFetch } from '../../contracts/core/over-fetch.js';
import { naiveTime } from '../../contracts/core/time.js';
import { formats } from '../../contracts/kit/report/formats/index.js';
import { runContract } from '../../contracts/run-contract.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { credentialsOf, pathOf, trial } from './kit.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that answers in its own way, for as long as a test lasts. */
async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const runAt = (target: string, timeout = 5000) =>
  runContract({ vendor: 'infrahub', target, credentials: { apiKey: 'key' }, rate: 0, retries: 0, timeout });

describe('an endpoint in trouble', () => {
  it('that sends without end is left before it fills the memory', async () => {
    const chunk = Buffer.alloc(2 ** 20, 'x');
    const target = await answering((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const report = await runAt(target, 30_000);
    expect([report.exitCode, report.sentence]).toEqual([3, `${target}/v1 sends answers of more than 8 MiB.`]);
  });

  it('that redirects is named with where it leads, and nothing that may be secret there', async () => {
    const target = await answering((_request, response) => {
      response.writeHead(301, { location: 'https://example.com/login?key=hidden' }).end();
    });
    const report = await runAt(target);
    expect(report.exitCode).toBe(3);
    expect(report.sentence).toContain('it redirects to https://example.com (301) to GET /');
    expect(report.sentence).not.toContain('hidden');
  });

  it('that begins to hang is asked three times and no more', async () => {
    let calls = 0;
    const { report } = await trial(mock, {
      send: async (request, timeout) => {
        calls += 1;
        if (calls > 3) throw new DOMException('too late', 'TimeoutError');
        return overFetch(request, timeout);
      },
    });
    expect([report.exitCode, report.sentence]).toEqual([3, expect.stringContaining('did not answer within 30000 ms')]);
    expect(calls).toBeLessThanOrEqual(3 + 2 * 3);
  });

  it.each<[string, WireReply]>([
    ['redirections to a login', { status: 302, headers: { location: '/login' } }],
    ['pages', { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>Back soon</html>' }],
  ])('that answers with nothing but %s is not drift', async (_what, page) => {
    let calls = 0;
    const { report } = await trial(mock, {
      refusals: false,
      between: reply => {
        calls += 1;
        return calls < 10 ? reply : page;
      },
    });
    expect(report).toMatchObject({ verdict: 'environment', exitCode: 3 });
    expect(report.sentence).toMatch(/no longer answers as .* does: it answers/);
    expect(calls).toBeLessThan(20);
  });

  it('that speaks no TLS has no bad certificate', async () => {
    const report = await runAt((await answering((_request, response) => response.end())).replace('http:', 'https:'));
    expect([report.exitCode, report.sentence]).toEqual([3, expect.stringContaining('does not speak TLS as asked')]);
  });

  it('cannot be sent a credential that no header carries', async () => {
    const { report, requests } = await trial(mock, { credentials: { apiKey: 'schlüssel €' } });
    expect([report.exitCode, requests.length]).toEqual([3, 0]);
    expect(report.sentence).toBe('The credential (apiKey) has a character in it that no header can carry.');
  });
});

it.each([
  [403, { status: false, message: 'no', error_reason: 'forbidden' }, 'permission'],
  [404, { status: false, message: 'no', error_reason: 'not_found' }, 'absent'],
])('a refusal of all calls to an operation is no drift of its other refusals: %i', async (status, body, reason) => {
  const { report } = await trial(mock, {
    only: ['regions.list', 'stocks.list'],
    between: (reply, request) =>
      pathOf(request).endsWith('/core/stocks')
        ? { status, headers: { 'content-type': 'application/json' }, body }
        : reply,
  });
  expect(report).toMatchObject({ exitCode: 0, findings: [] });
  expect(report.operations.find(({ id }) => id === 'stocks.list')).toMatchObject({ outcome: 'not-compared', reason });
});

describe('a run', () => {
  it('asks for the last thirty days, whenever it is made', async () => {
    const now = Date.UTC(2031, 4, 31, 12);
    const { requests } = await trial(mock, { only: ['history.organization'], refusals: false, now: () => now });
    const asked = new URL(requests.find(({ url }) => url.includes('start_date'))?.url ?? '').searchParams;
    expect([asked.get('start_date'), asked.get('end_date')]).toEqual(['2031-05-01T12:00:00', '2031-05-31T12:00:00']);
    expect(naiveTime.parse(asked.get('end_date') ?? '')).toBe(now);
  });

  it.each([
    ['virtfusion', 0.65],
    ['infrahub', 0.89], // a field whose name is disputed counts twice, and an answer has one of them
    ['virtuozzo', 0.5], // many members are there only in some states
  ])('only reads %s, and still sees most of the fields that it knows', async (vendor, least) => {
    const { report } = await trial(mock, { vendor, refusals: false });
    const { compared, known } = report.counts.fields;
    expect(compared / known).toBeGreaterThan(least);
  });

  it('calls an entry of a baseline unused only where it compared', async () => {
    const entry = (id: string) => ({ id, reason: 'known', expires: '2099-01-01' });
    const { report } = await trial(mock, {
      only: ['regions.list'],
      baseline: {
        allow: [
          entry('infrahub/regions.list/200/$.regions/null'),
          entry('infrahub/stocks.list/200/$.stocks/null'),
          entry('infrahub/(unauthenticated)/401/$.message/failure-shape'),
          entry('virtfusion/servers.list/200/$.data/null'),
        ],
      },
    });
    expect(report.baseline.unused.map(({ id }) => id)).toEqual(['infrahub/regions.list/200/$.regions/null']);
  });

  it('counts its progress in operations that it calls', async () => {
    const shares: string[] = [];
    const { report } = await trial(mock, {
      refusals: false,
      onProgress: ({ done, total }) => shares.push(`${done}/${total}`),
    });
    // A good call may be told that there is nothing to show; it was made all the same.
    const called = report.operations.filter(({ reason }) => reason === null || reason === 'absent').length;
    expect(shares.at(-1)).toBe(`${called}/${called}`);
  });

  it('behind a proxy that writes JSON anew is one notice about its numbers, not one for each', async () => {
    const anew = (reply: WireReply): WireReply =>
      reply.text === undefined ? reply : { ...reply, text: JSON.stringify(reply.body) };
    const { report } = await trial(mock, { refusals: false, between: anew });
    expect(report.findings).toMatchObject([{ id: 'infrahub/(numbers)/200/$/number-form', severity: 'notice' }]);
    expect(report.exitCode).toBe(0);
  });

  it('tells of one number that lost its point where others have theirs', async () => {
    const { report } = await trial(mock, {
      only: ['flavors.list'],
      refusals: false,
      between: reply => ({ ...reply, text: (reply.text ?? '').replace(/("ram":\s*\d+)\.0/, '$1') }),
    });
    expect(report.findings).toMatchObject([
      { path: expect.stringMatching(/\.ram$/), severity: 'warning', check: 'number-form' },
    ]);
  });
});

describe('secrets', () => {
  it('that are keys of a map, or a header, are told by their pattern', async () => {
    const secret = 'Planted-Hunter2-xyz';
    const key = 'sk_live_51H8x0aB7c2d3E4f5G6h7';
    const { report } = await trial(mock, {
      only: ['regions.list', 'stocks.list'],
      failOn: 'notice',
      between: (reply, request) => {
        if (pathOf(request).endsWith('/core/stocks'))
          return { ...reply, headers: { 'content-type': `text;${secret}` } };
        const { text: _text, ...head } = reply;
        return { ...head, body: { ...Object(reply.body), [secret]: 1, [key]: { [key]: secret }, added: true } };
      },
    });
    for (const write of Object.values(formats)) {
      const text = write(report);
      expect(text).not.toContain(secret);
      expect(text).not.toContain(key);
    }
    expect(report.findings.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['$.added', '$["Aaaaaaa-Aaaaaa0-aaa"]']),
    );
  });

  it('that are in the address of a redirection are taken out', async () => {
    const { report } = await trial(mock, {
      credentials: { apiKey: 'planted-key' },
      between: () => ({ status: 302, headers: { location: 'https://planted-key.example.com/login' } }),
    });
    expect(report.sentence).toContain('it redirects to https://[redacted].example.com (302)');
  });

  it('that are words of the report or of the contract do not change either', async () => {
    const words = { login: 'held', password: 'data', token: 'virtfusion-test-token' };
    const { report } = await trial(mock, { vendor: 'virtfusion', only: ['packages'], credentials: words });
    expect(report).toMatchObject({ verdict: 'held', exitCode: 0 });
    const changed = await trial(mock, {
      vendor: 'infrahub',
      only: ['regions'],
      credentials: { ...credentialsOf(mock, 'infrahub'), password: 'regions' },
      refusals: false,
      between: ({ text: _text, ...reply }) => ({ ...reply, body: { ...Object(reply.body), regions: 1 } }),
    });
    expect(changed.report.findings.map(({ id }) => id)).toContain('infrahub/regions.list/200/$.regions/type');
  });
});
