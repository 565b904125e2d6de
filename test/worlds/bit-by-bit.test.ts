import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonPieces } from '../../mock-server/http/json-pieces.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { bitByBit } from '../../mock-server/worlds/bit-by-bit.js';
import { NetChanges } from '../../mock-server/worlds/changed.js';
import { copied } from '../../mock-server/worlds/plain-copy.js';
import { yearOf } from '../bench/bulk-agenda.js';

interface Place {
  name: string;
}

const environment = (id: number, org: number) => ({ id, org, name: `place-${id}`, region: 'NORWAY-1', createdAt: 0 });

describe('long work on a world', () => {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer({ seed: 'empty', clock: 'frozen' });
  });
  afterAll(() => mock.close());

  const path = '/__admin/worlds/default/snapshot';
  const names = async (): Promise<string[]> => {
    const headers = { api_key: mock.credentials.infrahub.apiKey };
    const text = await (await fetch(`${mock.url}/v1/core/environments`, { headers })).text();
    const { environments }: { environments: Place[] } = JSON.parse(text);
    return environments.map(({ name }) => name);
  };
  const rename = async (id: number, name: string): Promise<number> => {
    const headers = { api_key: mock.credentials.infrahub.apiKey, 'content-type': 'application/json' };
    const body = JSON.stringify({ name });
    return (await fetch(`${mock.url}/v1/core/environments/${id}`, { method: 'PUT', headers, body })).status;
  };

  /** The environments of a snapshot. */
  const placesOf = (saved: Awaited<ReturnType<typeof mock.control.snapshot.save>>): Place[] => {
    const places = saved.clouds.infrahub?.state.parts.environment;
    if (!Array.isArray(places)) throw new Error('there are no environments');
    return places;
  };

  /** A snapshot with so many more environments. */
  async function large(count: number) {
    await names();
    const saved = await mock.control.snapshot.save();
    const org = holderIn(saved);
    for (let id = 1000; id < 1000 + count; id += 1) placesOf(saved).push(environment(id, org));
    Object.assign(saved.clouds.infrahub?.state.ids ?? {}, { environment: 1000 + count });
    return saved;
  }

  const holderIn = (saved: Awaited<ReturnType<typeof mock.control.snapshot.save>>): number => {
    const organizations = saved.clouds.infrahub?.state.parts.organization;
    return Array.isArray(organizations) ? organizations[0].id : 0;
  };

  it('answers a snapshot over HTTP as it was when it was asked for, though calls change the world while it is sent', async () => {
    const saved = await large(20_000);
    await mock.control.snapshot.restore(saved);
    const reply = await fetch(`${mock.url}${path}`);
    const before = await rename(1000, 'another');
    expect([before, JSON.parse(await reply.text())]).toEqual([200, saved]);
    expect(await names()).toContain('another');
  });

  it('shares nothing with who saved or restored it in process', async () => {
    await names();
    const saved = await mock.control.snapshot.save();
    const given = structuredClone(saved);
    await mock.control.snapshot.restore(given);
    for (const one of placesOf(given)) one.name = 'spoilt';
    const again = await mock.control.snapshot.save();
    expect(again).toEqual(saved);
    for (const one of placesOf(again)) one.name = 'spoilt';
    expect(await names()).not.toContain('spoilt');
  });
});

it('an advance tells the first ten thousand jobs and how many more ran', async () => {
  const { bytes, told, more } = await yearOf(10_500, 100);
  expect({ told, more, isBounded: bytes < 2_000_000 }).toEqual({ told: 10_000, more: 500, isBounded: true });
});

it('plain data is copied as it is, whatever its members are called', async () => {
  const value = {
    list: Array.from({ length: 1200 }, (_, at) => ({ at, in: [{ at }] })),
    ...JSON.parse('{"__proto__":{"a":1}}'),
  };
  const copy = await bitByBit(copied(value));
  expect(copy).toEqual(value);
  expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
  expect(copy.list[0]?.in).not.toBe(value.list[0]?.in);
  expect([...jsonPieces({ ...value, none: undefined, empty: {} })].join('')).toBe(
    JSON.stringify({ ...value, none: undefined, empty: {} }),
  );
});

it('what remains of changes is one for each record, and none where it is as it was', async () => {
  const net = new NetChanges();
  const change = (key: number, before: unknown, after: unknown) => ({ part: 'lamp', key, before, after });
  net.add([change(1, undefined, { a: 1 }), change(2, { a: [1] }, { a: [2] }), change(3, { a: 1 }, { a: 2 })]);
  net.add([change(1, { a: 1 }, undefined), change(2, { a: [2] }, { a: [1] }), change(3, { a: 2 }, { a: 3 })]);
  net.add([{ part: 'agenda', key: 1, before: undefined, after: {} }]);
  expect(await bitByBit(net.counts())).toEqual({ lamp: 1 });
});
