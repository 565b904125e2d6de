import { expect, it, onTestFinished, vi } from 'vitest';
import { createMockServer } from '../../mock-server/index.js';
import { MOST_CALLS, StoreError } from '../../mock-server/store/store.js';
import { TableStore } from './table-store.js';

it('calls that the journal of a kept world gives up are told in one line, and counted', async () => {
  const store = new TableStore({ isShared: false });
  const told: unknown[] = [];
  const log = { warn: (...line: unknown[]) => void told.push(line), error: () => {} };
  const mock = await createMockServer({ seed: 'empty', clock: 'frozen', store, log, metrics: true });
  onTestFinished(() => mock.close());
  const read = async () => {
    const reply = await fetch(`${mock.url}/v1/core/environments`, {
      headers: { api_key: mock.credentials.infrahub.apiKey },
    });
    await reply.text();
  };
  store.before = () => {
    throw new StoreError('unreachable', 'away');
  };
  for (let sent = 0; sent < MOST_CALLS + 30; sent += 10) await Promise.all(Array.from({ length: 10 }, read));
  expect(told).toEqual([]);
  store.before = undefined;
  await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 5000 });
  const [[message, facts]] = told as [[string, object]];
  expect(message).toMatch(/the journal lost its oldest calls/);
  expect(facts).toEqual({ world: 'default', calls: 30 });
  const counted = await (await fetch(`${mock.url}/__admin/metrics`)).text();
  expect(counted).toMatch(/^hostdouble_journal_calls_lost_total 30$/m);
});
