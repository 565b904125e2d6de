import { test as base, expect, type TestAPI } from 'vitest';
import {
  createMockServer,
  type MockServer,
  type MockServerOptions,
  matchers,
  type TestWorld,
  type WorldMatchers,
} from './index.js';

export { type ContractSuiteOptions, contractSuite, type Endpoint } from './contract-suite.js';

export type { TestWorld } from './index.js';

expect.extend(matchers);

declare module 'vitest' {
  // The name of its parameter is vitest's own.
  interface Matchers<T> extends ForWorlds<T> {}
}

/** What may be expected of a world, and of nothing else. */
type ForWorlds<T> = { readonly [Name in keyof WorldMatchers]: T extends TestWorld ? WorldMatchers[Name] : never };

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
      const world = await mock.world({ seed, clock, ...(now !== undefined && { now }) });
      await use(world);
      await world.dispose();
    },
  });
}

/** `hostdouble()` with its defaults. */
export const test = hostdouble();
