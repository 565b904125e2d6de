import { expect, it } from 'vitest';
import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import type { Loaded } from '../../contracts/core/contract.js';
import { defineContract, loadContract } from '../../contracts/core/define-contract.js';
import { defineOperations, type PartOutput, type Reply } from '../../contracts/core/operation.js';
import { definePlaybook } from '../../contracts/core/playbook.js';
import { defineResource } from '../../contracts/core/resource.js';
import type { OperationId } from '../../contracts/core/route.js';
import { read } from '../../contracts/core/wire.js';

/** The type check of this file is its test: each `@ts-expect-error` fails to compile once the line below it is allowed. */
const docs = 'https://toy.example/docs';
const routes = {
  lamps: { list: 'GET /lamps', create: 'POST /lamps', show: 'GET /lamps/{id}', remove: 'DELETE /lamps/{id}' },
  rooms: { list: 'GET /rooms' },
} as const;

const lamp = z.strictObject({ id: z.int(), name: z.string() });
const all = { summary: 'All', docs, effect: 'read', responses: { 200: z.array(lamp) } } as const;
const one = { summary: 'One', docs, params: z.object({ id: read.integer() }), failures: ['notFound'] } as const;

const lamps = defineOperations(routes.lamps, {
  list: all,
  create: { summary: 'New', docs, effect: 'write', responses: { 201: lamp } },
  show: { ...one, effect: 'read', responses: { 200: lamp }, example: { params: { id: '1' } } },
  remove: { ...one, effect: 'destroy', responses: { 204: z.undefined() }, example: { params: { id: '1' } } },
});
const rooms = defineOperations(routes.rooms, { list: { ...all, responses: { 200: z.array(z.string()) } } });

const contract = defineContract({
  ...{ vendor: 'toy', title: 'Toy', version: '1', docs, dialect: controlDialect, routes },
  groups: { lamps: async () => lamps, rooms: async () => rooms },
});

const refused: readonly (() => unknown)[] = [
  () =>
    defineOperations(routes.lamps, {
      list: all,
      // @ts-expect-error: there is no such route
      lits: all,
    }),
  () =>
    defineOperations(routes.lamps, {
      // @ts-expect-error: the path has a param, and the description none
      show: { summary: 'One', docs, effect: 'read', responses: { 200: lamp } },
    }),
  () =>
    defineOperations(routes.lamps, {
      // @ts-expect-error: the param has another name in the path
      show: { ...one, effect: 'read', params: z.object({ lampId: read.integer() }), responses: { 200: lamp } },
    }),
  () =>
    defineOperations(routes.lamps, {
      // @ts-expect-error: the path has no param
      list: { ...all, params: z.object({ id: read.integer() }) },
    }),
  () =>
    defineOperations(routes.lamps, {
      // @ts-expect-error: there is no such effect
      list: { ...all, effect: 'reads' },
    }),
  () =>
    defineOperations(routes.lamps, {
      // @ts-expect-error: there is no such kind of failure
      list: { ...all, failures: ['notfound'] },
    }),
  () =>
    defineOperations(routes.lamps, {
      // @ts-expect-error: a source names an operation, which has a group
      list: { ...all, sources: { id: { read: 'list', at: '$' } } },
    }),
  // @ts-expect-error: a route begins with a verb
  () => defineOperations({ list: '/lamps' }, { list: all }),
  // @ts-expect-error: a resource names no such operation
  () => defineResource(lamps, { create: 'make', ids: { id: '$.id' }, destroy: 'remove', gone: { read: 'show' } }),
  // @ts-expect-error: a resource names no such operation
  () => defineResource(lamps, { create: 'create', ids: { id: '$.id' }, destroy: 'delete', gone: { read: 'show' } }),
  // @ts-expect-error: a resource names no such read
  () => defineResource(lamps, { create: 'create', ids: { id: '$.id' }, destroy: 'remove', gone: { read: 'shwo' } }),
  // @ts-expect-error: a place begins with $
  () => defineResource(lamps, { create: 'create', ids: { id: 'id' }, destroy: 'remove', gone: { read: 'show' } }),
  () =>
    defineResource(lamps, {
      ...({ create: 'create', ids: { id: '$.id' }, destroy: 'remove', gone: { read: 'show' } } as const),
      // @ts-expect-error: it has no such call
      after: ['install'],
    }),
  // @ts-expect-error: a source names no such operation
  () => definePlaybook(routes, { sources: { id: { read: 'lamps.lits', at: '$[*].id' } } }),
  // @ts-expect-error: what is last names no such operation
  () => definePlaybook(routes, { last: ['lamps.off'] }),
  () =>
    // @ts-expect-error: there is no such operation to sign in by
    definePlaybook(routes, { signIn: { operation: 'in.go', sends: {}, session: '$.s', scheme: 'token' } }),
  () =>
    defineContract({
      ...{ vendor: 'toy', title: 'Toy', version: '1', docs, dialect: controlDialect, routes },
      // @ts-expect-error: a group has no routes
      groups: { lamp: async () => lamps },
    }),
  // @ts-expect-error: there is no such group to load
  async () => loadContract(contract, ['lamp']),
  // @ts-expect-error: this group is not loaded
  async () => (await loadContract(contract, ['rooms'])).operations.lamps,
];

const id: OperationId<typeof contract> = 'lamps.show';
// @ts-expect-error: there is no such operation
const wrong: OperationId<typeof contract> = 'lamps.shwo';

/** Types go through the lazy import: a reply and a param are those of the description. */
type Lamps = Loaded<typeof contract, 'lamps'>;
const reply: Reply<Lamps['show']> = { status: 200, body: { id: 1, name: 'desk' } };
const params: PartOutput<Lamps['show'], 'params'> = { id: 7 };
// @ts-expect-error: a field has another type
const wrongReply: Reply<Lamps['show']> = { status: 200, body: { id: '1', name: 'desk' } };
// @ts-expect-error: it has no such operation
type None = Lamps['off'];

it('contracts are held to their routes by the compiler', async () => {
  const { operations } = await loadContract(contract);
  expect(Object.keys(operations)).toEqual(['lamps', 'rooms']);
  const body: z.output<(typeof operations.lamps.show.responses)[200]> = { id: 1, name: 'desk' };
  const none: None | undefined = undefined;
  expect([refused.length, id, wrong, reply.status, params.id, wrongReply.status, body.id, none]).toBeDefined();
});
