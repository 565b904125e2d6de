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
  // The contracts load now, so that no test waits for all of them.
  await mock.control.coverage();
}, 120_000);
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

const coverage = (at = ''): Promise<Opened> => open(browser, mock, `/#/default/coverage${at}`);

/** What the bar of this label says in words: `225 served` is `['225', 'served']`. */
const sharesOf = (page: Page, label: string): Promise<string[]> =>
  page
    .getByRole('figure', { name: label })
    .getByRole('listitem')
    .evaluateAll(all => all.map(one => (one.textContent ?? '').trim()));

/** How many operations the page says that it shows: `21 of 707 operations`. */
const said = (page: Page, text: string): Promise<void> =>
  page.getByRole('status').getByText(text, { exact: true }).waitFor();

/** The first lines of a column's cells. */
const column = (page: Page, table: string, at: number): Promise<string[]> =>
  page
    .getByRole('table', { name: table })
    .locator(`tbody td:nth-child(${at})`)
    .evaluateAll(cells => cells.map(cell => cell.innerText.split('\n')[0]?.trim() ?? ''));

describe('coverage', () => {
  it('has figures of each vendor, also of one of the user, and says what the words mean', async () => {
    const { page, expectClean, close } = await coverage();
    const { vendors } = await mock.control.coverage();
    for (const { title, known, operations, served, evidence } of Object.values(vendors)) {
      const card = page.getByRole('region', { name: title });
      await card.waitFor();
      const words = await card.getByRole('listitem').evaluateAll(all => all.map(one => (one.textContent ?? '').trim()));
      const shares = { served, 'known only': known - operations, ...evidence };
      const there = Object.entries(shares).filter(([, count]) => count > 0);
      expect(words).toEqual(expect.arrayContaining(there.map(([word, count]) => `${count} ${word}`)));
    }
    await page.getByText('two of the vendor’s own sources differ').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Acme Boxes API' }).click();
    await page.getByRole('tab', { name: 'acme', selected: true }).waitFor();
    await said(page, '6 operations');
    expectClean();
    await close();
  });

  it('of a vendor lists all operations, to be searched, filtered and sorted', async () => {
    const { page, expectClean, close } = await coverage('/acme');
    await said(page, '6 operations');
    expect(await sharesOf(page, '6 operations known')).toEqual(['4 served', '2 known only']);
    const { fields } = await mock.control.operations.list('acme');
    expect((await sharesOf(page, `${fields.documented} fields, by evidence`))[0]).toBe(
      `${fields.documented} documented`,
    );
    const table = 'Operations of Acme Boxes API';
    expect(await column(page, table, 1)).toEqual([
      ...['boxes.list', 'boxes.create', 'boxes.show', 'boxes.delete', 'boxes.resize', 'regions.list'],
    ]);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Operation', exact: true }).click();
    expect((await column(page, table, 1))[1]).toBe('boxes.delete');

    await page.getByLabel('Standing').selectOption('known only');
    await said(page, '2 of 6 operations');
    await page.getByLabel('Standing').selectOption('served');
    await page.getByLabel('Effect').selectOption('spend');
    await said(page, '1 of 6 operations');
    expect(await column(page, table, 1)).toEqual(['boxes.create']);
    await page.getByLabel('Search').fill('charged nothing');
    await page.getByText('No operation is like that').waitFor();
    await page.getByRole('button', { name: 'Show all 6' }).click();
    await page.getByLabel('Search').fill('/boxes post charged');
    await said(page, '1 of 6 operations');
    expect(new URL(page.url()).hash).toBe('#/default/coverage/acme?search=%2Fboxes+post+charged');
    expectClean();
    await close();
  });

  it('of a vendor is found by evidence and by disputes, under any of its names', async () => {
    const { operations } = await mock.control.operations.list('infrahub');
    const { page, expectClean, close } = await coverage('/hyperstack?disputed=yes');
    await page.getByRole('tab', { name: 'infrahub', selected: true }).waitFor();
    await said(page, `${operations.filter(({ disputed }) => disputed > 0).length} of ${operations.length} operations`);
    await page.getByLabel('Disputes').selectOption('with or without');
    await page.getByLabel('Evidence').selectOption('assumed');
    await said(
      page,
      `${operations.filter(one => one.evidence === 'assumed').length} of ${operations.length} operations`,
    );
    expectClean();
    await close();
  });

  it('of an operation shows its fields by evidence with what is disputed, its failures, and where to read on', async () => {
    const { page, expectClean, close } = await coverage('/infrahub?search=billingInfo.show');
    await page.getByRole('link', { name: 'billingInfo.show' }).click();
    await page.getByRole('heading', { name: 'billingInfo.show', level: 1 }).waitFor();
    const told = await mock.control.operations.show('infrahub', 'billingInfo.show');
    await page.getByRole('table', { name: 'Fields' }).waitFor();
    const of = (evidence: string): number => told.fields.filter(field => field.evidence === evidence).length;
    expect(await sharesOf(page, `${told.fields.length} fields, by evidence`)).toEqual([
      ...[`${of('documented')} documented`, `${of('disputed')} disputed`, `${of('assumed')} assumed`],
    ]);
    expect(await column(page, 'Fields', 2)).toEqual(told.fields.map(({ path }) => path));
    await page
      .getByRole('row', { name: '$.users_info array or object' })
      .getByText('here a list, in another source one object')
      .waitFor();
    expect(await column(page, 'Failures', 1)).toEqual(told.failures.map(({ kind }) => kind));
    await expectAccessible(page);
    await page.getByLabel('Evidence').selectOption('assumed');
    await expect.poll(() => column(page, 'Fields', 2)).toHaveLength(of('assumed'));
    await page.getByLabel('Search').fill('users_info[*].stripe');
    await expect.poll(() => column(page, 'Fields', 2)).toEqual(['$.users_info[*].stripe_user_id']);

    const out = page.getByRole('link', { name: 'The vendor’s page about it' });
    expect(await out.getAttribute('href')).toBe(told.docs);
    expect([await out.getAttribute('target'), await out.getAttribute('rel')]).toEqual([
      '_blank',
      'noopener noreferrer',
    ]);
    const own = page.getByRole('link', { name: 'Our documentation of it' });
    expect(await own.getAttribute('href')).toBe('/__admin/docs/infrahub?world=default#/billingInfo/billingInfo.show');
    const calls = page.getByRole('link', { name: 'Calls of it in this world' });
    expect(await calls.getAttribute('href')).toBe('#/default/calls?vendor=infrahub&operation=billingInfo.show');
    expectClean();
    await close();
  });

  it('of what is disputed about refusals, and of what is known only, says so', async () => {
    const { page, expectClean, close } = await coverage('/infrahub/virtualMachines.logs');
    await page
      .getByRole('row', { name: /methodNotAllowed 405 this call/ })
      .getByText('only one of the vendor’s sources lists it')
      .waitFor();
    await page.getByRole('link', { name: 'All operations of infrahub' }).click();
    await page.getByRole('tab', { name: 'infrahub', selected: true }).waitFor();
    await page.goto(`${mock.url}/#/default/coverage/acme/boxes.resize`);
    await page.getByText('Only its route is known').waitFor();
    expect(await page.getByRole('link', { name: 'Our documentation of it' }).count()).toBe(0);
    expectClean();
    await close();
  });

  it('of what there is not says what is near', async () => {
    for (const [at, text] of [
      ['/acme/boxes.lst', 'acme has no operation "boxes.lst"; did you mean boxes.list?'],
      ['/acm', 'there is no vendor "acm"; did you mean acme?'],
    ] as const) {
      const { page, close } = await coverage(at);
      await page.getByRole('alert').getByText(text, { exact: true }).waitFor();
      await close();
    }
  });
});
