import { test as base, beforeAll, describe, expect, type TestAPI } from 'vitest';
import type { Contract } from '../contracts/core/contract.js';
import { type ContractSuiteOptions, type Endpoint, registerSuite } from './contract-suite.js';
import {
  createMockServer,
  type MockServer,
  type MockServerOptions,
  matchers,
  type TestWorld,
  type WorldMatchers,
} from './index.js';

export type { ContractSuiteOptions, Endpoint } from './contract-suite.js';

export type { TestWorld } from './index.js';

expect.extend(matchers);

declare module 'vitest' {
  // The name of its parameter is vitest's own.
  interface Matchers<T> extends ForWorlds<T> {}
}

/**
 * Registers a test for each operation that a run calls, in vitest: `await contractSuite('infrahub', target)` at the top of
 * a test file, with the name of a vendor of this package or a contract of your own. For an address alone the credentials
 * are those of the environment (`INFRAHUB_API_KEY`). The calls are made once, before the first test; an operation that
 * could not be compared is skipped with the reason.
 */
export const contractSuite = (
  vendor: string | Contract,
  endpoint: string | Endpoint | (() => Promise<Endpoint>),
  options: ContractSuiteOptions = {},
): Promise<void> => registerSuite({ beforeAll, describe, expect, test: base }, vendor, endpoint, options);

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
