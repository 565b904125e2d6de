import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineOperations, type PartOutput, type Reply } from '../../contracts/core/operation.js';
import { empty, read } from '../../contracts/core/wire.js';
import type { Handlers } from '../../mock-server/calls/handler.js';

/** The type check of this file is its test: each `@ts-expect-error` fails to compile once the line below it is allowed. */
const lamps = defineOperations(
  { show: 'GET /lamps/{id}', remove: 'DELETE /lamps/{id}' },
  {
    show: {
      summary: 'One lamp',
      docs: 'https://toy.example/docs',
      effect: 'read',
      params: z.object({ id: read.integer() }),
      responses: { 200: z.strictObject({ name: z.string(), watts: z.number() }) },
    },
    remove: {
      summary: 'No lamp',
      docs: 'https://toy.example/docs',
      effect: 'destroy',
      params: z.object({ id: read.integer() }),
      responses: { 204: empty },
    },
  },
);

type Cloud = { readonly lamps: ReadonlyMap<number, string> };

const right = {
  show: ({ params, cloud }) => ({ status: 200, body: { name: cloud.lamps.get(params.id) ?? '', watts: 1 } }),
  remove: () => ({ status: 204 }),
} satisfies Handlers<typeof lamps, Cloud>;

const wrong: readonly Handlers<typeof lamps, Cloud>[] = [
  // @ts-expect-error: 201 is not a status of this operation
  { show: () => ({ status: 201, body: { name: 'desk', watts: 1 } }) },
  // @ts-expect-error: a field is missing
  { show: () => ({ status: 200, body: { name: 'desk' } }) },
  // @ts-expect-error: a field has another type
  { show: () => ({ status: 200, body: { name: 'desk', watts: '1' } }) },
  // @ts-expect-error: 204 has no body
  { remove: () => ({ status: 204, body: { name: 'desk' } }) },
  // @ts-expect-error: there is no such operation
  { list: () => ({ status: 200 }) },
  // @ts-expect-error: the operation has no such param
  { show: ({ params }) => ({ status: 200, body: { name: params.name, watts: 1 } }) },
  // @ts-expect-error: the operation takes no query
  { show: ({ query }) => ({ status: 200, body: { name: query.name, watts: 1 } }) },
];

const id: PartOutput<typeof lamps.show, 'params'>['id'] = 7;
const reply: Reply<typeof lamps.show> = { status: 200, body: { name: 'desk', watts: 1 } };

it('handlers are held to their operations by the compiler', () => {
  expect(Object.keys(right)).toEqual(Object.keys(lamps));
  expect([wrong.length, id, reply.status]).toEqual([7, 7, 200]);
});
