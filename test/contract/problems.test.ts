import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import { defineContract, loadContract, loadGroup } from '../../contracts/core/define-contract.js';
import { defineOperations } from '../../contracts/core/operation.js';
import { plainDialect } from '../../contracts/core/plain-dialect.js';
import { defineResource } from '../../contracts/core/resource.js';
import { utcTime } from '../../contracts/core/time.js';
import { type Change, docs, id, load, right } from './spoiled.js';

it('a contract with nothing wrong in it loads', async () => {
  await expect(load(['contract firstCall', '/__admin/things/1?x=1'])).resolves.toBeDefined();
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
    ['"My Toy" is no name of a vendor: it matches', ['contract vendor', 'My Toy']],
    ...[
      'GTE /x',
      'GET x',
      'GET /x/{id',
      'GET /x/{}',
      'GET /x/id}',
      'get /x',
      'GET  /x',
      '/x',
      'GET /x//y',
      'GET /x?y',
    ].map((route): [string, Change] => [
      `things.other: "${route}" is no route such as`,
      ['contract routes things other', route],
    ]),
    ['things.other: "GET /x/{id}/{id}" has {id} twice', ['contract routes things other', 'GET /x/{id}/{id}']],
    ['dialect: says "basePth", which nothing reads', ['contract dialect basePth', '/v1']],
    ['dialect: says "sentences", which nothing reads', ['contract dialect sentences', {}]],
    ['scheme key: says "patern", which nothing reads', ['contract dialect schemes key patern', /x/]],
    ['common: there is no failure "notfound"', ['contract dialect common', ['notfound']]],
    [
      'failures: says "notfound", which nothing reads',
      ['contract dialect failures', { ...controlDialect.failures, notfound: {} }],
    ],
    [
      'failure stock: evidence "asumed" is none of documented, observed, client, disputed, assumed',
      [
        'contract dialect failures',
        { ...controlDialect.failures, stock: { ...controlDialect.failures.stock, evidence: 'asumed' } },
      ],
    ],
    ...['/things', '/__admin/thing', '/__admin/things/1/known', '/__admin/nowhere', '/__admin/session'].map(
      (path): [string, Change] => [
        `firstCall: nothing that is described answers GET ${path}`,
        ['contract firstCall', path],
      ],
    ),
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
    [
      'keeps of things.create: there is no operation "things.shwo"',
      ['things create keeps', [{ read: 'things.shwo', at: '$.thing.id', of: 'name' }]],
    ],
    [
      'keeps of things.create: there is no operation "things.toString"',
      ['things create keeps', [{ read: 'things.toString', at: '$.thing.id', of: 'name' }]],
    ],
    [
      'keeps of things.create: "things.remove" is to be read, and changes something',
      ['things create keeps', [{ read: 'things.remove', at: '$.thing.id', of: 'name' }]],
    ],
    [
      'keeps of things.create: things.show answers nothing at $.thing.size',
      ['things create keeps', [{ read: 'things.show', at: '$.thing.size', of: 'name' }]],
    ],
    [
      'keeps of things.create: it answers nothing at $.thing.size',
      ['things create keeps', [{ read: 'things.show', at: '$.thing.id', of: '$.thing.size' }]],
    ],
    [
      'keeps of things.create: it does not take "naem"',
      ['things create keeps', [{ read: 'things.show', at: '$.thing.id', of: 'naem' }]],
    ],
    ['sent.word: create does not take "naem"', ['resource sent', { word: 'naem' }]],
    [
      'things.show: is also called with {nam}, which nothing gives',
      ['things show alsoCalledWith', [{ params: { id: '{nam}' } }]],
    ],
    [
      'things.create: is also called with more, and changes something',
      ['things create alsoCalledWith', [{ body: { name: 'x' } }]],
    ],
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

it('a plain dialect is not made with a sentence of no failure', () => {
  const sentences = { notfound: 'There is none' };
  expect(() =>
    plainDialect({ basePath: '/toy', schemes: {}, auth: { default: [] }, ...Object({ sentences }) }),
  ).toThrow('the dialect at /toy is wrong: sentences: says "notfound", which nothing reads');
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
    ['things.list: effect "wrte" is none of read, write, spend, destroy', ['things list effect', 'wrte']],
    ['things.list: effect "undefined" is none of read', ['things list effect']],
    ['things.list: evidence "asumed" is none of documented, observed', ['things list evidence', 'asumed']],
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
    ['things.show: its example has ".." as its id', ['things show example params', { id: '..' }]],
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

  it('is found also where its group is put together anew', async () => {
    const { contract, things, resource } = right();
    defineResource(things, resource);
    const groups = { ...contract.groups, things: async () => ({ ...things }) };
    expect((await loadContract(defineContract({ ...contract, groups }))).resources).toHaveLength(1);
  });

  it('whose absence a list shows loads, and so does one whose id is sent in another member', async () => {
    await expect(load(['resource gone', listed])).resolves.toBeDefined();
    const force = { query: { force: '{thing_id}' } };
    await expect(load(['resource destroyWith', force])).resolves.toBeDefined();
  });
});
