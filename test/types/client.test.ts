import { expect, it } from 'vitest';
import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import { control } from '../../contracts/control/index.js';
import { createClient } from '../../contracts/core/client.js';
import { defineContract } from '../../contracts/core/define-contract.js';
import { defineOperations } from '../../contracts/core/operation.js';
import type { OperationsOf } from '../../contracts/core/typed-calls.js';
import { empty, read } from '../../contracts/core/wire.js';
import { type Infrahub, infrahub } from '../../contracts/vendors/infrahub/index.js';
import { type Virtfusion, virtfusion } from '../../contracts/vendors/virtfusion/index.js';
import { type Virtuozzo, virtuozzo } from '../../contracts/vendors/virtuozzo/index.js';

/** The type check of this file is its test: each `@ts-expect-error` fails to compile once the line below it is allowed. */
const routes = {
  lamps: { list: 'GET /lamps', show: 'GET /lamps/{id}', put: 'PUT /lamps/{id}', dim: 'POST /lamps/{id}/dim' },
  candles: { list: 'GET /candles' },
} as const;
const docs = 'https://toy.example/docs';
const lamp = z.strictObject({ name: z.string(), watts: z.number() });
const lamps = defineOperations(routes.lamps, {
  list: {
    summary: 'x',
    docs,
    effect: 'read',
    query: z.object({ lit: read.flag().optional() }),
    responses: { 200: z.array(lamp) },
  },
  show: { summary: 'x', docs, effect: 'read', params: z.object({ id: read.integer() }), responses: { 200: lamp } },
  put: {
    summary: 'x',
    docs,
    effect: 'write',
    params: z.object({ id: read.integer() }),
    body: lamp,
    responses: { 200: lamp, 201: lamp },
  },
  dim: {
    summary: 'x',
    docs,
    effect: 'write',
    params: z.object({ id: read.integer() }),
    body: z.object({ to: z.int() }).optional(),
    responses: { 204: empty },
  },
});
const toy = defineContract({
  ...{ vendor: 'toy', title: 'Toy', version: '1', docs, dialect: controlDialect, routes },
  groups: { lamps: async () => lamps },
});

const where = { url: 'http://127.0.0.1:1' };
const clients = {
  toy: createClient(toy, where),
  infrahub: createClient(infrahub, where),
  virtfusion: createClient(virtfusion, where),
  virtuozzo: createClient(virtuozzo, where),
  control: createClient(control, where),
};

/** Compiled, and never called. */
const right = async () => {
  const { toy, infrahub, virtfusion, virtuozzo, control } = clients;
  const all = await toy.lamps.list();
  const lit = await toy.lamps.list({ query: { lit: 'true' } });
  const one = await toy.lamps.show({ params: { id: 7 } });
  const put = await toy.lamps.put({ params: { id: '7' }, body: { name: 'desk', watts: 1 } });
  const nothing: undefined = await toy.lamps.dim({ params: { id: 7 } });
  const made: 201 | 200 = put.status;
  const usage = await infrahub.billing.usage({ query: { deleted: 'false' } });
  const spent: number | null | undefined = usage.data[0]?.bill_per_minute;
  const { data } = await virtfusion.users.create({ body: { name: 'one', email: 'one@example.com' } });
  const account = await virtuozzo.account.getAccount();
  const world = await control.worlds.create({ body: { seed: 'empty' } });
  return [all[0]?.name, lit.length, one.watts, put.body.name, nothing, made, spent, data.id, account, world.name];
};

const wrong = async () => {
  const { toy, virtfusion, virtuozzo, control } = clients;
  // @ts-expect-error: there is no such group
  await toy.lanps.list();
  // @ts-expect-error: there is no such operation
  await toy.lamps.lst();
  // @ts-expect-error: the operation needs params
  await toy.lamps.show();
  // @ts-expect-error: a param of another name
  await toy.lamps.show({ params: { lamp: 7 } });
  // @ts-expect-error: a member of the query that it does not take
  await toy.lamps.list({ query: { lid: true } });
  // @ts-expect-error: the operation takes no body
  await toy.lamps.list({ body: {} });
  // @ts-expect-error: the operation needs a body
  await toy.lamps.put({ params: { id: 7 } });
  // @ts-expect-error: a member of the body has another type
  await toy.lamps.put({ params: { id: 7 }, body: { name: 'desk', watts: 'one' } });
  // @ts-expect-error: the answer has no such member
  (await toy.lamps.show({ params: { id: 7 } })).colour;
  // @ts-expect-error: several successes are told apart by their status
  (await toy.lamps.put({ params: { id: 7 }, body: { name: 'desk', watts: 1 } })).name;
  // @ts-expect-error: known to the vendor, and not described
  await toy.candles.list();
  // @ts-expect-error: a user has an address
  await virtfusion.users.create({ body: { name: 'one' } });
  // @ts-expect-error: an amount is a number
  await virtuozzo.account.fundAccount({ query: { uid: 1, amount: [] } });
  // @ts-expect-error: a clock stands still or runs
  await control.clock.change({ params: { world: 'default' }, body: { mode: 'stopped' } });
};

type Toy = OperationsOf<typeof toy>;
const reply: Toy['lamps.show']['reply'] = { name: 'desk', watts: 1 };
const query: Infrahub['billing.usage']['query'] = { deleted: 'true' };
const body: Virtfusion['users.create']['body'] | undefined = { name: 'one', email: 'one@example.com' };
const params: Virtfusion['users.show']['params'] = { extRelationId: '1' };
type RelationId = Virtfusion['users.show']['reply']['data']['extRelationId'];
const ids: readonly RelationId[] = [7, '18446744073709551615', null];
// @ts-expect-error: only digits are text there
const noId: RelationId = 'seven';
const relations: readonly Required<Virtfusion['users.create']['body'] & object>['extRelationId'][] = [7, '7', 7n, null];
const account: Pick<Virtuozzo['account.getAccount']['reply'], 'result'> = { result: 0 };
// @ts-expect-error: there is no such operation
type Unknown = Infrahub['billing.usages'];
// @ts-expect-error: no field of this name
type NoField = Infrahub['billing.usage']['reply']['instance'];
const noType: readonly (Unknown | NoField)[] = [];

it('a client is held to its contract by the compiler', () => {
  expect(Object.keys(clients.toy.lamps)).toEqual(Object.keys(lamps));
  expect(Object.keys(clients.infrahub)).toEqual(Object.keys(infrahub.groups));
  expect([reply.watts, query, body?.name, params, account, right, wrong, noType, noId]).toHaveLength(9);
  expect([ids.map(id => BigInt(id ?? 0)), relations]).toHaveLength(2);
});
