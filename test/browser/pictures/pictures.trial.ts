import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { openBrowser, serveDashboard } from '../browser.js';
import { picturesOf, viewsOf } from './pictures.js';

/** Where they are put, and which addresses are looked at: all views of the navigation, unless some are named with spaces between. */
const { PICTURES = join(tmpdir(), 'shots'), PICTURES_OF } = process.env;

let browser: Browser;
let mock: MockServer;
beforeAll(async () => {
  [browser, mock] = await Promise.all([openBrowser(), serveDashboard({ seed: 'shop', clock: 'frozen' })]);
  mkdirSync(PICTURES, { recursive: true });
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

it('pictures each view, light and dark, wide and narrow', async () => {
  const addresses = PICTURES_OF?.split(' ') ?? (await viewsOf(browser, mock));
  const paths = await picturesOf(browser, mock, addresses, PICTURES);
  process.stdout.write(`${paths.join('\n')}\n`);
}, 600_000);
