import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { createMockServer } from '../../mock-server/index.js';
import { openStore } from '../../mock-server/store/open-store.js';
import { freshFolder } from '../store/places.js';

/** A file of the first version, with one world of the seed `empty` in whose Infrahub an environment was made. */
const before = new URL('../../fixtures/states/world-of-version-1.db', import.meta.url);
const key = { api_key: '11111111-2222-4333-8444-555555555555' };
const listed = z.object({ environments: z.array(z.object({ name: z.string() })) });

it('a world that the first version kept goes on, and comes back after it was changed', async () => {
  const folder = freshFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'worlds.db');
  copyFileSync(before, path);
  const served = async <T>(act: (url: string) => Promise<T>): Promise<T> => {
    const store = await openStore(path);
    const mock = await createMockServer({ seed: 'empty', clock: 'frozen', store });
    try {
      return await act(mock.url);
    } finally {
      await mock.close();
      await store.close();
    }
  };
  const names = async (url: string): Promise<string[]> => {
    const reply = await fetch(`${url}/v1/core/environments`, { headers: key });
    return listed.parse(await reply.json()).environments.map(({ name }) => name);
  };
  await served(async url => {
    expect(await names(url)).toContain('of before');
    const journal = await fetch(`${url}/__admin/worlds/default/journal?bodies=true`);
    expect(await journal.json()).toMatchObject({
      calls: [
        { number: 1, operation: 'environments.create', reply: { body: { environment: { name: 'of before' } } } },
        {},
      ],
    });
    const body = JSON.stringify({ name: 'of now', region: 'NORWAY-1' });
    await fetch(`${url}/v1/core/environments`, {
      method: 'POST',
      headers: { ...key, 'content-type': 'application/json' },
      body,
    });
  });
  const store = await openStore(path);
  const world = await store.find({ name: 'default' });
  const kept = await store.load(world?.id ?? '');
  await store.close();
  // Its base does not say from what the cloud was made: the cloud must go on saying it.
  expect(kept?.clouds.map(({ head }) => Object.keys(JSON.parse(head)).sort())).toEqual([['due', 'head', 'origin']]);
  expect(await served(names)).toEqual(expect.arrayContaining(['of before', 'of now']));
});
