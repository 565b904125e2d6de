import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const HOUR = 3_600_000;

/** `npm run trials` is the long form; `npm run trials -- --mode short` the one that CI runs. */
export default defineConfig(({ mode }) => ({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/trials/*.trial.ts'],
    globalSetup: ['test/trials/build.ts', 'test/postgres-setup.ts'],
    provide: { isShort: mode === 'short' },
    // One after the other: each takes the whole machine.
    fileParallelism: false,
    testTimeout: HOUR,
    hookTimeout: 120_000,
  },
}));
