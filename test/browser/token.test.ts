import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MockServer } from '../../mock-server/index.js';
import { expectAccessible, open, openBrowser, serveDashboard } from './browser.js';

const TOKEN = 'a-token-of-the-test';

let browser: Browser;
let mock: MockServer;
beforeAll(async () => {
  [browser, mock] = await Promise.all([openBrowser(), serveDashboard({ seed: 'empty', adminToken: TOKEN })]);
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

it('asks for the admin token, says when it is wrong, and keeps it in the tab alone', async () => {
  const { page, close } = await open(browser, mock);
  const asked: string[] = [];
  page.on('request', request => asked.push(request.url()));
  const field = page.getByLabel('Admin token');
  await field.waitFor();
  await expectAccessible(page);
  expect(await page.getByRole('navigation').count()).toBe(0);

  await field.fill('another-token');
  await page.getByRole('button', { name: 'Open the dashboard' }).click();
  await page.getByText('The server did not take this token.').waitFor();

  await field.fill(TOKEN);
  await field.press('Enter');
  await page.getByRole('heading', { name: 'Worlds', level: 1 }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Worlds', level: 1 }).waitFor();
  expect(page.url()).not.toContain(TOKEN);
  expect(asked.filter(url => url.includes(TOKEN))).toEqual([]);
  expect(await page.evaluate('[JSON.stringify(localStorage), document.cookie]')).toEqual(['{}', '']);
  expect(await page.evaluate('Object.values(sessionStorage)')).toContain(TOKEN);
  await close();

  const other = await open(browser, mock);
  await other.page.getByLabel('Admin token').waitFor();
  await other.close();
});
