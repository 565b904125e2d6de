import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { folderOf } from '../files/folder.js';
import { firstLine, hostdouble } from './process.js';

it('--watch resets the world when its seed changes, and tells of it on standard error', async () => {
  const folder = folderOf({ 'seed.yaml': 'clock: frozen\nnow: 2026-01-01T00:00:00Z\nvendors: {}\n' });
  const run = hostdouble(['--port=0', '--seed=seed.yaml', '--watch'], { cwd: folder });
  const url = (await firstLine(run)).replace('hostdouble ready ', '');
  const now = async () => (await fetch(`${url}/__admin/worlds/default/clock`)).text();
  expect(await now()).toContain('2026-01-01');
  writeFileSync(join(folder, 'seed.yaml'), 'clock: frozen\nnow: 2027-02-03T00:00:00Z\nvendors: {}\n');
  await vi.waitFor(async () => expect(await now()).toContain('2027-02-03'), { timeout: 20_000, interval: 100 });
  await vi.waitFor(() => expect(run.err()).toMatch(/the seed changed, and the world was reset to it/), 10_000);
  writeFileSync(join(folder, 'seed.yaml'), 'clock: [');
  await vi.waitFor(() => expect(run.err()).toMatch(/stays as it was.*|seed\.yaml:1:9: is not YAML/), 20_000);
  expect(await now()).toContain('2027-02-03');
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
});
