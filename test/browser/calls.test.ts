import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockServer } from '../../mock-server/index.js';
import { expectAccessible, openBrowser, serveDashboard } from './browser.js';
import { calledWorld, NOW } from './called-world.js';
import { cuttable } from './cuttable.js';

let browser: Browser;
let mock: MockServer;
beforeAll(async () => {
  [browser, mock] = await Promise.all([openBrowser(), serveDashboard({ seed: 'empty', clock: 'frozen', now: NOW })]);
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

const opened = (view: string, look = {}) => calledWorld(browser, mock, view, look);

/** Rows of the list, without its head. */
const rows = (page: Page) => page.getByRole('table', { name: 'Calls' }).locator('tbody tr:not(.gap)');
const firstRow = (page: Page) => rows(page).first();

describe('the list of calls', () => {
  it('says what to do while there are none, and shows each as it comes, newest first', async () => {
    const { page, infrahub, make, expectClean, close } = await opened('calls');
    await page.getByText('No calls yet').waitFor();
    await expectAccessible(page);
    await infrahub('/core/environments');
    await rows(page).filter({ hasText: 'environments.list' }).waitFor();
    await make({ name: 'web', region: 'NORWAY-1', colour: 'red' });
    await rows(page).filter({ hasText: 'environments.create' }).waitFor();
    expect(await firstRow(page).innerText()).toMatch(
      /^10:00:00\s+infrahub\s+POST\s+environments.create\s+200 ok\s+[\d.]+ ms\s+1$/,
    );
    await infrahub('/core/enviroments');
    await infrahub('/core/environments', { key: 'no-such-key' });
    await rows(page).filter({ hasText: '401 refused' }).waitFor();
    expect(await rows(page).nth(1).innerText()).toMatch(/\/v1\/core\/enviroments\s+404 unknown/);
    await expectAccessible(page);
    expectClean();
    await close();
  });

  it('has the words of faults, overrides and what is not served', async () => {
    const { page, name, infrahub, close } = await opened('calls');
    await mock.control.faults.add({ operation: 'environments.list', failure: 'locked', times: 1 }, name);
    await infrahub('/core/environments');
    await mock.control.overrides.add({ operation: 'environments.list', patch: { count: 7 }, times: 1 }, name);
    await infrahub('/core/environments');
    await rows(page).filter({ hasText: 'override' }).waitFor();
    await rows(page).filter({ hasText: 'fault' }).waitFor();
    await close();
  });

  it('shows those that fit the filter, which stands in the address', async () => {
    const { page, infrahub, make, close } = await opened('calls');
    await infrahub('/core/environments');
    await make({ name: 'web', region: 'NORWAY-1', colour: 'red' });
    await infrahub('/core/enviroments');
    await infrahub('/core/environments', { key: 'no-such-key' });
    await page.getByText('4 calls.').waitFor();
    const shown = async (text: string, of: number) => {
      await page.getByText(text).waitFor();
      expect(await rows(page).count()).toBe(of);
    };
    await page.getByLabel('Operation or path').fill('environments.*');
    await shown('3 of 4 calls', 3);
    await page.getByLabel('Status').fill('4xx');
    await shown('1 of 4 calls', 1);
    expect(new URL(page.url()).hash).toContain('operation=environments.*&status=4xx');
    await page.getByLabel('Status').fill('nonsense');
    await page.getByText('A status is three digits').waitFor();
    await page.getByLabel('Status').fill('');
    await page.getByLabel('Operation or path').fill('');
    const only = page.getByLabel('Only');
    for (const [kind, of] of [
      ['Failures', 2],
      ['Unknown or unserved', 1],
      ['With ignored names', 1],
      ['With findings', 1],
    ] as const) {
      await only.selectOption(kind);
      await shown(`${of} of 4 calls`, of);
    }
    await page.getByLabel('Vendor').selectOption('virtfusion');
    await page.getByText('No call is like that').waitFor();
    await close();
  });

  it('stands still while it is paused or scrolled, says how many are new, and goes on', async () => {
    const { page, infrahub, close } = await opened('calls');
    for (let at = 0; at < 60; at += 1) await infrahub('/core/environments');
    await page.getByText('60 calls.').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await infrahub('/core/flavors');
    await page.getByRole('button', { name: 'Show 1 new' }).waitFor();
    expect(await firstRow(page).innerText()).toContain('environments.list');
    await page.getByRole('button', { name: 'Go on' }).click();
    await rows(page).filter({ hasText: 'flavors.list' }).waitFor();
    const list = page.locator('.calls-list .table-wrap');
    await list.evaluate(element => element.scrollTo({ top: 400 }));
    await expect.poll(() => list.evaluate(element => element.scrollTop)).toBe(400);
    const at = await rows(page).nth(12).boundingBox();
    await infrahub('/core/images');
    await page.getByRole('button', { name: 'Show 1 new' }).waitFor();
    expect(await rows(page).nth(12).boundingBox()).toEqual(at);
    await page.getByRole('button', { name: 'Show 1 new' }).click();
    await rows(page).filter({ hasText: 'images.list' }).waitFor();
    await firstRow(page).focus();
    await infrahub('/core/keypairs');
    await page.getByRole('button', { name: 'Show 1 new' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'infrahub/images.list' }).waitFor();
    await close();
  });

  it('has ten thousand calls, of which few are in the page', async () => {
    const { page, name, infrahub, goTo, close } = await opened('worlds');
    await infrahub('/core/environments');
    const { calls } = await mock.control.journal.list({}, name);
    const told = Array.from({ length: 10_500 }, (_, at) => ({ ...calls[0], number: at + 1 }));
    const body = told.map(call => `event: call\ndata: ${JSON.stringify(call)}\n\n`).join('');
    await page.route(/kinds=call/, route => route.fulfill({ contentType: 'text/event-stream', body }), { times: 1 });
    await goTo('calls');
    await page.getByText('10000 calls.').waitFor();
    await page.locator('.calls-list .table-wrap').evaluate(element => element.scrollTo({ top: element.scrollHeight }));
    await expect.poll(async () => Number(await rows(page).last().getAttribute('aria-rowindex'))).toBe(10_001);
    expect(await rows(page).count()).toBeLessThan(80);
    await close();
  });

  it('is emptied with the journal', async () => {
    const { page, name, infrahub, close } = await opened('calls');
    await infrahub('/core/environments');
    await page.getByText('1 call.').waitFor();
    await page.getByRole('button', { name: 'Clear the journal' }).click();
    await page.getByText('No calls yet').waitFor();
    expect((await mock.control.journal.list({}, name)).count).toBe(0);
    await infrahub('/core/environments');
    await page.getByText('1 call.').waitFor();
    await close();
  });

  it('takes a storm of calls without a shift of the layout, and says how many it could not list', async () => {
    const { page, infrahub, close } = await opened('calls');
    await infrahub('/core/environments');
    await page.getByText('1 call.').waitFor();
    await page.evaluate(
      "globalThis.shifts = 0; new PerformanceObserver(list => { for (const { value } of list.getEntries()) globalThis.shifts += value }).observe({ type: 'layout-shift', buffered: false })",
    );
    const storm = async (): Promise<void> => {
      for (let at = 0; at < 75; at += 1) await infrahub('/core/environments');
    };
    await Promise.all(Array.from({ length: 20 }, storm));
    await page.getByText('more came too fast').waitFor();
    const text = async () => (await page.locator('.calls-count').innerText()).match(/\d+/g)?.map(Number) ?? [];
    await expect.poll(async () => (await text()).slice(0, 2).reduce((sum, one) => sum + one, 0)).toBe(1501);
    expect(await page.evaluate('globalThis.shifts')).toBeLessThan(0.02);
    expect(await rows(page).count()).toBeLessThan(80);
    await close();
  });
});

describe('the frame', () => {
  it('shows the clock of the world as it is moved, and lets it run', async () => {
    const { page, name, expectClean, close } = await opened('calls');
    const clock = page.locator('.world-clock');
    await clock.getByText('2025-06-01 10:00:00').waitFor();
    await page.getByText('live', { exact: true }).waitFor();
    await mock.control.clock.advance({ by: 'P1D' }, name);
    await clock.getByText('2025-06-02 10:00:00').waitFor();
    await mock.control.clock.change({ mode: 'running' }, name);
    await clock.getByText('running').waitFor();
    await clock.getByText(/10:00:0[2-9]/).waitFor();
    expectClean();
    await close();
  });

  it('finds the way back when the stream breaks off, and misses nothing', async () => {
    const line = await cuttable(mock.url);
    const { page, infrahub, close } = await calledWorld(browser, { control: mock.control, url: line.url }, 'calls');
    await infrahub('/core/environments');
    await page.getByText('1 call.').waitFor();
    line.cut();
    await page.getByText('connection lost').waitFor();
    await infrahub('/core/flavors');
    line.mend();
    await page.getByText('2 calls.').waitFor();
    await close();
  });

  it('is as wide as a narrow screen, with the list and a call', async () => {
    const { page, make, goTo, close } = await opened('calls', { width: 390, colorScheme: 'dark' });
    await make({ name: 'web', region: 'NORWAY-1' });
    await page.getByText('1 call.').waitFor();
    const isWide = () => page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    expect(await isWide()).toBe(false);
    await expectAccessible(page);
    await goTo('calls/1');
    await page.getByRole('table', { name: 'Fields' }).waitFor();
    expect(await isWide()).toBe(false);
    await expectAccessible(page);
    await close();
  });
});
