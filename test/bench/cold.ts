import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './load.js';
import { type Running, startDouble, startFloor } from './servers.js';
import type { Figure } from './table.js';

interface Start {
  /** Milliseconds from the start of the process to the first answer. */
  readonly answered: number;
  readonly resident: number;
}

async function first(starting: () => Promise<Running>, path: string, headers: Record<string, string>): Promise<Start> {
  const began = performance.now();
  const server = await starting();
  await (await fetch(`${server.url}${path}`, { headers })).arrayBuffer();
  const answered = performance.now() - began;
  const resident = server.resident() ?? 0;
  await server.stop();
  return { answered, resident };
}

/** From nothing to the first answer, and what it takes in memory then, against a bare Express app with the same answer. */
export async function coldStart(rounds: number): Promise<Figure[]> {
  const file = join(tmpdir(), 'hostdouble-bench-cold.json');
  writeFileSync(file, '{"message":"Successful","status":true,"data":[]}');
  const key = { api_key: '11111111-2222-4333-8444-555555555555' };
  const [ours, floor]: [Start[], Start[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const base = await first(() => startFloor('express', file), '/', {});
    const double = await first(() => startDouble(), '/v1/billing/billing/usage', key);
    if (round === 0) continue; // the first warms the disk's cache
    floor.push(base);
    ours.push(double);
  }
  const figure = (name: string, unit: string, of: (start: Start) => number): Figure => ({
    name,
    ours: median(ours.map(of)),
    floor: median(floor.map(of)),
    unit,
    ratio: median(ours.map(of)) / median(floor.map(of)),
    note: 'seed shop, its Infrahub lived; over a bare Express app',
  });
  return [
    figure('cold start to first answer', 'ms', start => start.answered),
    figure('resident after the first answer', 'MB', start => start.resident / 2 ** 20),
  ];
}
