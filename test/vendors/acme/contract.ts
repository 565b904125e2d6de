import {
  defineContract,
  defineOperations,
  definePlaybook,
  defineResource,
  float,
  plainDialect,
  type Routes,
  read,
  utcDateTime,
} from 'hostdouble/contracts';
import { z } from 'zod';

/** All that Acme has: what is not described below is answered 501. */
const routes = {
  boxes: {
    list: 'GET /boxes',
    create: 'POST /boxes',
    show: 'GET /boxes/{boxId}',
    delete: 'DELETE /boxes/{boxId}',
    resize: 'POST /boxes/{boxId}/resize',
  },
  regions: {
    list: 'GET /regions',
  },
} as const satisfies Routes;

const docs = 'https://acme.example/docs';

export const sizes = ['small', 'large'] as const;

const box = z.strictObject({
  id: z.int(),
  name: z.string(),
  size: z.enum(sizes),
  status: z.enum(['BUILDING', 'RUNNING']),
  made_at: utcDateTime,
  /** Dollars since it was made. */
  spent: float,
});

const one = z.object({ boxId: read.integer() });
const example = { params: { boxId: '1' } };

const boxes = defineOperations(routes.boxes, {
  list: {
    summary: 'All boxes',
    docs,
    effect: 'read',
    responses: { 200: z.strictObject({ boxes: z.array(box) }) },
  },
  create: {
    summary: 'A new box, which is charged from now on',
    docs,
    effect: 'spend',
    body: z.object({ name: z.string().min(1), size: z.enum(sizes) }),
    responses: { 201: z.strictObject({ box }) },
    failures: ['exists'],
    example: { body: { name: 'web', size: 'small' } },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
  },
  show: {
    summary: 'One box',
    docs,
    effect: 'read',
    params: one,
    responses: { 200: z.strictObject({ box }) },
    failures: ['notFound'],
    example,
  },
  delete: {
    summary: 'No box any more',
    docs,
    effect: 'destroy',
    params: one,
    responses: { 200: z.strictObject({ deleted: z.literal(true) }) },
    failures: ['notFound', 'locked'],
    example,
  },
});

defineResource(boxes, {
  create: 'create',
  ids: { boxId: '$.box.id' },
  ready: { read: 'show', at: '$.box.status', is: ['RUNNING'] },
  destroy: 'delete',
  gone: { read: 'list', at: '$.boxes[*].id' },
});

export const contract = defineContract({
  vendor: 'acme',
  title: 'Acme Boxes API',
  firstCall: '/acme/v2/boxes',
  version: '2',
  docs,
  dialect: plainDialect({
    basePath: '/acme/v2',
    schemes: {
      token: { in: 'header', name: 'x-acme-token', pattern: /^acme-/, description: 'A token of the console' },
    },
    auth: { default: ['token'] },
    sentences: { noRoute: 'Acme has no such page' },
  }),
  routes,
  playbook: definePlaybook(routes, { sources: { boxId: { read: 'boxes.list', at: '$.boxes[*].id' } } }),
  groups: { boxes },
});
