import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import type { Contract } from '../../contracts/core/contract.js';
import { defineContract } from '../../contracts/core/define-contract.js';
import { defineOperations } from '../../contracts/core/operation.js';
import { contracts } from '../../contracts/index.js';
import { formats } from '../../contracts/kit/report/formats/index.js';
import type { RunOptions } from '../../contracts/kit/run/options.js';
import { run } from '../../contracts/kit/run/run.js';
import { loadScope } from '../../contracts/kit/run/scope.js';
import { planOf } from '../../contracts/run-contract.js';
import { reply } from './toy.js';

const docs = 'https://toy.example/docs';
const ids = z.array(z.object({ id: z.int() }));
const about = { docs, effect: 'read' } as const;
const routes = {
  users: { list: 'GET /users', create: 'POST /users' },
  boxes: { show: 'GET /boxes/{boxId}', size: 'GET /boxes/{boxId}/size' },
  stores: { list: 'GET /stores', show: 'GET /stores/{storeId}' },
  rooms: { show: 'GET /rooms/{roomId}' },
  plans: { list: 'GET /plans' },
  later: { list: 'GET /later' },
} as const;

/** A contract that notes which of its groups were loaded. */
function lazyContract(): { contract: Contract; loaded: string[] } {
  const loaded: string[] = [];
  const noted =
    <T>(name: string, group: T) =>
    async (): Promise<T> => {
      loaded.push(name);
      return group;
    };
  const users = defineOperations(routes.users, {
    list: { ...about, summary: 'Users', responses: { 200: z.object({ users: ids }) } },
    create: { ...about, summary: 'New', effect: 'write', responses: { 201: z.unknown() } },
  });
  const boxes = defineOperations(routes.boxes, {
    show: {
      ...{ ...about, summary: 'A box', params: z.object({ boxId: z.string() }), responses: { 200: z.unknown() } },
      ...{ example: { params: { boxId: '1' } }, sources: { boxId: { read: 'stores.show', at: '$.boxes[*].id' } } },
    },
  });
  const stores = defineOperations(routes.stores, {
    list: { ...about, summary: 'Stores', responses: { 200: z.object({ stores: ids }) } },
    show: {
      ...{ ...about, summary: 'A store', params: z.object({ storeId: z.string() }) },
      ...{ example: { params: { storeId: '1' } }, responses: { 200: z.object({ boxes: ids }) } },
    },
  });
  const rooms = defineOperations(routes.rooms, {
    show: {
      ...{ ...about, summary: 'A room', params: z.object({ roomId: z.string() }), responses: { 200: z.unknown() } },
      example: { params: { roomId: '1' } },
    },
  });
  const plans = defineOperations(routes.plans, {
    list: { ...about, summary: 'Plans', responses: { 200: z.object({ plans: ids }) } },
  });
  const contract = defineContract({
    ...{ vendor: 'lazy', title: 'Lazy', version: '1', docs, dialect: controlDialect, routes },
    groups: {
      users: noted('users', users),
      boxes: noted('boxes', boxes),
      stores: noted('stores', stores),
      rooms: noted('rooms', rooms),
      plans: noted('plans', plans),
    },
  });
  return { contract, loaded };
}

/** The groups that a choice loads, in the order of the routes. */
async function groupsFor(options: Omit<RunOptions, 'contract' | 'target' | 'credentials'>): Promise<string> {
  const { contract, loaded } = lazyContract();
  await loadScope({ contract, ...options });
  return Object.keys(contract.groups)
    .filter(group => loaded.includes(group))
    .join(' ');
}

const ALL = 'users boxes stores rooms plans';

describe('a run loads', () => {
  it.each<[string, Omit<RunOptions, 'contract' | 'target' | 'credentials'>, string]>([
    ['all when nothing is chosen', {}, ALL],
    ['only what is chosen', { only: ['users'] }, 'users'],
    ['nothing that is left out', { only: ['users', 'plans'], skip: ['plans'] }, 'users'],
    [
      'the groups of the reads that give its values, and of those that give theirs',
      { only: ['boxes'] },
      'boxes stores',
    ],
    ['all when nothing that is chosen gives a value', { only: ['rooms.show'] }, ALL],
    ['all when it may do more than read', { only: ['users'], allow: ['write'] }, ALL],
    ['no more when it is told that it may read', { only: ['users'], allow: ['read'] }, 'users'],
  ])('%s', async (_what, options, groups) => {
    expect(await groupsFor(options)).toBe(groups);
  });

  it.each([
    [{ only: ['user.list'] }, 'no operation is named "user.list"; did you mean users.list?'],
    [{ only: ['later'] }, '"later" is known and not described yet, so that there is nothing to compare'],
    [{ only: ['boxes.size'] }, '"boxes.size" is known and not described yet, so that there is nothing to compare'],
    [{ only: ['users'], skip: ['plans.lsit'] }, 'no operation is named "plans.lsit"; did you mean plans.list?'],
  ])('nothing for a pattern that names nothing: %j', async (options, said) => {
    await expect(groupsFor(options)).rejects.toThrow(said);
  });

  const answering = (broken: string) => ({
    ...{ target: 'http://lazy.test', credentials: { token: 'mine' }, only: ['users.list'], refusals: false, rate: 0 },
    send: async ({ url }: { readonly url: string }) =>
      url.endsWith(broken) ? reply(404, 'nothing') : reply(200, { users: [], stores: [], plans: [] }),
  });

  it('no other group to find out whether there is an endpoint, unless the first calls do not tell', async () => {
    const { contract, loaded } = lazyContract();
    const report = await run({ contract, ...answering('/nowhere') });
    expect(report).toMatchObject({ exitCode: 0, operations: [{ id: 'users.list' }, { id: 'users.create' }] });
    expect(loaded).toEqual(['users']);
    const other = lazyContract();
    const trouble = await run({ contract: other.contract, ...answering('/users') });
    expect(trouble.findings).toMatchObject([{ operation: 'users.list' }]);
    expect(other.loaded).toEqual(['users', 'boxes', 'stores']);
  });

  it('and counts the others as not asked for', async () => {
    const { contract } = lazyContract();
    const report = await run({ contract, ...answering('/nowhere') });
    // Known and not described: no part of the contract. In groups that were not loaded that cannot be told.
    expect(report.counts.operations).toEqual({ inContract: 8, compared: 1, notCompared: 1, notAsked: 6 });
    expect(formats.terminal(report)).toContain('it was not asked for: 6 known operations of other groups');
    expect(formats.markdown(report)).toContain('it was not asked for: 6 known operations of other groups');
  });
});

it('one operation of a vendor loads its group alone', async () => {
  const infrahub = await contracts.infrahub?.load();
  if (infrahub === undefined) throw new Error('no contract');
  const groups = Object.fromEntries(
    Object.entries(infrahub.groups).map(([name, source]) => [
      name,
      name === 'billing'
        ? source
        : async () => {
            throw new Error(`${name} was loaded`);
          },
    ]),
  );
  const steps = await planOf({ contract: { ...infrahub, groups }, only: ['billing.usage'] });
  expect(steps.filter(({ left }) => left === null).map(({ operation }) => operation)).toEqual(['billing.usage']);
  await expect(planOf({ contract: { ...infrahub, groups } })).rejects.toThrow('was loaded');
});

it('a plan is of a vendor of this package, or of a contract, as a run is', async () => {
  const only = ['billing.usage'];
  const contract = await contracts.infrahub?.load();
  if (contract === undefined) throw new Error('no contract');
  const steps = await planOf({ vendor: 'infrahub', only });
  expect(steps.map(({ operation, left }) => [operation, left])).toContainEqual(['billing.usage', null]);
  expect(steps).toEqual(await planOf({ contract, only }));
  await expect(planOf({ vendor: 'infrahb' })).rejects.toThrow('there is no vendor "infrahb"; did you mean infrahub?');
});
