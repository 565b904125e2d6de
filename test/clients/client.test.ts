import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import { CallError, createClient } from '../../contracts/core/client.js';
import { defineContract } from '../../contracts/core/define-contract.js';
import type { WireReply } from '../../contracts/core/dialect.js';
import { defineOperations } from '../../contracts/core/operation.js';
import type { WireRequest } from '../../contracts/core/request.js';
import { empty, read, secret } from '../../contracts/core/wire.js';

const routes = {
  lamps: { list: 'GET /lamps', show: 'GET /lamps/{id}', put: 'PUT /lamps/{id}', drop: 'DELETE /lamps/{id}' },
  shades: { list: 'GET /shades' },
} as const;
const docs = 'https://toy.example/docs';
const lamp = z.strictObject({ name: z.string() });
const one = { params: z.object({ id: read.integer() }), example: { params: { id: '1' } } } as const;
const lamps = defineOperations(routes.lamps, {
  list: {
    ...{ summary: 'x', docs, effect: 'read' },
    query: z.object({ lit: read.flag().optional(), tags: read.list(z.string()).optional() }),
    responses: { 200: z.array(lamp) },
  },
  show: { ...one, summary: 'x', docs, effect: 'read', responses: { 200: lamp } },
  put: {
    ...one,
    ...{ summary: 'x', docs, effect: 'write' },
    body: z.object({ name: z.string(), pin: secret(z.string()).optional() }),
    responses: { 200: lamp, 201: lamp },
    example: { ...one.example, body: { name: 'desk' } },
  },
  drop: { ...one, summary: 'x', docs, effect: 'destroy', responses: { 204: empty } },
});

const toy = defineContract({
  ...{ vendor: 'toy', title: 'Toy', version: '1', docs, dialect: controlDialect, routes },
  groups: { lamps: async () => lamps, shades: async () => expect.fail('nobody called a shade') },
});

const json = (status: number, body: unknown): WireReply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body,
  text: JSON.stringify(body),
});

/** A client whose requests are kept, and all answered with the same. */
function answered(reply: WireReply, token = 'open-sesame') {
  const sent: WireRequest[] = [];
  const send = async (request: WireRequest): Promise<WireReply> => {
    sent.push(request);
    return reply;
  };
  return { sent, client: createClient(toy, { url: 'http://toy.test', credentials: { token }, send }) };
}

const errorOf = (call: Promise<unknown>): Promise<CallError> =>
  call.then(
    () => expect.fail('the call succeeded'),
    (error: unknown) => (error instanceof CallError ? error : expect.fail(`no refusal: ${error}`)),
  );

it('writes a call as the dialect does', async () => {
  const { sent, client } = answered(json(200, []));
  await client.lamps.list({ query: { lit: true, tags: ['a', 'b'] } });
  expect(sent).toEqual([
    {
      method: 'GET',
      url: 'http://toy.test/__admin/lamps?lit=true&tags=a&tags=b',
      headers: { accept: 'application/json, */*;q=0.5', authorization: 'Bearer open-sesame' },
    },
  ]);
});

it('loads a group once, and when it is called', async () => {
  const loads: string[] = [];
  const counted = defineContract({
    ...toy,
    groups: {
      ...toy.groups,
      lamps: async () => {
        loads.push('lamps');
        return lamps;
      },
    },
  });
  const client = createClient(counted, { url: 'http://toy.test', send: async () => json(200, []) });
  expect(loads).toEqual([]);
  await client.lamps.list();
  await client.lamps.list();
  expect(loads).toEqual(['lamps']);
});

it('answers the status too where there are several, and nothing where there is no body', async () => {
  const put = { params: { id: 'a/b' }, body: { name: 'desk' } };
  const { sent, client } = answered(json(201, { name: 'desk' }));
  expect(await client.lamps.put(put)).toEqual({ status: 201, body: { name: 'desk' } });
  expect([sent[0]?.url, sent[0]?.body]).toEqual(['http://toy.test/__admin/lamps/a%2Fb', '{"name":"desk"}']);
  expect(await answered({ status: 204 }).client.lamps.drop({ params: { id: 1 } })).toBeUndefined();
});

it.each<[string, WireReply, string, number]>([
  ['a refusal', json(409, { error: { kind: 'exists', message: 'is there' } }), 'exists', 409],
  ['a status that is not described', json(202, { name: 'desk' }), 'undocumented', 202],
  [
    'a redirection',
    { status: 302, headers: { location: 'https://login.example/?token=open-sesame' } },
    'undocumented',
    302,
  ],
  ['a page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>open-sesame' }, 'undocumented', 200],
  ['nothing', { status: 200 }, 'undocumented', 200],
  [
    'what a double does not serve',
    { ...json(501, { hostdouble: 'not yet' }), headers: { 'x-hostdouble-unserved': 'lamps.show' } },
    'unserved',
    501,
  ],
])('rejects for %s', async (_what, reply, kind, status) => {
  const error = await errorOf(answered(reply).client.lamps.show({ params: { id: 1 } }));
  expect([error.kind, error.status, error.operation]).toEqual([kind, status, 'lamps.show']);
  expect(error.message).toMatch(`toy lamps.show: ${kind} (${status})`);
  expect(JSON.stringify([error.message, error.body, error.stack])).not.toContain('open-sesame');
});

it('repeats neither the credential nor a secret of the input in an error', async () => {
  const echo = json(422, { error: { kind: 'invalid', message: 'open-sesame and 4711-secret' }, true: true });
  const put = answered(echo).client.lamps.put({ params: { id: 1 }, body: { name: 'desk', pin: '4711-secret' } });
  const { body, message } = await errorOf(put);
  expect(body).toMatchObject({ error: { message: '[redacted] and [redacted]' } });
  expect(message).not.toMatch(/sesame|4711/);
});

it('says why nothing came back, and no address', async () => {
  const port = await new Promise<number>(resolve => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
  const of = (url: string) => errorOf(createClient(toy, { url, credentials: { token: 'open-sesame' } }).lamps.list());
  const error = await of(`http://127.0.0.1:${port}`);
  expect([error.kind, error.status]).toEqual(['unanswered', undefined]);
  expect(error.message).toBe('toy lamps.list: unanswered: ECONNREFUSED');
  expect((await of('http://127.0.0.1:1')).message).toBe('toy lamps.list: unanswered: bad port');
});

it('waits no longer than it is told, and takes no credential along a redirection', async () => {
  const seen: string[] = [];
  const server = createServer((request, reply) => {
    seen.push(request.url ?? '');
    if (request.url?.endsWith('/1')) reply.writeHead(307, { location: '/elsewhere' }).end();
  });
  await new Promise<void>(resolve => server.listen(0, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const show = (id: number, timeout?: number) =>
    createClient(toy, {
      ...{ url: `http://127.0.0.1:${port}`, credentials: { token: 'open-sesame' } },
      ...(timeout !== undefined && { timeout }),
    }).lamps.show({ params: { id } });
  expect((await errorOf(show(1))).status).toBe(307);
  expect((await errorOf(show(2, 200))).message).toContain('TimeoutError');
  expect(seen).toEqual(['/__admin/lamps/1', '/__admin/lamps/2']);
});

it.each<[string, Parameters<typeof createClient>[1], string]>([
  ['an address that is none', { url: 'toy' }, 'the address of a client must be one'],
  ['a password in the address', { url: 'http://me:sesame@toy.test' }, 'holds no name and no password'],
  ['a credential of no scheme', { url: 'http://toy.test', credentials: { tokn: 'x' } }, 'did you mean token?'],
  ['a credential of two lines', { url: 'http://toy.test', credentials: { token: 'a\nb' } }, 'the credential "token"'],
])('is not made with %s', (_what, options, said) => {
  expect(() => createClient(toy, options)).toThrow(said);
});

it('asks for what the path needs before it calls', async () => {
  await expect(answered(json(200, {})).client.lamps.show(Object({}))).rejects.toThrow(
    'lamps.show needs the param "id"',
  );
});

it.each(['.', '..'])('does not call a path that "%s" would lead elsewhere', async id => {
  const { sent, client } = answered({ status: 204 });
  await expect(client.lamps.drop({ params: Object({ id }) })).rejects.toThrow(
    `/lamps/{id} cannot be called with "${id}" as its id`,
  );
  await client.lamps.drop({ params: Object({ id: '...' }) });
  expect(sent.map(({ url }) => url)).toEqual(['http://toy.test/__admin/lamps/...']);
});

it('refuses what is no part of an input, and sends nothing', async () => {
  const { sent, client } = answered(json(200, []));
  await expect(client.lamps.list(Object({ qury: { lit: true } }))).rejects.toThrow(
    'lamps.list takes no "qury"; did you mean query?; its input has params, query, body',
  );
  expect(sent).toEqual([]);
});
