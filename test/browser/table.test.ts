import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { expectAccessible, type Opened, open, openBrowser } from './browser.js';

let browser: Browser;
let mock: MockServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(inject('dashboard'), '..', 'table-'));
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync(process.execPath, ['.ci/page.mjs', folder, '--root', 'test/browser/table'], { cwd, stdio: 'inherit' });
  [browser, mock] = await Promise.all([openBrowser(), createMockServer({ dashboard: folder })]);
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const things = (asked: string, look = {}): Promise<Opened> => open(browser, mock, `/#${asked}`, look);

const rowsOf = (page: Page): Locator => page.getByRole('table', { name: 'Things' }).locator('tbody tr[aria-rowindex]');
const wrapOf = (page: Page): Locator => page.locator('.table-wrap');

/** The text of the row that has the focus. */
const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate('document.activeElement?.closest("tr")?.querySelector("td")?.textContent');

/** Frames and the longest task of the page while something is done. */
async function jankOf(page: Page, act: string): Promise<{ readonly longest: number; readonly frames: readonly number[] }> {
  return page.evaluate(`(async () => {
    const tasks = [];
    const observer = new PerformanceObserver(list => tasks.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ type: 'longtask' });
    const frames = [];
    let last;
    let goes = true;
    const frame = at => { if (last !== undefined) frames.push(at - last); last = at; if (goes) requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
    await (${act})();
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    goes = false;
    tasks.push(...observer.takeRecords().map(({ duration }) => duration));
    return { longest: Math.max(0, ...tasks), frames };
  })()`);
}

describe('a table of 10,000 rows', () => {
  it('has few of them in the page, and says how many there are', async () => {
    const { page, expectClean, close } = await things('rows=10000');
    await rowsOf(page).first().waitFor();
    expect(await rowsOf(page).count()).toBeLessThan(80);
    const table = page.getByRole('table', { name: 'Things' });
    expect(await table.getAttribute('aria-rowcount')).toBe('10001');
    await wrapOf(page).evaluate('element => { element.scrollTop = element.scrollHeight }');
    await page.getByRole('cell', { name: '10000', exact: true }).waitFor();
    expect(await rowsOf(page).last().getAttribute('aria-rowindex')).toBe('10001');
    await expectAccessible(page);
    expectClean();
    await close();
  });

  it('scrolls, sorts and is searched without jank', async () => {
    const { page, close } = await things('rows=10000');
    await rowsOf(page).first().waitFor();
    const scrolling = await jankOf(page, `async () => {
      const wrap = document.querySelector('.table-wrap');
      for (let at = 0; at < 120; at += 1) { wrap.scrollTop += 150; await new Promise(requestAnimationFrame); }
    }`);
    const sorting = await jankOf(page, `async () => {
      for (const name of ['Name', 'At', 'Price']) {
        [...document.querySelectorAll('.sort')].find(({ textContent }) => textContent === name).click();
        await new Promise(done => setTimeout(done, 50));
      }
    }`);
    const searching = await jankOf(page, `async () => {
      const input = document.querySelector('input');
      for (const text of ['w', 'web', 'web-1', 'web-12 stop', '']) {
        input.value = text;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await new Promise(done => setTimeout(done, 50));
      }
    }`);
    const late = scrolling.frames.filter(ms => ms > 34).length;
    console.log({ scrolling: scrolling.longest, frames: scrolling.frames.length, mean: scrolling.frames.reduce((a, b) => a + b, 0) / scrolling.frames.length, worst: Math.max(...scrolling.frames), late, sorting: sorting.longest, searching: searching.longest });
    await close();
  });
});
