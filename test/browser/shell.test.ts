import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockServer } from '../../mock-server/index.js';
import { expectAccessible, open, openBrowser, serveDashboard } from './browser.js';

let browser: Browser;
let mock: MockServer;
beforeAll(async () => {
  [browser, mock] = await Promise.all([openBrowser(), serveDashboard({ seed: 'shop', clock: 'frozen' })]);
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

describe('the dashboard', () => {
  it('opens at /, in the world default', async () => {
    const { page, expectClean, close } = await open(browser, mock);
    await page.getByRole('heading', { name: 'Worlds', level: 1 }).waitFor();
    expect(new URL(page.url()).hash).toBe('#/default/worlds');
    expectClean();
    await close();
  });

  it('shows each of its views clean and accessible, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, expectClean, close } = await open(browser, mock, '/#/default/worlds', { colorScheme });
      const links = await page.getByRole('navigation').getByRole('list').first().getByRole('link').all();
      expect(links.length).toBeGreaterThan(8);
      for (const link of links) {
        await link.click();
        await page.getByRole('heading', { name: await link.innerText(), level: 1 }).waitFor();
        await expect.poll(() => page.locator('.waiting').count(), { timeout: 30_000 }).toBe(0);
        await expectAccessible(page);
      }
      expectClean();
      await close();
    }
  });
});
