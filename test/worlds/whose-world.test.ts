import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createMockServer } from '../../mock-server/index.js';
import { TableStore } from './table-store.js';

const [ADMIN, ONE, TWO] = ['token-of-the-admin', 'token-of-team-one', 'token-of-team-two'];

/** A server of two tenants, and what it answers to whoever has a token. */
async function served(store: TableStore) {
  const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const tenants = join(folder, 'tenants.json');
  const all = [
    { name: 'one', token: ONE },
    { name: 'two', token: TWO },
  ];
  writeFileSync(tenants, JSON.stringify({ tenants: all }));
  const mock = await createMockServer({ seed: 'empty', store, adminToken: ADMIN, tenants, metrics: true });
  onTestFinished(() => mock.close());
  const said = (token: string, path: string, method = 'GET', body?: string) =>
    fetch(`${mock.url}/__admin${path}`, { method, headers: { authorization: `Bearer ${token}` }, body: body ?? null });
  return {
    said,
    status: async (...given: Parameters<typeof said>) => (await said(...given)).status,
    /** How many worlds of a tenant are in memory. */
    inMemory: async (tenant: string) =>
      new RegExp(`^hostdouble_worlds{tenant="${tenant}"} (\\d+)$`, 'm').exec(
        await (await said(ADMIN, '/metrics')).text(),
      )?.[1],
  };
}

it('a world comes into memory for those only whose it is', async () => {
  const store = new TableStore({ isShared: true });
  const first = await served(store);
  expect(await first.status(ONE, '/worlds', 'POST', JSON.stringify({ name: 'ours' }))).toBe(201);
  const saved = await (await first.said(ONE, '/worlds/ours/snapshot')).text();
  const { inMemory, status } = await served(store);
  for (const path of ['/worlds/ours', '/worlds/ours/journal']) {
    expect(await status(TWO, path)).toBe(404);
    expect(await status('nobody', path)).toBe(401);
  }
  expect(await status(TWO, '/worlds/ours', 'DELETE')).toBe(404);
  expect(await status(TWO, '/worlds/default')).toBe(404);
  expect(await inMemory('one')).toBeUndefined();
  // Its name is taken all the same.
  expect(await status(TWO, '/worlds/ours/snapshot', 'PUT', saved)).toBe(409);
  expect((await store.find({ name: 'ours' }))?.tenant).toBe('one');
  expect(await status(ONE, '/worlds/ours')).toBe(200);
  expect(await inMemory('one')).toBe('1');
});
