import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  // The names by which users import this package.
  resolve: {
    alias: [
      { find: /^hostdouble$/, replacement: `${root}mock-server/index.ts` },
      { find: /^hostdouble\/contracts$/, replacement: `${root}contracts/library.ts` },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts', 'test/postgres-setup.ts'],
    // Files of one process share what they import, which halves the time; so each is held to leaving nothing behind.
    isolate: false,
    maxWorkers: 2,
    setupFiles: 'test/leaves-nothing.ts',
    sequence: { shuffle: true },
    testTimeout: 120_000,
    // By itself a poll gives up after a second, which a busy machine may take.
    expect: { poll: { timeout: 20_000 } },
  },
});
