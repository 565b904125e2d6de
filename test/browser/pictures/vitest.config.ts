import { defineConfig, mergeConfig } from 'vitest/config';
import config from '../../vitest.config.js';

/** `npm run pictures`: looks at the dashboard instead of testing it. */
export default mergeConfig(
  { ...config, test: { ...config.test, include: [] } },
  defineConfig({ test: { include: ['test/browser/pictures/*.trial.ts'], sequence: { shuffle: false } } }),
);
