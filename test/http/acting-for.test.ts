import { expect, it } from 'vitest';
import { Failure } from '../../contracts/core/failure.js';
import type { AnyHandlers } from '../../mock-server/calls/handler.js';
import { Cloud, type InputParts } from '../../mock-server/domain/cloud.js';
import type { Caller } from '../../mock-server/domain/credentials.js';
import { callable, DirectCloud } from '../any-calls.js';
import { toy } from './toy.js';

/** A cloud in which customer 2 may list lamps for customer 1, at most three of them. */
class SharingCloud extends Cloud {
  override actingFor({ holder }: Caller, path: string, { query }: InputParts): number {
    const most: unknown = Reflect.get(Object(query), 'most');
    if (holder !== 2 || path !== '/lamps' || most === undefined) return holder;
    if (typeof most !== 'number' || most > 3) throw new Failure('forbidden');
    return 1;
  }
}

/** Shows for whom the handler thinks it is asked, and whose credential it was asked with. */
const lamps = {
  ...(toy.groups.lamps as AnyHandlers),
  list: ({ caller: { holder, credential } }) => ({
    status: 200,
    body: { lamps: [{ id: holder, name: `${credential.holder}`, watts: 1 }] },
    cache: 'untilChange',
  }),
  show: ({ params, invoke }) => {
    const { body } = invoke('lamps.list', { query: { most: `${Reflect.get(Object(params), 'id')}` } });
    return { status: 200, body: Reflect.get(Object(body), 'lamps')[0] };
  },
} satisfies AnyHandlers;

it('a call acts for whom its cloud says, once its input is right, and by the credential of who calls', async () => {
  const cloud = new SharingCloud(1, 0);
  for (const holder of [1, 2])
    cloud.credentials.add({
      scheme: 'key',
      value: `k-${holder}`,
      holder,
      state: 'valid',
      rights: 'all',
      expires: null,
    });
  const direct = new DirectCloud(await callable({ ...toy, groups: { lamps } }), cloud);
  const get = (path: string, key: string, search = '') => {
    const about = { method: 'GET', path, search, headers: { toy_key: key }, origin: '', base: '/toy/v1' };
    const { status, text } = direct.call({ ...about, body: Buffer.alloc(0) });
    return [status, /"id":(\d+),"name":"(\d+)"/.exec(text)?.slice(1).join(' by ')];
  };
  const list = (key: string, search = '') => get('/lamps', key, search);
  expect(list('k-2')).toEqual([200, '2 by 2']);
  expect(list('k-2', 'most=3')).toEqual([200, '1 by 2']);
  expect(list('k-1', 'most=3')).toEqual([200, '1 by 1']);
  expect(list('k-2', 'most=4')).toEqual([403, undefined]);
  expect(list('k-1', 'most=4')).toEqual([200, '1 by 1']);
  expect(list('k-2', 'most=x')[0]).toBe(422);
  expect(list('k-2', 'most=3')).toEqual([200, '1 by 2']);
  // A call inside a call is asked about anew, by whoever made the outer one.
  expect(get('/lamps/3', 'k-2')).toEqual([200, '1 by 2']);
  expect(get('/lamps/4', 'k-2')).toEqual([403, undefined]);
  expect(get('/lamps/4', 'k-1')).toEqual([200, '1 by 1']);
});
