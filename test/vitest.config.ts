import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/build.ts',
    // Files of one process share what they import, which halves the time; so each is held to leaving nothing behind.
    isolate: false,
    setupFiles: 'test/leaves-nothing.ts',
    sequence: { shuffle: true },
    testTimeout: 120_000,
  },
});
