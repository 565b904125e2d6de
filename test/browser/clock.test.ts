import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../mock-server/index.js';
import { expectAccessible, open, openBrowser, serveDashboard } from './browser.js';

let browser: Browser;
let mock: MockServer;
beforeAll(async () => {
  [browser, mock] = await Promise.all([openBrowser(), serveDashboard({ seed: 'shop', clock: 'frozen' })]);
  // What the vendors load once is no part of what a page waits for.
  await mock.control.clock.agenda();
}, 60_000);
beforeEach(async () => {
  await mock.control.worlds.reset('default');
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

const NOW = '2026-06-15T09:30:00Z';
const now = async (): Promise<string> => (await mock.control.clock.show('default')).now;
const shown = (page: Page, time: string) => page.locator('.clock-now').getByText(time).waitFor();

describe('the view of the clock', () => {
  it('lets a month pass, tells what ran and changed, and undoes it', async () => {
    const { page, expectClean } = await open(browser, mock, '/#/default/clock');
    await shown(page, '2026-06-15 09:30:00');
    await page.getByRole('heading', { name: 'Due next' }).waitFor();
    const before = await mock.control.snapshot.save('default');
    await page.getByRole('button', { name: '+ 1 month' }).click();
    await shown(page, '2026-07-15 09:30:00');
    expect(await now()).toBe('2026-07-15T09:30:00Z');
    // The same in a world of the same seed, by the control API.
    await using other = await mock.world({ seed: 'shop', clock: 'frozen', now: NOW });
    const { ran, changed } = await other.advance({ by: 'P1M' });
    const step = page.getByRole('article', { name: 'By 1 month' });
    await step.getByText(`${ran.length} jobs ran;`).waitFor();
    const told = await step.getByRole('list', { name: 'What ran' }).getByRole('listitem').allInnerTexts();
    expect(told.length).toBe(new Set(ran.map(({ vendor, job }) => `${vendor} ${job}`)).size);
    const bucket = told.find(text => text.startsWith('2026-06-16 00:00:00 to 2026-07-15 00:00:00\nBucket'));
    expect(bucket).toContain(`${ran.filter(({ job }) => job === 'bucket').length} times`);
    expect(bucket).toMatch(/bucket chloe-datasets 30 times/);
    const gone = told.find(text => /\bDelete\b/.test(text));
    expect(gone).toMatch(/gone/);
    expect(await step.getByText(`${changed.infrahub?.charges} charges`).count()).toBe(1);
    const link = step.getByRole('link', { name: 'bucket chloe-datasets' }).first();
    expect(await link.getAttribute('href')).toMatch(/^#\/default\/resources\/infrahub\/bucket\/\d+$/);
    await expectAccessible(page);
    await step.getByRole('button', { name: 'Undo' }).click();
    await step.getByText('undone').waitFor();
    await shown(page, '2026-06-15 09:30:00');
    expect(await mock.control.snapshot.save('default')).toEqual(before);
    expectClean();
  });

  it('goes by a duration and to an instant, and says plainly when nothing happened', async () => {
    const { page, expectClean } = await open(browser, mock, '/#/default/clock');
    await page.getByLabel('By a duration').fill('PT5S');
    await page.getByRole('button', { name: 'Advance' }).click();
    await page.getByRole('article', { name: 'By 5 seconds' }).getByText('Nothing happened.').waitFor();
    await page.getByLabel('To an instant (UTC)').fill('2026-06-15T09:31:00');
    await page.getByRole('button', { name: 'Go there', exact: true }).last().click();
    await page
      .getByRole('article', { name: 'To an instant' })
      .getByText(/jobs? ran/)
      .first()
      .waitFor();
    expect(await now()).toBe('2026-06-15T09:31:00Z');
    expectClean();
  });

  it('says what is wrong at the field, as the server words it, and moves nothing', async () => {
    const { page, expectClean } = await open(browser, mock, '/#/default/clock');
    await page.getByLabel('By a duration').fill('1h');
    await page.getByRole('button', { name: 'Advance' }).click();
    await page.getByText('is not an ISO 8601 duration such as PT47M').waitFor();
    expect(await page.getByLabel('By a duration').getAttribute('aria-invalid')).toBe('true');
    // The field takes no earlier one; the keyboard of a person may still bring one.
    await page.evaluate("document.querySelector('input[type=datetime-local]').removeAttribute('min')");
    await page.getByLabel('To an instant (UTC)').fill('2020-01-01T00:00:00');
    await page.getByRole('button', { name: 'Go there', exact: true }).last().click();
    await page.getByText('the clock does not go back; reset the world instead').waitFor();
    expect(await now()).toBe(NOW);
    await page.getByText('No time was let pass from here yet').waitFor();
    await expectAccessible(page);
    expectClean();
  });

  it('says what is due next, and goes there', async () => {
    const { page, expectClean } = await open(browser, mock, '/#/default/clock');
    const { due } = await mock.control.clock.agenda({}, 'default');
    const first = page.locator('.clock-agenda li').first();
    await first.getByText('in 14 s').waitFor();
    await first.getByRole('button', { name: /^Go there: task of virtfusion in 14 s/ }).click();
    await page
      .getByRole('article', { name: 'To an instant' })
      .getByText(/1 job ran/)
      .waitFor();
    expect(await now()).toBe(due[0]?.at);
    await page.locator('.clock-agenda li').first().getByText('Subnet').waitFor();
    expectClean();
  });

  it('freezes the clock and lets it run', async () => {
    const { page, expectClean } = await open(browser, mock, '/#/default/clock');
    const runs = page.getByRole('switch', { name: 'Runs with the real time' });
    await runs.click();
    await page.getByText('The clock runs with the real time').waitFor();
    expect((await mock.control.clock.show('default')).mode).toBe('running');
    await expect.poll(() => page.locator('.clock-now').innerText()).not.toContain('09:30:00');
    await runs.click();
    await page.getByText('The clock stands still').waitFor();
    expect((await mock.control.clock.show('default')).mode).toBe('frozen');
    expectClean();
  });

  it('marks jobs that failed', async () => {
    const world = await mock.world({ seed: 'shop', clock: 'frozen', now: NOW });
    await world.faults.add({ operation: 'virtfusion/*', failure: 'taskFails', text: 'no power', times: 1 });
    const { page, expectClean } = await open(browser, mock, `/#/${world.name}/clock`);
    await page.getByRole('button', { name: '+ 1 hour' }).click();
    await page
      .getByText(/jobs ran, of which 1 failed/)
      .first()
      .waitFor();
    await page.getByRole('list', { name: 'What ran' }).getByText('failed').waitFor();
    await world.dispose();
    expectClean();
  });
});

describe('the frame', () => {
  it('lets an hour pass from any view, and says what came of it', async () => {
    const { page, expectClean } = await open(browser, mock, '/#/default/worlds');
    await page.getByRole('button', { name: '+1 h: let one hour pass' }).click();
    await page
      .getByRole('status')
      .getByText(/jobs? ran/)
      .waitFor();
    expect(await now()).toBe('2026-06-15T10:30:00Z');
    await page.getByRole('navigation').getByText('2026-06-15 10:30:00').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Clock' }).click();
    await page.getByRole('article', { name: 'By 1 hour' }).waitFor();
    expectClean();
  });
});

it('the view of the clock is accessible, light and dark, and fits a narrow screen with what happened', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, expectClean } = await open(browser, mock, '/#/default/clock', { colorScheme, width: 390 });
    await page.getByRole('button', { name: '+ 1 day' }).click();
    await page
      .getByRole('article', { name: 'By 1 day' })
      .getByText(/jobs ran/)
      .waitFor();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expectClean();
  }
});
