import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
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

it('takes the token of a tenant, and opens with a world of its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const tenants = join(folder, 'tenants.json');
  writeFileSync(tenants, JSON.stringify({ tenants: [{ name: 'team-a', token: 'token-of-team-a' }] }));
  const shared = await serveDashboard({ seed: 'empty', adminToken: TOKEN, tenants });
  onTestFinished(() => shared.close());
  const { page, close } = await open(browser, shared);
  const give = async (): Promise<void> => {
    await page.getByLabel('Admin token').fill('token-of-team-a');
    await page.getByRole('button', { name: 'Open the dashboard' }).click();
  };
  await give();
  await page.getByText('There are no worlds').waitFor();
  const headers = { authorization: 'Bearer token-of-team-a', 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'of-team-a', ttl: 'PT1H' });
  await fetch(`${shared.url}/__admin/worlds`, { method: 'POST', headers, body });
  await page.reload();
  await page.getByRole('heading', { name: 'World of-team-a' }).waitFor();
  await page.getByText('Is gone at').waitFor();
  expect(await page.locator('.world-choice option').allTextContents()).toEqual(['of-team-a']);
  await expectAccessible(page);
  await close();
});
