import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract } from '../../contracts/core/define-contract.js';
import { defineOperations } from '../../contracts/core/operation.js';
import { plainDialect } from '../../contracts/core/plain-dialect.js';
import type { AnyHandlers } from '../../mock-server/calls/handler.js';
import { createDispatcher } from '../../mock-server/http/dispatch.js';

const docs = 'https://toy.example/docs';
const routes = {
  lamps: { list: 'GET /lamps', dim: 'POST /lamps/dim' },
  doors: { list: 'GET /doors' },
  later: { list: 'GET /later' },
} as const;

/** What was loaded, in order, and what answers a call of a contract that loads group by group. */
function lazily(more: AnyHandlers = {}) {
  const loaded: string[] = [];
  const lamps = async () => {
    loaded.push('lamps');
    const of = {
      summary: 'All',
      docs,
      effect: 'read',
      responses: { 200: z.strictObject({ lamps: z.int() }) },
    } as const;
    return defineOperations(routes.lamps, { list: of });
  };
  const doors = async () => {
    loaded.push('doors');
    throw new Error('the doors do not load');
  };
  const contract = defineContract({
    ...{ vendor: 'toy', title: 'Toy', version: '1', docs, routes },
    dialect: plainDialect({ basePath: '/toy', schemes: {}, auth: { default: [] } }),
    groups: { lamps, doors },
  });
  const handlers = async () => {
    loaded.push('handlers of lamps');
    return { handlers: { list: () => ({ status: 200, body: { lamps: 3 } }), ...more } };
  };
  const { dispatch } = createDispatcher(contract, { lamps: handlers });
  const credential = { scheme: 'none', value: '', holder: 0, state: 'valid', rights: 'all', expires: null } as const;
  const context = {
    ...{ cloud: {}, settle() {}, version: () => undefined },
    authenticate: () => ({ holder: 0, credential }),
    transact: <T>(act: () => T): T => act(),
  };
  const call = async (path: string, method = 'GET') => {
    const incoming = { method, path, search: '', headers: {}, body: Buffer.alloc(0), origin: '', base: '/toy' };
    const { answer, error } = await dispatch(incoming, context);
    return { status: answer.status, headers: answer.headers, error };
  };
  return { loaded, call };
}

it('a call loads its own group, once, and no other', async () => {
  const { loaded, call } = lazily();
  const answers = await Promise.all([call('/lamps'), call('/lamps'), call('/lamps')]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await call('/lamps')).status).toBe(200);
  expect(loaded).toEqual(['lamps', 'handlers of lamps']);
});

it('a path whose letters are written as escapes is the same path', async () => {
  const { call } = lazily();
  expect((await call('/l%61mps')).status).toBe(200);
  expect((await call('/l%6')).status).toBe(404);
});

it('a path that nobody knows, and a route of no group, load nothing', async () => {
  const { loaded, call } = lazily();
  expect((await call('/windows')).status).toBe(404);
  expect((await call('/lamps', 'DELETE')).status).toBe(405);
  expect(await call('/later')).toMatchObject({ status: 501, headers: { 'x-hostdouble-unserved': 'later.list' } });
  expect(loaded).toEqual([]);
});

it('a route that its group does not describe is answered when the group has been seen', async () => {
  const { loaded, call } = lazily();
  expect(await call('/lamps/dim', 'POST')).toMatchObject({
    status: 501,
    headers: { 'x-hostdouble-unserved': 'lamps.dim' },
  });
  expect(loaded).toEqual(['lamps', 'handlers of lamps']);
});

it('a group that does not load fails its own calls and no others', async () => {
  const { call } = lazily();
  expect(await call('/doors')).toMatchObject({ status: 500, error: { message: 'the doors do not load' } });
  expect((await call('/lamps')).status).toBe(200);
});

it('a handler of what is not described is an error, and never passed over', async () => {
  const { call } = lazily({ lst: () => ({ status: 200 }) });
  expect(await call('/lamps')).toMatchObject({
    status: 500,
    error: { message: 'toy: a handler for lamps.lst, which is not described' },
  });
});
