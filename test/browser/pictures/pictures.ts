import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { open } from '../browser.js';

/** How each view is looked at. */
const looks = (['light', 'dark'] as const).flatMap(colorScheme =>
  [1280, 390].map(width => ({ colorScheme, width, height: width > 1000 ? 800 : 844 })),
);

/** The addresses of all views, as the navigation has them. */
export async function viewsOf(browser: Browser, mock: MockServer): Promise<readonly string[]> {
  const { page, close } = await open(browser, mock);
  const links = page.getByRole('navigation').getByRole('list').first().getByRole('link');
  await links.first().waitFor();
  const addresses = (await links.all()).map(async link => `/${await link.getAttribute('href')}`);
  const all = await Promise.all(addresses);
  await close();
  return all;
}

/** Puts a picture of each address into a folder, light and dark, wide and narrow; answers their paths. */
export async function picturesOf(
  browser: Browser,
  mock: MockServer,
  addresses: readonly string[],
  folder: string,
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const look of looks) {
    for (const address of addresses) {
      const { page, close } = await open(browser, mock, address, look);
      await page.getByRole('heading', { level: 1 }).waitFor();
      // A view waits for what it reads, and is drawn in the frames after that.
      await expect.poll(() => page.locator('.waiting').count(), { timeout: 20_000 }).toBe(0);
      await page.evaluate('new Promise(done => setTimeout(done, 500))');
      const name = address.replace(/[^\w]+/g, '-').replace(/^-|-$/g, '') || 'start';
      const path = join(folder, `${name}-${look.colorScheme}-${look.width}.png`);
      await page.screenshot({ path });
      paths.push(path);
      await close();
    }
  }
  return paths;
}
