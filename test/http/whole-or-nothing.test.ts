import { expect, it } from 'vitest';
import { Failure } from '../../contracts/core/failure.js';
import type { AnyHandler, AnyHandlers } from '../../mock-server/calls/handler.js';
import { callable, DirectCloud } from '../any-calls.js';
import { toy } from './toy.js';

const issued = [{ way: 'valid', name: 'key', value: 'k-own', scheme: 'key' }] as const;
const lamps = toy.groups.lamps as AnyHandlers;

const creating = {
  method: 'POST',
  path: '/lamps',
  search: '',
  headers: { toy_key: 'k-own', 'content-type': 'application/json' },
  body: Buffer.from('{"name":"desk","watts":7}'),
  origin: '',
  base: '/toy/v1',
};
const listing = { ...creating, method: 'GET', body: Buffer.alloc(0) };

it.each<[string, number, () => unknown]>([
  [
    'a bug',
    500,
    () => {
      throw new TypeError('a bug');
    },
  ],
  [
    'a refusal',
    409,
    () => {
      throw new Failure('conflict');
    },
  ],
  ['a body that cannot be written', 500, () => ({ status: 201, body: { id: 1, name: 'desk', watts: 1n } })],
  ['a status of no contract', 500, () => ({ status: 299 })],
  ['an answer that comes later', 500, async () => ({ status: 201, body: { id: 1, name: 'desk', watts: 7 } })],
])('a call that changes something and ends with %s has changed nothing', async (_what, status, end) => {
  const create: AnyHandler = call => {
    lamps.create?.(call);
    call.cloud.agenda.enter(5, 'never', 1);
    call.cloud.credentials.revoke('key', 'k-own');
    // Also what the compiler would not let through: a vendor of one's own may be plain JavaScript.
    return end() as ReturnType<AnyHandler>;
  };
  const cloud = toy.createCloud({ seed: 1, start: 0, issued, settings: {} });
  const direct = new DirectCloud(await callable({ ...toy, groups: { lamps: { ...lamps, create } } }), cloud);
  const listed = direct.call(listing);
  const [saved, { version }] = [JSON.stringify(cloud.save()), cloud];
  expect(direct.call(creating).status).toBe(status);
  expect([JSON.stringify(cloud.save()), cloud.version]).toEqual([saved, version]);
  expect(direct.call(listing).sent).toBe(listed.sent);
});
