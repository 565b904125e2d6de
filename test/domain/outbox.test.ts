import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../mock-server/domain/outbox.js';
import { bytes, House, lived } from './house.js';

const notice = (url: string, event = 'lit') => ({ url, event, subject: 'lamp:1', body: { event } });
const answer = (status: number | null) => ({ status, answer: 'so', error: null });
const [SECOND, MINUTE] = [1000, 60_000];

/** A house that told these URLs something, in order. */
function telling(...urls: string[]): House {
  const house = new House(3, 1000);
  for (const url of urls) house.notify(notice(url));
  return house;
}

const shown = ({ outbox }: House): [number, Delivery['state'], number][] =>
  outbox.all().map(({ id, state, attempts }) => [id, state, attempts.length]);
const sendable = ({ outbox }: House): number[] => outbox.sendable.map(({ id }) => id);

describe('an outbox', () => {
  it('takes nothing from a call that throws, and what another put in it stays', () => {
    const house = telling('a');
    const before = bytes(house);
    const act = () => {
      house.notify(notice('b'));
      house.outbox.leave('nobody watches');
      throw new Error('torn');
    };
    expect(() => house.transact(act)).toThrow('torn');
    expect(bytes(house)).toBe(before);
    house.notify(notice('b'));
    expect(shown(house)).toEqual([
      [1, 'waiting', 0],
      [2, 'waiting', 0],
    ]);
  });

  it('has a delivery fall due by the agenda, which is no job that is told', () => {
    const house = telling('a');
    expect([sendable(house), house.agenda.next]).toEqual([[], 1000]);
    expect(house.settle(1000, {})).toEqual([]);
    expect(sendable(house)).toEqual([1]);
  });

  it('sends to one URL in order, and to others meanwhile', () => {
    const house = telling('a', 'a', 'b', 'a');
    house.settle(1000, {});
    expect(sendable(house)).toEqual([1, 3]);
    house.outbox.attempted(1, answer(500), house.now);
    expect(sendable(house)).toEqual([3]);
    house.settle(house.now + 10 * SECOND, {});
    house.outbox.attempted(1, answer(204), house.now);
    expect(sendable(house)).toEqual([2, 3]);
    house.outbox.refuse(2, 'elsewhere');
    expect(sendable(house)).toEqual([3, 4]);
  });

  it('tries again after 10 s and after a minute, and then gives up', () => {
    const house = telling('a');
    const times: number[] = [];
    for (const status of [500, null, 302]) {
      const { next = 0 } = house.agenda;
      house.settle(next, {});
      times.push(next);
      house.outbox.attempted(1, answer(status), next);
    }
    expect(times).toEqual([1000, 1000 + 10 * SECOND, 1000 + 10 * SECOND + MINUTE]);
    expect([shown(house), house.agenda.next]).toEqual([[[1, 'failed', 3]], undefined]);
    expect(house.outbox.get(1)).toMatchObject({ reason: 'no attempt succeeded' });
  });

  it('keeps what came of a delivery, and nothing that comes after it is over', () => {
    const house = telling('a');
    house.settle(1000, {});
    house.outbox.attempted(1, answer(299), 1000);
    house.outbox.attempted(1, answer(500), 2000);
    house.outbox.attempted(7, answer(500), 2000);
    expect(house.outbox.all()).toMatchObject([
      { state: 'delivered', reason: null, attempts: [{ at: 1000, status: 299, answer: 'so' }] },
    ]);
  });

  it('keeps the last thousand, those longest that are not over', () => {
    const house = telling(...Array.from({ length: 1000 }, (_, index) => `${index}`));
    house.settle(1000, {});
    house.outbox.refuse(3, 'elsewhere');
    const before = bytes(house);
    const act = () => {
      house.notify(notice('more'));
      throw new Error('torn');
    };
    expect(() => house.transact(act)).toThrow('torn');
    expect(bytes(house)).toBe(before);
    house.notify(notice('more'));
    house.notify(notice('more'));
    const ids = house.outbox.all().map(({ id }) => id);
    expect([ids.length, ids.slice(0, 3), ids.at(-1)]).toEqual([1000, [2, 4, 5], 1002]);
  });

  it('that is over its bound forgets what waits together with its job', () => {
    const house = telling(...Array.from({ length: 1001 }, (_, index) => `${index}`));
    expect(house.agenda.size).toBe(1000);
    house.settle(1000, {});
    expect(house.outbox.sendable).toHaveLength(1000);
  });

  it('that was not watched leaves all that is not over, and its jobs', () => {
    const house = telling('a', 'b');
    house.settle(1000, {});
    house.outbox.attempted(1, answer(200), 1000);
    house.notify(notice('c'));
    house.outbox.leave('nobody watched');
    expect(house.outbox.all().map(({ state, reason }) => [state, reason])).toEqual([
      ['delivered', null],
      ['unsent', 'nobody watched'],
      ['unsent', 'nobody watched'],
    ]);
    expect(house.agenda.size).toBe(0);
  });

  it('comes back from a snapshot, and goes on counting', () => {
    const house = lived();
    house.notify(notice('a'));
    house.settle(2000, {});
    const copy = new House(3, 0);
    copy.load(JSON.parse(bytes(house)));
    expect([bytes(copy), sendable(copy), copy.mayNotify]).toEqual([bytes(house), [1], true]);
    copy.notify(notice('b'));
    expect(copy.outbox.get(2)).toMatchObject({ url: 'b', method: 'POST', headers: {} });
  });
});
