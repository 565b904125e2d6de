import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StoreError } from '../../mock-server/store/store.js';
import { Tenants } from '../../mock-server/worlds/tenants.js';
import { TableStore } from './table-store.js';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function tenantsOf(store: TableStore) {
  const tenants = new Tenants([{ name: 'few', token: 'token-of-the-few', callsPerMinute: 10 }]);
  tenants.share(store);
  /** How many of so many calls are let in. */
  return (calls: number): number =>
    Array.from({ length: calls }, () => tenants.count('few')).filter(seconds => seconds === undefined).length;
}

it('what a tenant may call in a minute is one number for all processes, but for what comes to each in one second', async () => {
  const store = new TableStore({ isShared: true });
  const [one, other] = [tenantsOf(store), tenantsOf(store)];
  expect([one(4), other(4)]).toEqual([4, 4]);
  await vi.advanceTimersByTimeAsync(1000);
  expect([one(9), other(9)]).toEqual([6, 2]); // the first was told before the other told what it let in
  await vi.advanceTimersByTimeAsync(1000);
  expect([one(9), other(9)]).toEqual([0, 0]);
  await vi.advanceTimersByTimeAsync(57_999);
  expect([one(1), other(1)]).toEqual([0, 0]);
  await vi.advanceTimersByTimeAsync(1);
  expect(one(9)).toBe(9);
});

it('each counts for itself while the store cannot be asked, and tells it afterwards', async () => {
  const store = new TableStore({ isShared: true });
  const [one, other] = [tenantsOf(store), tenantsOf(store)];
  store.before = () => {
    throw new StoreError('unreachable', 'away');
  };
  expect(one(8)).toBe(8);
  await vi.advanceTimersByTimeAsync(1000);
  expect(one(1)).toBe(1);
  store.before = undefined;
  await vi.advanceTimersByTimeAsync(1000);
  expect(other(1)).toBe(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect([one(9), other(9)]).toEqual([1, 0]);
});
