import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockServer } from '../../mock-server/index.js';
import { expectAccessible, open, openBrowser, serveDashboard } from './browser.js';

let browser: Browser;
let mock: MockServer;
beforeAll(async () => {
  [browser, mock] = await Promise.all([openBrowser(), serveDashboard({ seed: 'empty', clock: 'frozen' })]);
  await mock.world({ name: 'other', seed: 'empty', clock: 'frozen' });
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

const title = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });
const link = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true });
const choice = (page: Page) => page.getByRole('combobox', { name: 'World', exact: true });
const focused = (page: Page): Promise<string> => page.evaluate('document.activeElement.textContent');

describe('the frame', () => {
  it('gives the focus to the title of a view that is gone to, and names the document by it', async () => {
    const { page, expectClean, close } = await open(browser, mock);
    await title(page, 'Worlds').waitFor();
    // Who opens the page begins at its head, as with any page.
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true);
    await link(page, 'Checks').click();
    await title(page, 'Checks').waitFor();
    await expect.poll(() => focused(page)).toBe('Checks');
    expect(await page.title()).toBe('Checks · Hostdouble');
    expect(await link(page, 'Checks').getAttribute('aria-current')).toBe('page');

    await page.goBack();
    await title(page, 'Worlds').waitFor();
    await expect.poll(() => focused(page)).toBe('Worlds');
    await page.goForward();
    await title(page, 'Checks').waitFor();
    expect(new URL(page.url()).hash).toBe('#/default/checks');
    expectClean();
    await close();
  });

  it('stays in the view when another world is chosen, and with the choice where one was', async () => {
    const { page, close } = await open(browser, mock, '/#/default/clock');
    await title(page, 'Clock').waitFor();
    await choice(page).focus();
    await choice(page).selectOption('other');
    await expect.poll(() => new URL(page.url()).hash).toBe('#/other/clock');
    await title(page, 'Clock').waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SELECT');
    await close();
  });

  it('is skipped by the keyboard', async () => {
    const { page, close } = await open(browser, mock, '/#/default/checks');
    await title(page, 'Checks').waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('Checks');
    await close();
  });

  it.each([
    ['/#/nowhere/clock', 'There is no world “nowhere”'],
    ['/#/default/nothing', 'There is no view “nothing”'],
    ['/#/%E0%A4%A/clock', 'There is no world “%E0%A4%A”'],
  ])('has a way on from %s', async (address, said) => {
    const { page, expectClean, close } = await open(browser, mock, address);
    await title(page, said).waitFor();
    expect(await page.title()).toBe(`${said} · Hostdouble`);
    await expectAccessible(page);
    await page.getByRole('main').getByRole('link').click();
    await title(page, 'Worlds').waitFor();
    expect(new URL(page.url()).hash).toMatch(/^#\/default\/worlds$/);
    expectClean();
    await close();
  });

  it.each([390, 900, 1280])('fits a screen of %i pixels, with the world and its clock in sight', async width => {
    const { page, close } = await open(browser, mock, '/#/default/checks', { width });
    await title(page, 'Checks').waitFor();
    expect(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    ).toBeLessThanOrEqual(0);
    for (const part of [choice(page), page.getByRole('navigation').locator('time')]) {
      const box = await part.boundingBox();
      expect(box?.y).toBeLessThan(200);
      expect((box?.x ?? 0) + (box?.width ?? width)).toBeLessThanOrEqual(width);
    }
    // In a row that scrolls the current view is scrolled to.
    const current = await link(page, 'Checks').boundingBox();
    expect(current?.x).toBeGreaterThanOrEqual(0);
    expect((current?.x ?? 0) + (current?.width ?? width)).toBeLessThanOrEqual(width);
    await close();
  });

  it('moves nothing for those who asked for that, and marks the current view without colours', async () => {
    const { page, close } = await open(browser, mock, '/#/default/checks');
    await title(page, 'Checks').waitFor();
    const mark = (property: string): Promise<string> =>
      link(page, 'Checks').evaluate((element, name) => {
        const style: unknown = Reflect.get(globalThis, 'getComputedStyle')(element);
        return String(Reflect.get(Object(style), name));
      }, property);
    expect(await mark('transitionDuration')).not.toBe('0s');
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
    expect(await mark('transitionDuration')).toBe('0s');
    expect(await mark('outlineStyle')).toBe('solid');
    await expectAccessible(page);
    await close();
  });

  it('holds what it has while it reads, so that nothing is pushed about', async () => {
    const { page, close } = await open(browser, mock, '/#/default/checks');
    await title(page, 'Checks').waitFor();
    const shift = await page.evaluate(`new Promise(done => {
      let total = 0;
      new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) total += one.value; })
        .observe({ type: 'layout-shift', buffered: true });
      requestAnimationFrame(() => requestAnimationFrame(() => done(total)));
    })`);
    expect(shift).toBeLessThan(0.02);
    await close();
  });
});
