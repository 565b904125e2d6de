import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: { include: ['test/deploy/image/*.trial.ts'], testTimeout: 1_200_000, hookTimeout: 120_000 },
});
