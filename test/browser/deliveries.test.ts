import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockServer } from '../../mock-server/index.js';
import { receiver } from '../receiver.js';
import { expectAccessible, open, openBrowser, serveDashboard } from './browser.js';

let browser: Browser;
let mock: MockServer;
beforeAll(async () => {
  [browser, mock] = await Promise.all([
    openBrowser(),
    serveDashboard({ seed: 'empty', clock: 'frozen', now: '2025-01-31T12:00:00Z' }),
  ]);
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

async function makeUser(email: string): Promise<void> {
  const reply = await fetch(`${mock.url}/api/v1/users`, {
    method: 'POST',
    headers: { authorization: 'Bearer virtfusion-test-token', 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Lee', email, extRelationId: email.charCodeAt(0) }),
  });
  expect(reply.status).toBe(201);
}

describe('deliveries', () => {
  it('are asked for by naming an address, arrive, and are shown in full as they come', async () => {
    const { url, received } = await receiver((reply, number) => {
      reply.statusCode = number === 1 ? 503 : 200;
      reply.end(number === 1 ? 'not now' : 'thanks');
    });
    const { page, expectClean, close } = await open(browser, mock, '/#/default/deliveries');
    await page.getByText('Nothing was sent yet').waitFor();
    await page.getByText('Nobody. An address that is added').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add an address' }).click();
    const form = page.getByRole('form', { name: 'Add an address' });
    await form.getByLabel('Address').fill('nowhere');
    await form.getByText('is no URL of http or https').waitFor();
    await form.getByLabel('Address').fill(`${url}/hook?key=abc`);
    await form.getByLabel('Token').fill('let me in');
    await form.getByLabel('user.create').check();
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Tell this address' }).click();
    const addresses = page.getByRole('list', { name: 'Addresses' });
    await addresses.getByText(`${url}/hook?key=***`).waitFor();
    expect(await addresses.innerText()).toContain('virtfusion: user.create');

    await makeUser('lee@example.com');
    const row = page.getByRole('row', { name: /user\.create/ });
    await row.waitFor();
    await row.getByText('waiting').waitFor();
    expect(await row.innerText()).toContain('12:00:10');
    expect(await page.locator('body').innerText()).not.toContain('abc');
    await mock.control.clock.advance({ by: 'PT10S' });
    await row.getByText('delivered').waitFor();
    await row.press('Enter');

    await page.getByRole('heading', { name: 'Delivery virtfusion 1', level: 1 }).waitFor();
    const attempts = page.getByRole('table', { name: 'Attempts' });
    expect(await attempts.innerText()).toMatch(/12:00:00\s+503\s+not now/);
    expect(await attempts.innerText()).toMatch(/12:00:10\s+200\s+thanks/);
    const body = await page.getByRole('region', { name: 'Body' }).locator('code').innerText();
    expect(JSON.parse(body).data.user).toMatchObject({ email: 'lee@example.com' });
    expect(received[1]?.body.data.user.email).toBe('lee@example.com');
    const text = await page.locator('main').innerText();
    expect(text).toContain('Authorization: ***');
    expect(text).not.toContain('Bearer');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'All deliveries' }).click();

    await page.getByRole('button', { name: `Remove ${url}/hook?key=*** of virtfusion` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Nobody. An address that is added').waitFor();
    await makeUser('kim@example.com');
    await mock.control.clock.advance({ by: 'PT10S' });
    expect(received).toHaveLength(2);
    expectClean();
    await close();
  });
});
