import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import type { Contract } from '../../contracts/core/contract.js';
import { defineContract, loadContract, loadGroup } from '../../contracts/core/define-contract.js';
import { defineOperations, type Operations } from '../../contracts/core/operation.js';
import { defineResource, type Resource } from '../../contracts/core/resource.js';
import { utcTime } from '../../contracts/core/time.js';

const docs = 'https://toy.example/docs';
const id = z.object({ id: z.string() });
const thing = z.strictObject({ thing: z.strictObject({ id: z.int(), state: z.enum(['NEW', 'READY']) }) });

/** A contract with nothing wrong in it, made anew each time: what a test changes is its own. */
function right() {
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

type Change = readonly [place: string, value?: unknown];

/** Loads what is right but for some places, `things show example`; without a value the place is taken out. */
async function load(...changes: readonly Change[]): Promise<unknown> {
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

it('a contract with nothing wrong in it loads', async () => {
  await expect(load()).resolves.toMatchObject({ resources: [{ create: { id: 'things.create' } }] });
});

const source = (read: string, at = '$') => ({ read, at });

describe('a contract does not load, and says why:', () => {
  it.each<[string, ...Change[]]>([
    ['says "playbok", which nothing reads', ['contract playbok', {}]],
    ['auth "default" names the unknown scheme "kye"', ['contract dialect auth', { default: ['kye'] }]],
    ['auth "default" names the unknown scheme "toString"', ['contract dialect auth', { default: ['toString'] }]],
    ['group "thing" has no routes', ['contract groups thing', {}]],
    [
      'things.show and things.other both match GET /things/{name}',
      ['contract routes things other', 'GET /things/{name}'],
    ],
    ['playbook: says "tiems", which nothing reads', ['contract playbook tiems', {}]],
    ['source of id: there is no operation "thing.list"', ['contract playbook sources id', source('thing.list')]],
    ['source of id: there is no operation "things.lits"', ['contract playbook sources id', source('things.lits')]],
    [
      'source of id: there is no operation "things.list.all"',
      ['contract playbook sources id', source('things.list.all')],
    ],
    [
      'source of id: there is no operation "things.toString"',
      ['contract playbook sources id', source('things.toString')],
    ],
    ['source of id: there is no operation "nowhere.list"', ['contract playbook sources id', source('nowhere.list')]],
    ['source of id: "things.known" is not described', ['contract playbook sources id', source('things.known')]],
    [
      'source of id: things.list answers nothing at $.thing',
      ['contract playbook sources id', source('things.list', '$.thing')],
    ],
    ['source of idd: no operation takes it', ['contract playbook sources idd', source('things.list')]],
    ['times: no operation takes "sicne"', ['contract playbook times sicne', { form: utcTime, ago: 1 }]],
    ['last: there is no operation "boxes.signout"', ['contract playbook last', ['boxes.signout']]],
    ['last: "boxes.known" is not described', ['contract playbook last', ['boxes.known']]],
    ['signIn: there is no operation "boxes.signin"', ['contract playbook signIn operation', 'boxes.signin']],
    ['signIn: there is no operation "boxes.signout"', ['contract playbook signIn signOut', 'boxes.signout']],
    ['signIn: "boxes.known" is not described', ['contract playbook signIn operation', 'boxes.known']],
    ['signIn: "boxes.known" is not described', ['contract playbook signIn signOut', 'boxes.known']],
    ['signIn: there is no scheme "kye"', ['contract playbook signIn scheme', 'kye']],
    ['signIn: sends "lgoin", which boxes.signIn does not take', ['contract playbook signIn sends', { lgoin: 'login' }]],
    ['signIn: boxes.signIn answers nothing at $.tokne', ['contract playbook signIn session', '$.tokne']],
  ])('%s', async (sentence, ...changes) => {
    await expect((async () => load(...changes))()).rejects.toThrow(sentence);
  });
});

describe('an operation does not load, and says why:', () => {
  it.each<[string, ...Change[]]>([
    ['things.show: has no route', ['contract routes things show']],
    ['things.toString: has no route', ['things toString', right().things.list]],
    [
      'things.show: is GET /things/{id}, and its route is GET /thing/{id}',
      ['contract routes things show', 'GET /thing/{id}'],
    ],
    ['things.show: says "exmaple", which nothing reads', ['things show exmaple', {}]],
    ['things.show: {id} has no param', ['things show params'], ['things show example']],
    [
      'things.show: param "name" is not in /things/{id}',
      ['things show params', id.extend({ name: z.string().optional() })],
    ],
    ['things.list: auth "kye" is not one of the dialect\'s', ['things list auth', 'kye']],
    ['things.list: failure "notfound" is not one the dialect words', ['things list failures', ['notfound']]],
    ['boxes.list: has no response', ['boxes list responses', {}]],
    ['things.create: its example is not taken: body: ', ['things create example', { body: { name: 1 } }]],
    ['things.create: its example is not taken: body: ', ['things create example']],
    ['things.show: its example says "parms", which nothing reads', ['things show example parms', {}]],
    ['things.show: its example has a body, which it does not take', ['things show example body', {}]],
    ['things.create: is checked with bdy, which is no part of an input', ['things create checkedWith bdy', {}]],
    [
      'things.create: is checked with body.nmae, which it does not take',
      ['things create checkedWith body', { nmae: '{tag}' }],
    ],
    [
      'things.create: is checked with {tga}, which nothing gives',
      ['things create checkedWith body', { name: '{tga}' }],
    ],
    [
      'things.show: has a source of "name", which it does not take',
      ['things show sources', { name: source('things.list') }],
    ],
    ['boxes.show: source of boxId: there is no operation "box.list"', ['boxes show sources boxId', source('box.list')]],
    ['source of boxes.show:boxId: "boxes.known" is not described', ['boxes show sources boxId', source('boxes.known')]],
    [
      'source of boxes.show:boxId: boxes.list answers nothing at $.box',
      ['boxes show sources boxId', source('boxes.list', '$.box')],
    ],
  ])('%s', async (sentence, ...changes) => {
    await expect(load(...changes)).rejects.toThrow(sentence);
  });

  it('"shwo" describes no route; there are show', () => {
    const description = { summary: 'One', docs, effect: 'read', responses: { 200: z.unknown() } } as const;
    // @ts-expect-error: there is no such route
    expect(() => defineOperations({ show: 'GET /things' }, { shwo: description })).toThrow(
      '"shwo" describes no route; there are show',
    );
  });

  it('contract toy describes no group "nowhere"', async () => {
    await expect(loadGroup(right().contract, 'nowhere')).rejects.toThrow('contract toy describes no group "nowhere"');
  });
});

describe('a resource does not load, and says why:', () => {
  const listed = { read: 'list', at: '$.things[*].id' };
  it.each<[string, ...Change[]]>([
    ['says "destroyWth", which nothing reads', ['resource destroyWth', {}]],
    ['create: there is no operation "craete"', ['resource create', 'craete']],
    ['destroy: there is no operation "delete"', ['resource destroy', 'delete']],
    ['destroy: there is no operation "toString"', ['resource destroy', 'toString']],
    ['gone.read: there is no operation "shwo"', ['resource gone', { read: 'shwo' }]],
    ['ready.read: there is no operation "shwo"', ['resource ready read', 'shwo']],
    ['after: there is no operation "install"', ['resource after', ['install']]],
    ['"remove" is to be read, and changes something', ['resource gone', { read: 'remove' }]],
    ['"remove" is to be read, and changes something', ['resource ready read', 'remove']],
    ['create: "list" makes nothing', ['resource create', 'list']],
    ['destroy: "show" takes nothing away', ['resource destroy', 'show']],
    ['has no ids by which it could be taken away', ['resource ids', {}]],
    ['ids.thing_id: create answers nothing at $.thing.uuid', ['resource ids thing_id', '$.thing.uuid']],
    ['destroyWith: sends qurey, which is no part of an input', ['resource destroyWith', { qurey: { force: '1' } }]],
    ['destroyWith: sends query.froce, which it does not take', ['resource destroyWith', { query: { froce: '1' } }]],
    ['destroyWith: sends {tag}, which nothing gives', ['resource destroyWith', { query: { force: '{tag}' } }]],
    [
      'destroy: "remove" takes none of the ids (box_id), so that it would be about another thing',
      ['resource ids', { box_id: '$.thing.id' }],
    ],
    ['gone: "list" takes none of the ids (thing_id)', ['resource gone', { read: 'list' }]],
    ['gone: show never answers notFound', ['things show failures']],
    ['gone: list answers nothing at $.thing[*].id', ['resource gone', { ...listed, at: '$.thing[*].id' }]],
    ['gone: $.things is no place in a list, which has [*]', ['resource gone', { ...listed, at: '$.things' }]],
    ['ready: "list" takes none of the ids (thing_id)', ['resource ready read', 'list']],
    ['ready: show answers nothing at $.thing.status', ['resource ready at', '$.thing.status']],
    ['ready: "REDAY" is nothing that can stand at $.thing.state', ['resource ready is', ['REDAY']]],
  ])('%s', async (sentence, ...changes) => {
    await expect(load(...changes)).rejects.toThrow(`resource of things: ${sentence}`);
  });

  it('whose absence a list shows loads, and so does one whose id is sent in another member', async () => {
    await expect(load(['resource gone', listed])).resolves.toBeDefined();
    const force = { query: { force: '{thing_id}' } };
    await expect(load(['resource destroyWith', force])).resolves.toBeDefined();
  });
});
