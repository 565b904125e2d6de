import { afterEach, beforeEach, expect } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

/**
 * A server for each test, with an empty world whose clock stands still at `now`. Every answer is held to its contract, and
 * at the end of a test nothing may have been found.
 */
export function doubleForEach(now: string, meet: (mock: MockServer) => void): void {
  let mock: MockServer;
  beforeEach(async () => {
    mock = await createMockServer({ seed: 'empty', clock: 'frozen', now, selfCheck: 'all' });
    meet(mock);
  });
  afterEach(async () => {
    expect(mock.findings).toEqual([]);
    await mock.close();
  });
}
