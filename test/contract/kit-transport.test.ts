import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import type { Scheme, WireReply } from '../../contracts/core/dialect.js';
import type { OperationGroups } from '../../contracts/core/operation.js';
import { requestOf } from '../../contracts/kit/transport/request.js';
import { createTransport } from '../../contracts/kit/transport/transport.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { loadInline } from './inline.js';
import { credentialsOf, pathOf, trial } from './kit.js';

const NOW = Date.UTC(2026, 0, 1);

/** Asks once, with these answers in turn; what came of it, and the waits between. */
async function asked(again: boolean, answers: readonly (WireReply | Error)[]) {
  const waits: number[] = [];
  let sent = 0;
  const transport = createTransport({
    ...{ timeout: 1000, rate: 0, retries: 3, now: () => NOW },
    sleep: async milliseconds => void waits.push(milliseconds),
    send: async () => {
      const answer = answers[Math.min(sent, answers.length - 1)];
      sent += 1;
      if (answer === undefined || answer instanceof Error) throw answer;
      return answer;
    },
  });
  const { reply, trouble } = await transport({ method: 'POST', url: 'http://127.0.0.1/', headers: {} }, again);
  return { sent, waits, status: reply?.status, trouble: trouble?.kind };
}

const busy = { status: 503 };
const limited = (after?: string): WireReply => ({
  status: 429,
  ...(after !== undefined && { headers: { 'retry-after': after } }),
});
const broken = Object.assign(new Error('gone'), { code: 'ECONNRESET' });

describe('an endpoint is asked again', () => {
  it.each([
    ['after trouble, ever later', [busy, broken, busy, { status: 200 }], [500, 1000, 2000], 200],
    ['when Retry-After says, in seconds', [limited('7'), { status: 200 }], [7000], 200],
    ['when Retry-After says, as a date', [limited('Thu, 01 Jan 2026 00:00:09 GMT'), { status: 200 }], [9000], 200],
    ['soon, when that is no time', [limited('soon'), { status: 200 }], [1000], 200],
    ['not when that is too late for a run', [limited('3600')], [], 429],
  ])('%s', async (_when, answers, waits, status) => {
    expect(await asked(true, answers)).toMatchObject({ waits, status, sent: waits.length + 1 });
  });

  it('with what must not be done twice only where it was not done at all', async () => {
    expect(await asked(false, [busy, { status: 200 }])).toEqual({ sent: 1, waits: [], status: 503, trouble: 'server' });
    expect(await asked(false, [broken])).toMatchObject({ sent: 1, trouble: 'unreachable' });
    expect(await asked(false, [limited(), { status: 200 }])).toMatchObject({ sent: 2, status: 200 });
  });
});

describe('a request', async () => {
  const session: Scheme = { in: 'query', name: 'session', description: 'Session.' };
  const operations: OperationGroups = {
    things: {
      show: {
        ...{ method: 'GET', path: '/things/{name}', summary: 'One', docs: 'https://example.com/docs' },
        ...{ effect: 'read', params: z.object({ name: z.string() }), responses: { 200: z.unknown() } },
        example: { params: { name: 'one' } },
      },
    },
  };
  const dialect = { ...controlDialect, schemes: { session }, auth: { default: ['session'] } };
  const contract = await loadInline(operations, { dialect });
  const [entry] = contract.entries;
  const input = { params: { name: 'a/b c?' }, query: { session: 'of the example', page: '1' } };

  it.each([
    ['valid', '?session=mine&page=1'],
    ['none', '?page=1'],
    ['wrong', '?page=1&session=hostdouble-wrong-credential'],
  ] as const)('has its params in the path as text, and of credentials only its %s one', (use, search) => {
    const request = entry && requestOf(contract, 'http://api.test', entry, input, { session: 'mine' }, use);
    expect(request?.url).toBe(`http://api.test/things/a%2Fb%20c%3F${search}`);
  });
});

describe('a session', () => {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
  });
  afterAll(() => mock.close());

  it('that a run makes is ended with it', async () => {
    const { login = '', password = '' } = credentialsOf(mock, 'virtuozzo');
    const options = { vendor: 'virtuozzo', credentials: { login, password }, only: ['account.getAccount'] };
    const { report, requests } = await trial(mock, options);
    expect(report.exitCode).toBe(0);
    expect([requests[0], requests.at(-1)].map(request => request && pathOf(request))).toEqual([
      '/1.0/users/authentication/rest/signin',
      '/1.0/users/authentication/rest/signout',
    ]);
  });
});
