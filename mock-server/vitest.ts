import { test as base } from 'vitest';
import type { WorldView } from './control/operator.js';
import { type Control, type MockServer, createMockServer } from './index.js';

/** What a test gets: a world of its own, with its addresses and credentials, and the control of the server. */
export interface HostdoubleFixture {
  /** The server of this worker; it lives as long as the worker. */
  readonly mock: MockServer;
  /** A world that no other test sees; forgotten when the test ends. */
  readonly world: WorldView & {
    /** Lets time pass in this world: `advance({ by: 'P31D' })`. */
    advance(step: Parameters<Control['clock']['advance']>[0]): ReturnType<Control['clock']['advance']>;
  };
}
