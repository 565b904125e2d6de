import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtIn, createMockServer, type MockServer } from '../../mock-server/index.js';
import acme from '../vendors/acme/index.js';

const NOW = '2026-01-01T00:00:00Z';
const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));

let mock: MockServer;
beforeAll(async () => {
  for (const name of ['mine.json', 'also-mine.yaml', 'notes.txt']) writeFileSync(join(folder, name), '{"vendors":{}}');
  const vendors = [...builtIn, acme];
  mock = await createMockServer({ vendors, seed: 'empty', clock: 'frozen', now: NOW, seeds: folder });
});
afterAll(async () => {
  await mock.close();
  rmSync(folder, { recursive: true });
});

/** A world in which a box is being built, for two seconds. */
async function building() {
  const world = await mock.world({ now: NOW, clock: 'frozen' });
  const headers = { 'x-acme-token': world.credentials.acme?.token ?? '' };
  await fetch(`${world.urls.acme}/boxes`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{"name":"web","size":"small"}',
  });
  return world;
}

describe('time that passed', () => {
  it('is told with the records that each job changed, if they are asked for', async () => {
    await using world = await building();
    const { ran } = await world.advance({ by: 'PT1H', records: true });
    const box = { resource: 'box', key: 1, name: 'web' };
    expect(ran).toEqual([
      { at: '2026-01-01T00:00:02Z', vendor: 'acme', job: 'boxBuilt', subject: '1', records: [box] },
    ]);
  });

  it('is told without them else', async () => {
    await using world = await building();
    expect(Object.keys((await world.advance({ by: 'PT1H' })).ran[0] ?? {})).not.toContain('records');
  });

  it('is told of each job of a shop apart, also of those that took something away', async () => {
    await using world = await mock.world({ seed: 'shop', clock: 'frozen' });
    const { ran } = await world.advance({ by: 'P1M', records: true });
    expect(ran.length).toBeGreaterThan(100);
    const kinds = new Map<string, string[]>();
    for (const vendor of new Set(ran.map(one => one.vendor)))
      kinds.set(vendor, Object.keys((await world.state(vendor, { limit: 1 })).resources));
    for (const { vendor, records = [] } of ran) {
      for (const { resource } of records) expect(kinds.get(vendor)).toContain(resource);
      expect(records.length).toBeLessThanOrEqual(4);
    }
    expect(ran.some(({ records = [] }) => records.some(({ gone }) => gone))).toBe(true);
  });
});

describe('the agenda', () => {
  it('says what happens next, and advancing to it runs it', async () => {
    await using world = await building();
    expect(await world.clock.agenda()).toEqual({
      now: NOW,
      count: 1,
      due: [{ at: '2026-01-01T00:00:02Z', vendor: 'acme', job: 'boxBuilt', subject: '1' }],
    });
    await world.advance({ to: '2026-01-01T00:00:02Z' });
    expect(await world.clock.agenda()).toMatchObject({ count: 0, due: [] });
  });

  it('is in the order of time over all vendors, bounded, and the first jobs of it are those that run first', async () => {
    await using world = await mock.world({ seed: 'shop', clock: 'frozen' });
    const { due, count } = await world.clock.agenda({ limit: 3 });
    expect(due).toHaveLength(3);
    expect(count).toBeGreaterThan(3);
    expect(due.map(({ at }) => at)).toEqual(due.map(({ at }) => at).toSorted());
    const { ran } = await world.advance({ to: due[2]?.at ?? '' });
    expect(ran.slice(0, 1)).toEqual(due.slice(0, 1));
  });
});

describe('seeds', () => {
  it('are told: the own ones, and the files of the folder that may be some', async () => {
    expect(await mock.control.seeds.list()).toMatchObject([
      { name: 'shop', numbered: true, usual: false, holds: expect.stringMatching(/\.$/) },
      { name: 'documented', numbered: true },
      { name: 'empty', usual: true },
      { name: 'also-mine.yaml', numbered: false },
      { name: 'mine.json', numbered: false, usual: false },
    ]);
    await using world = await mock.world({ seed: 'mine.json' });
    expect(world.seed).toBe('mine.json');
  });

  it('are told with the file that the server was started with', async () => {
    const seed = join(folder, 'mine.json');
    await using own = await createMockServer({ seed });
    expect((await own.control.seeds.list())[0]).toMatchObject({ name: seed, usual: true });
    const made = await fetch(`${own.url}/__admin/worlds`, { method: 'POST', body: JSON.stringify({ seed }) });
    expect(made.status).toBe(201);
  });
});
