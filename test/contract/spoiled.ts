import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import type { Contract } from '../../contracts/core/contract.js';
import { defineContract, loadContract } from '../../contracts/core/define-contract.js';
import type { Operations } from '../../contracts/core/operation.js';
import { defineResource, type Resource } from '../../contracts/core/resource.js';
import { utcTime } from '../../contracts/core/time.js';

export const docs = 'https://toy.example/docs';
export const id = z.object({ id: z.string() });
const thing = z.strictObject({ thing: z.strictObject({ id: z.int(), state: z.enum(['NEW', 'READY']) }) });

/** A contract with nothing wrong in it, made anew each time: what a test changes is its own. */
export function right() {
  const things: Operations = {
    list: {
      ...{ method: 'GET', path: '/things', summary: 'All', docs, effect: 'read' },
      query: z.object({ since: z.string().optional() }),
      responses: { 200: z.strictObject({ things: z.array(z.strictObject({ id: z.int() })) }) },
    },
    create: {
      ...{ method: 'POST', path: '/things', summary: 'New', docs, effect: 'write', responses: { 201: thing } },
      body: z.object({ name: z.string(), boxId: z.int().optional() }),
      example: { body: { name: 'web' } },
      checkedWith: { body: { name: 'hostdouble-{tag}' } },
    },
    show: {
      ...{ method: 'GET', path: '/things/{id}', summary: 'One', docs, effect: 'read', responses: { 200: thing } },
      ...{ params: id, example: { params: { id: '1' } }, failures: ['notFound'] },
    },
    remove: {
      ...{ method: 'DELETE', path: '/things/{id}', summary: 'None', docs, effect: 'destroy' },
      query: z.object({ force: z.string().optional() }),
      ...{ params: id, example: { params: { id: '1' } }, responses: { 204: z.undefined() } },
    },
  };
  const boxes: Operations = {
    list: {
      ...{ method: 'GET', path: '/boxes', summary: 'All', docs, effect: 'read' },
      responses: { 200: z.strictObject({ boxes: z.array(z.strictObject({ id: z.int() })) }) },
    },
    show: {
      ...{ method: 'GET', path: '/boxes/{boxId}', summary: 'One', docs, effect: 'read' },
      ...{ params: z.object({ boxId: z.string() }), example: { params: { boxId: '1' } } },
      responses: { 200: z.unknown() },
      sources: { boxId: { read: 'boxes.list', at: '$.boxes[*].id' } },
    },
    signIn: {
      ...{ method: 'POST', path: '/session', summary: 'In', docs, effect: 'write', auth: 'none' },
      ...{ body: z.object({ login: z.string() }), example: { body: { login: 'me' } } },
      responses: { 200: z.strictObject({ token: z.string() }) },
    },
    signOut: {
      ...{
        method: 'DELETE',
        path: '/session',
        summary: 'Out',
        docs,
        effect: 'write',
        responses: { 204: z.undefined() },
      },
    },
  };
  const resource: Resource = {
    ...{ create: 'create', ids: { thing_id: '$.thing.id' }, destroy: 'remove', gone: { read: 'show' } },
    ready: { read: 'show', at: '$.thing.state', is: ['READY'] },
  };
  const contract: Contract = {
    ...{ vendor: 'toy', title: 'Toy', version: '1', docs },
    dialect: {
      ...controlDialect,
      schemes: { key: { in: 'header', name: 'x-key', description: 'Key.' } },
      auth: { default: ['key'] },
      common: ['unauthenticated'],
    },
    routes: {
      things: {
        ...{ list: 'GET /things', create: 'POST /things', show: 'GET /things/{id}', remove: 'DELETE /things/{id}' },
        known: 'GET /things/{id}/known',
      },
      boxes: {
        ...{ list: 'GET /boxes', show: 'GET /boxes/{boxId}', known: 'GET /boxes/{boxId}/known' },
        ...{ signIn: 'POST /session', signOut: 'DELETE /session' },
      },
      nowhere: { list: 'GET /nowhere' },
    },
    groups: { things, boxes },
    playbook: {
      sources: { id: { read: 'things.list', at: '$.things[*].id' } },
      times: { since: { form: utcTime, ago: 1 } },
      signIn: {
        ...{ operation: 'boxes.signIn', sends: { login: 'login' }, session: '$.token', scheme: 'key' },
        signOut: 'boxes.signOut',
      },
      last: ['boxes.signOut'],
    },
  };
  return { contract, things, boxes, resource };
}

/** A place, and what stands there instead. */
export type Change = readonly [place: string, value?: unknown];

/** Loads what is right but for some places, `things show example`; without a value the place is taken out. */
export async function load(...changes: readonly Change[]): Promise<unknown> {
  const made = right();
  for (const [place, ...value] of changes) {
    const keys = place.split(' ');
    const last = keys.pop() ?? '';
    const holder = keys.reduce<object>((object, key) => Object(Reflect.get(object, key)), made);
    if (value.length === 0) Reflect.deleteProperty(holder, last);
    else Reflect.set(holder, last, value[0]);
  }
  defineResource(made.things, made.resource);
  return loadContract(defineContract(made.contract));
}
