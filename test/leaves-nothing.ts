import { channel } from 'node:diagnostics_channel';
import { afterAll, beforeAll, expect, vi } from 'vitest';

/**
 * Test files share a process, so a file must leave it as it found it: what one forgets would fail another, in one order of
 * files and not in the next. Nor may a test reach beyond this machine.
 */

/** The fixture that is tested there keeps its servers as long as the worker lives. */
const KEEPS_ITS_SERVERS = /vitest-fixture\.test\.ts$/;

const counted = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(names)].map(name => [name, names.filter(other => other === name).length]));

const state = () => ({
  folder: process.cwd(),
  exitCode: process.exitCode,
  environment: { ...process.env },
  listeners: Object.fromEntries(process.eventNames().map(name => [String(name), process.listenerCount(name)])),
  globals: [globalThis.fetch, globalThis.Date, globalThis.setTimeout, process.stdout.write, process.stderr.write],
  open: counted(process.getActiveResourcesInfo().filter(name => /Server|Process|FSWatcher/.test(name))),
});

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)(:\d+)?$/.test(host);
const reached: string[] = [];
const meet = (message: unknown): void => {
  const host: unknown = Object(Object(message).connectParams).host ?? Object(Object(message).request).host;
  if (typeof host === 'string' && !isLoopback(host)) reached.push(host);
};
const calls = [channel('undici:client:beforeConnect'), channel('http.client.request.start')];

let before: ReturnType<typeof state>;
beforeAll(() => {
  for (const one of calls) one.subscribe(meet);
  before = state();
});

// The first of all such calls, so it is the last to run.
afterAll(async () => {
  for (const one of calls) one.unsubscribe(meet);
  const { open: _, ...after } = state();
  const { open: opened, ...found } = before;
  expect(reached).toEqual([]);
  expect(after).toEqual(found);
  if (KEEPS_ITS_SERVERS.test(expect.getState().testPath ?? '')) return;
  // What was closed is gone a moment later.
  await vi.waitFor(() => expect(state().open).toEqual(opened), { interval: 5, timeout: 5000 });
});
