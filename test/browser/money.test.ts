import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtIn, type MockServer } from '../../mock-server/index.js';
import acme from '../vendors/acme/index.js';
import { expectAccessible, type Opened, open, openBrowser, serveDashboard } from './browser.js';

let browser: Browser;
let mock: MockServer;
beforeAll(async () => {
  const vendors = [...builtIn, acme];
  [browser, mock] = await Promise.all([openBrowser(), serveDashboard({ seed: 'shop', clock: 'frozen', vendors })]);
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

const NAME = 'What each thing costs';

/** Does something with the money of a vendor in a page of its own, and holds that to what every page must hold to. */
async function seen(
  address: string,
  act: (page: Page) => Promise<void>,
  { world = 'default', ...look }: Parameters<typeof open>[3] & { readonly world?: string } = {},
): Promise<void> {
  const { page, expectClean, close }: Opened = await open(browser, mock, `/#/${world}/money${address}`, look);
  await act(page);
  expectClean();
  await close();
}

/** What a figure above the chart shows. */
const figure = (page: Page, name: string) => page.locator('dl > div', { hasText: name }).locator('dd');

const written = (amount: number): string =>
  amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** What the first of those who pay spent in a window, as Infrahub itself answers it with a key of the world. */
async function ownAnswer(api_key: string, from: string, to: string): Promise<number> {
  const path = `/v1/billing/billing/history?start_date=${from.slice(0, 19)}&end_date=${to.slice(0, 19)}`;
  const reply = await fetch(`${mock.url}${path}`, { headers: { api_key } });
  return JSON.parse(await reply.text()).billing_history.billing_history[0].metrics.incurred_bill;
}

/** The picture of the chart. */
const picture = (page: Page): Promise<string> => page.evaluate("document.querySelector('.uplot canvas').toDataURL()");

describe('the money of a vendor', () => {
  it('is shown as a chart, and its figures are those of the vendor, before and after a month', async () => {
    const world = await mock.world({ name: 'older', seed: 'shop', clock: 'frozen' });
    const { apiKey } = world.credentials.infrahub;
    const lookAtIt = async (page: Page): Promise<void> => {
      const chart = page.getByRole('img', { name: /^Cost of Tensor Works \d by day, from 2026-05-16 to 2026-06-30: / });
      await chart.waitFor();
      const before = await picture(page);
      const { now } = await world.clock.show();
      const spent = written(await ownAnswer(apiKey, '2026-05-16T00:00:00Z', now));
      expect(await figure(page, 'Spent in this window').innerText()).toContain(`${spent} USD`);
      expect(await chart.getAttribute('aria-label')).toContain(`${spent} USD so far, `);
      const { account } = await world.money.show('infrahub');
      expect(await figure(page, 'Credit').first().innerText()).toContain(written(account.credit));
      expect(await figure(page, 'Credit lasts until').innerText()).toContain(account.until?.slice(0, 10));
      expect(await page.getByText('72 hours left').isVisible()).toBe(true);

      await world.advance({ by: 'P1M' });
      await page.getByRole('img', { name: /from 2026-06-15 to 2026-07-30/ }).waitFor();
      const { now: later } = await world.clock.show();
      const after = written(await ownAnswer(apiKey, '2026-06-15T00:00:00Z', later));
      expect(await figure(page, 'Spent in this window').innerText()).toContain(`${after} USD`);
      expect(after).not.toBe(spent);
      await expect.poll(() => picture(page), { timeout: 10_000 }).not.toBe(before);
    };
    await seen('/infrahub?step=day', lookAtIt, { world: world.name });
    await world.dispose();
  });

  it('is a table too, whose things lead to themselves and to their records', async () => {
    await seen('/infrahub', async page => {
      const { items } = await mock.control.money('infrahub', { limit: 50 });
      const [first] = items;
      const rows = page.getByRole('table', { name: NAME }).getByRole('row');
      await rows.nth(1).waitFor();
      expect(await rows.count()).toBe(items.length + 1);
      const cells = (await rows.nth(1).getByRole('cell').allInnerTexts()).map(text => text.trim());
      const { rate = 0, spent = 0, total = 0, resource, name = '' } = first ?? {};
      expect(cells.slice(2)).toEqual([
        'charged',
        written(rate),
        written(spent),
        written(total - spent),
        written(total),
      ]);
      const record = page.getByRole('link', { name: `Record of ${name}` });
      expect(await record.getAttribute('href')).toBe(
        `#/default/resources/infrahub/${resource?.resource}/${resource?.key}`,
      );
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('img', { name: `Cost of ${name} by day` }).waitFor();
      expect(await figure(page, 'Spent in this window').innerText()).toContain(written(spent));
      await page.getByRole('button', { name: 'Show all things' }).click();
      await page.getByRole('img', { name: 'Cost of Tensor Works 1' }).waitFor();
    });
  });

  it('has hours, days and months, each by itself or cumulated, and says so in its address', async () => {
    await seen('', async page => {
      await page.getByRole('img', { name: 'Cost of' }).waitFor();
      await page.getByRole('tab', { name: 'virtuozzo' }).click();
      await page.getByRole('img', { name: 'Cost of demo@example.com by day' }).waitFor();
      await page.getByLabel('Steps').selectOption({ label: 'Months' });
      await page.getByRole('img', { name: 'by month' }).waitFor();
      const single = await picture(page);
      await page.getByLabel('Amounts').selectOption({ label: 'Cumulated' });
      await page.getByRole('img', { name: 'by month, cumulated' }).waitFor();
      await expect.poll(() => picture(page), { timeout: 10_000 }).not.toBe(single);
      expect(new URL(page.url()).hash).toBe('#/default/money/virtuozzo?step=month&as=sum');
      await page.goBack();
      await page.getByRole('img', { name: /by month, from/ }).waitFor();
    });
  });

  it('looks earlier and later, and back to now', async () => {
    await seen('/virtuozzo?step=month', async page => {
      const now = page.getByRole('img', { name: /from 2025-07-01 to 2026-10-01/ });
      await now.waitFor();
      await page.getByRole('button', { name: 'Earlier' }).click();
      const chart = page.getByRole('img', { name: /from 2024-04-01 to 2025-07-01/ });
      await chart.waitFor();
      expect(await figure(page, 'Forecast').innerText()).toContain('0.00 EUR');
      await page.getByRole('button', { name: 'Later' }).click();
      await now.waitFor();
      await page.getByRole('button', { name: 'Later' }).click();
      await page.getByRole('img', { name: /from 2026-10-01 to 2028-01-01: 0.00 EUR so far/ }).waitFor();
      await page.getByRole('button', { name: 'Around now' }).click();
      await now.waitFor();
    });
  });

  it('shows what stands under the pointer', async () => {
    await seen('/virtfusion?step=month', async page => {
      await page.getByRole('img', { name: 'by month' }).waitFor();
      const bill = await mock.control.money('virtfusion', { step: 'month' });
      const plot = page.locator('.u-over');
      const { width = 0 } = (await plot.boundingBox()) ?? {};
      const [from, to] = [Date.parse(bill.from), Date.parse(bill.to)];
      const at = bill.steps.findIndex(step => step.from === '2026-05-01T00:00:00Z');
      await plot.hover({ position: { x: (width * (Date.parse('2026-05-15T00:00:00Z') - from)) / (to - from), y: 90 } });
      const reading = page.locator('.money-reading');
      await reading.waitFor();
      const text = await reading.innerText();
      expect(text).toContain('2026-05');
      expect(text).toContain(`${written(bill.total.costs[at] ?? 0)} tokens`);
      expect(text).toContain(written(bill.items[0]?.costs[at] ?? 0));
    });
  });

  it('can be read by keyboard, step by step, with what is to come told apart', async () => {
    await seen('/infrahub', async page => {
      const { steps, total } = await mock.control.money('infrahub');
      const summary = page.getByText('The figures of the chart, step by step');
      await summary.focus();
      await page.keyboard.press('Enter');
      const table = page.getByRole('table', { name: 'What each step cost, in USD' });
      await table.waitFor();
      const rows = table.getByRole('row');
      expect(await rows.count()).toBe(steps.length + 1);
      const split = steps.findIndex(({ forecast }) => forecast);
      const [past, coming] = [split - 1, split].map(at => `${written(total.costs[at] ?? 0)}`);
      expect(await rows.nth(split).innerText()).toMatch(new RegExp(`^2026-06-15\\s+${past}\\s`));
      expect(await rows.nth(split + 1).innerText()).toMatch(new RegExp(`^2026-06-15 09:30 forecast\\s+${coming}\\s`));
      await page.getByRole('tab', { name: 'infrahub' }).focus();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('img', { name: 'demo@example.com' }).waitFor();
    });
  });

  it('is of any account', async () => {
    await seen('/virtfusion', async page => {
      const { accounts } = await mock.control.money('virtfusion');
      const other = accounts[1];
      await page.getByLabel('Account').selectOption(other?.id ?? '');
      await page.getByRole('img', { name: `Cost of ${other?.name}` }).waitFor();
      const { total } = await mock.control.money('virtfusion', { account: other?.id });
      expect(await figure(page, 'Spent in this window').innerText()).toContain(`${written(total.spent)} tokens`);
    });
  });

  it('fits narrow screens, in the dark too', async () => {
    const look = { width: 390, colorScheme: 'dark' } as const;
    await seen(
      '/infrahub?step=month&as=sum',
      async page => {
        await page.getByRole('img', { name: 'by month, cumulated' }).waitFor();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
        await page.getByText('The figures of the chart, step by step').click();
        await expectAccessible(page);
      },
      look,
    );
  });

  it('says what is wrong, and what to do', async () => {
    const { page, expectClean, close } = await open(browser, mock, '/#/default/money/acme');
    await page.getByText('the vendor "acme" says nothing of money').waitFor();
    await expectAccessible(page);
    await page.getByRole('tab', { name: 'infrahub' }).click();
    await page.getByRole('table', { name: NAME }).waitFor();
    await page.goto(`${mock.url}/#/default/money/infrahub?step=hour&from=2020-01-01&to=2026-01-01`);
    await page.getByRole('alert').getByText('the input is not what this call takes').waitFor();
    await page.getByRole('button', { name: 'Around now' }).click();
    await page.getByRole('img', { name: 'by hour' }).waitFor();
    await page.goto(`${mock.url}/#/default/money/infrahub/vm:9999`);
    await page.getByText('this account pays for nothing of the id "vm:9999"').waitFor();
    await page.getByRole('button', { name: 'Show all things' }).click();
    await page.getByRole('table', { name: NAME }).waitFor();
    expectClean();
    await close();
  });
});
