import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verbsOf } from '../../contracts/core/dialect.js';
import { type Route, routesOf } from '../../contracts/core/route.js';
import { unservedOf } from '../../mock-server/control/coverage.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import type { Log } from '../../mock-server/log.js';
import { builtIn } from '../../mock-server/vendors/index.js';

interface Said {
  readonly message: string;
  readonly facts: object;
}
const said: Said[] = [];
const log: Log = { warn: (message, facts) => said.push({ message, facts }), error: () => {} };

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', log });
});
afterAll(() => mock.close());

const UNSERVED = 'x-hostdouble-unserved';

const call = async (method: string, path: string, server = mock) => {
  await server.control.journal.clear();
  const reply = await fetch(`${server.url}${path}`, { method, redirect: 'manual' });
  const text = await reply.text();
  const body: unknown =
    reply.headers.get('content-type') === 'application/json' && text !== '' ? JSON.parse(text) : text;
  return { status: reply.status, unserved: reply.headers.get(UNSERVED), body };
};

/** A path of a route, with a value for each of its params. */
const filled = ({ path }: Route): string => path.replaceAll(/\{[^}]+\}/g, '7');

const last = async () => (await mock.control.journal.list()).calls.at(-1);

describe.each(builtIn.map(({ vendor, load, basePaths }) => ({ vendor, load, base: basePaths[0] })))(
  '$vendor: each name that is known',
  ({ vendor, load, base }) => {
    it('is served, or answered 501 with its name, at each of its verbs and at HEAD', async () => {
      const loaded = await load();
      const { contract } = loaded;
      const unserved = new Set((await unservedOf(loaded)).map(({ id }) => id));
      const routes = routesOf(contract.routes);
      for (const route of routes) {
        const verbs = verbsOf(contract.dialect, route.method);
        for (const verb of verbs.includes('GET') ? [...verbs, 'HEAD'] : verbs) {
          const reply = await call(verb, `${base}${filled(route)}`);
          const { operation } = (await last()) ?? {};
          const what = `${verb} ${route.id}`;
          if (unserved.has(route.id)) {
            expect([what, operation, reply.status, reply.unserved]).toEqual([what, route.id, 501, route.id]);
            if (verb !== 'HEAD') expect(reply.body).toEqual({ hostdouble: `${route.id} is known, and not served yet` });
          } else {
            expect([what, operation, reply.unserved]).toEqual([what, route.id, null]);
            expect(reply.status, what).not.toBe(501);
          }
        }
      }
    });

    it('counts in its OpenAPI document, which has paths for what is described', async () => {
      const { contract } = await load();
      const document = await mock.control.openapi(vendor);
      const unserved = Object.keys(Object(document[UNSERVED]));
      const coverage = (await mock.control.coverage()).vendors[vendor];
      expect(unserved).toEqual(coverage?.unserved);
      expect((coverage?.served ?? 0) + unserved.length).toBe(routesOf(contract.routes).length);
      const operations = Object.values(Object(document.paths)).flatMap(path => Object.values(Object(path)));
      const ids = operations.map(operation => String(Object(operation).operationId));
      expect(ids.filter(id => unserved.includes(id))).toEqual([]);
    });
  },
);

describe('a known operation that is not served', () => {
  it('is told by the journal, and by the log once', async () => {
    const before = said.filter(({ facts }) =>
      JSON.stringify(facts).includes('"authentication.getSignInAttempts"'),
    ).length;
    await call('GET', '/1.0/users/authentication/rest/getsigninattempts');
    await call('GET', '/1.0/users/authentication/rest/getsigninattempts');
    expect(await last()).toMatchObject({
      operation: 'authentication.getSignInAttempts',
      status: 501,
      failure: null,
      why: 'unserved',
    });
    const told = said.filter(({ facts }) => JSON.stringify(facts).includes('"authentication.getSignInAttempts"'));
    expect(told).toHaveLength(Math.max(1, before));
    expect(told[0]).toEqual({
      message: 'known, and not served yet',
      facts: { vendor: 'virtuozzo', operation: 'authentication.getSignInAttempts' },
    });
  });
});

describe('a path that nobody knows', () => {
  it.each<[string, string, string | null]>([
    ['GET', '/v1/core/enviroments', 'environments.list (GET /v1/core/environments)'],
    ['GET', '/v1/core/virtual_machines/12', 'virtualMachines.show (GET /v1/core/virtual-machines/{vm_id})'],
    ['GET', '/v1/virtual-machines', 'virtualMachines.list (GET /v1/core/virtual-machines)'],
    ['POST', '/v1/core/volume', 'volumes.create (POST /v1/core/volumes)'],
    ['GET', '/api/v1/server/5', 'servers.show (GET /api/v1/servers/{serverId})'],
    ['GET', '/1.0/billing/account/rest/getacount', 'account.getAccount (GET /1.0/billing/account/rest/getaccount)'],
    ['GET', '/1.0/account/rest/GetAccount', 'account.getAccount (GET /1.0/billing/account/rest/getaccount)'],
    ['GET', '/v1/no/such/thing/at/all/anywhere', null],
    ['GET', `/v1/${'x'.repeat(600)}`, null],
  ])('%s %s is refused as the vendor does, and the nearest route is named', async (method, path, near) => {
    const { status, unserved } = await call(method, path);
    const entry = await last();
    expect([status, unserved]).toEqual([404, null]);
    expect(entry).toMatchObject({ operation: null, why: 'unknown-route' });
    expect(entry?.near?.toLowerCase() ?? null).toBe(near?.toLowerCase() ?? null);
  });

  it('is logged once', async () => {
    for (let times = 0; times < 3; times += 1) await call('GET', '/v1/core/keypair');
    const told = said.filter(({ facts }) => JSON.stringify(facts).includes('"/v1/core/keypair"'));
    expect(told).toEqual([
      {
        message: 'unknown-route',
        facts: {
          vendor: 'infrahub',
          method: 'GET',
          path: '/v1/core/keypair',
          didYouMean: 'keypairs.list (GET /v1/core/keypairs)',
        },
      },
    ]);
  });

  it('is told apart from a wrong verb', async () => {
    const { status } = await call('PATCH', '/v1/core/environments');
    expect([status, await last()]).toEqual([405, expect.objectContaining({ why: 'wrong-verb' })]);
    expect((await last())?.near).toMatch(/^environments\.\w+ \(\w+ \/v1\/core\/environments\)$/);
  });

  it('is one of at most a thousand that are logged', async () => {
    const messages: string[] = [];
    const other = await createMockServer({ seed: 'empty', log: { ...log, warn: message => messages.push(message) } });
    for (let number = 0; number < 1010; number += 1) await call('GET', `/v1/core/none-${number}`, other);
    await other.close();
    expect(messages).toHaveLength(1001);
    expect(messages.at(-1)).toBe('further unknown paths are not logged');
  });
});
