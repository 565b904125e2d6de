import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

/** What the operators laid down before their stories began, by vendor. */
type Settings = Readonly<Record<string, object>>;

/**
 * A server for each test, with a world that is empty but for these settings, and whose clock stands still at `now`. Every
 * answer is held to its contract, and at the end of a test nothing may have been found.
 */
export function doubleForEach(now: string, meet: (mock: MockServer) => void, settings?: Settings): void {
  let mock: MockServer;
  beforeEach(async () => {
    const seed = settings === undefined ? 'empty' : await seedOf(now, settings);
    mock = await createMockServer({ seed, clock: 'frozen', now, selfCheck: 'all' });
    meet(mock);
  });
  afterEach(async () => {
    expect(mock.findings).toEqual([]);
    await mock.close();
  });
}

/** A seed in which nothing happened but that these settings were laid down: a file that is there until the test is over. */
export async function seedOf(now: string, settings: Settings): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hostdouble-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const story = (laid: object) => ({ start: now, settings: laid, calls: [] });
  const vendors = Object.fromEntries(Object.entries(settings).map(([vendor, laid]) => [vendor, story(laid)]));
  const seed = join(folder, 'seed.json');
  await writeFile(seed, JSON.stringify({ now, vendors }));
  return seed;
}

/** Puts calls into the one history of such a seed. */
export async function withCalls(seed: string, calls: readonly object[]): Promise<string> {
  const story = JSON.parse(await readFile(seed, 'utf8'));
  for (const vendor of Object.values(story.vendors)) Object.assign(Object(vendor), { calls });
  await writeFile(seed, JSON.stringify(story));
  return seed;
}
