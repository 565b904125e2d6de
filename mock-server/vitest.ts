import { test as base, type TestAPI } from 'vitest';
import { type Control, createMockServer, type MockServer, type MockServerOptions, type WorldView } from './index.js';

export { type ContractSuiteOptions, contractSuite, type Endpoint } from './contract-suite.js';

/** A world of one test: its addresses and credentials, and its clock. */
export interface TestWorld extends WorldView {
  /** Lets time pass in this world: `advance({ by: 'P31D' })` or `advance({ to: '2025-02-01T00:00:00Z' })`. */
  advance(step: Parameters<Control['clock']['advance']>[0]): ReturnType<Control['clock']['advance']>;
}

export interface HostdoubleFixtures {
  /** The server of this worker, which lives as long as the worker. */
  readonly mock: MockServer;
  /** A world that no other test sees; it is forgotten when the test ends. */
  readonly world: TestWorld;
}

/**
 * vitest's `test` with a world of its own for each test. The clock is frozen and the seed `empty` unless the options say
 * otherwise: `const test = hostdouble({ seed: 'shop:7' })`.
 */
export function hostdouble(options: MockServerOptions = {}): TestAPI<HostdoubleFixtures> {
  return base.extend<HostdoubleFixtures>({
    mock: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of a fixture's needs from this pattern
      async ({}, use) => {
        const mock = await createMockServer({ seed: 'empty', clock: 'frozen', ...options });
        await use(mock);
        await mock.close();
      },
      { scope: 'worker' },
    ],
    world: async ({ mock }, use) => {
      const { seed = 'empty', clock = 'frozen', now } = options;
      const world = await mock.control.worlds.create({ seed, clock, ...(now !== undefined && { now }) });
      await use({ ...world, advance: step => mock.control.clock.advance(step, world.name) });
      await mock.control.worlds.remove(world.name);
    },
  });
}

/** `hostdouble()` with its defaults. */
export const test = hostdouble();
