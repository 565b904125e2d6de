import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockServer } from '../../mock-server/index.js';
import { expectAccessible, open, openBrowser, serveDashboard } from './browser.js';
import { choose, drop, fileOf, makeReports, rowsOf } from './reports.js';

let browser: Browser;
let mock: MockServer;
let reports: Awaited<ReturnType<typeof makeReports>>;
beforeAll(async () => {
  [browser, mock] = await Promise.all([openBrowser(), serveDashboard({ seed: 'shop', clock: 'frozen' })]);
  reports = await makeReports(mock);
}, 120_000);
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

describe('two reports', () => {
  it('are a comparison in the order of their time, whichever was dropped first', async () => {
    const { page, expectClean, close } = await open(browser, mock, '/#/default/checks');
    const { held, drifted, mended } = reports;
    await drop(page, fileOf('later.json', mended), fileOf('earlier.json', drifted));
    await page.getByRole('tab', { name: 'Comparison', selected: true }).waitFor();
    await page.getByRole('region', { name: 'Earlier' }).getByText(drifted.sentence).waitFor();
    await page.getByRole('region', { name: 'Later' }).getByText(mended.sentence).waitFor();
    const { counts: before } = drifted;
    const { counts: now } = mended;
    expect((await rowsOf(page, 'Figures')).slice(2, 4)).toEqual([
      ['exchanges', `${before.exchanges}`, `${now.exchanges}`],
      ['errors', `${before.findings.error}`, `${now.findings.error}`],
    ]);
    const table = 'What became of the findings';
    // The later run tells the same of itself when it is given the earlier report.
    const changes = (await rowsOf(page, table)).map(([change, severity, id]) => ({ change, severity, id }));
    const own = drifted.findings.map(({ id, severity }) => ({ change: 'gone', severity, id }));
    expect(changes.filter(({ change }) => change === 'gone')).toEqual(own);
    expect(changes.filter(({ change }) => change === 'new').map(({ id }) => id)).toEqual(
      mended.findings.map(({ id }) => id),
    );
    await page.getByLabel('Change').selectOption('new');
    expect(await rowsOf(page, table)).toHaveLength(mended.findings.length);
    const changed = await rowsOf(page, 'Operations with another outcome');
    expect(changed).toContainEqual(['regions.list', 'drift', 'held']);
    expect(changed.find(([id]) => id === 'flavors.list')?.slice(1)).not.toEqual(['held', 'held']);
    await expectAccessible(page);

    await page.getByRole('tab', { name: 'The earlier report' }).click();
    expect(await rowsOf(page, 'Findings')).toHaveLength(drifted.findings.length);
    await page.getByRole('tab', { name: 'The later report' }).press('Enter');
    await page.getByText('later.json').waitFor();
    await choose(page, fileOf('held.json', held));
    await page.getByRole('button', { name: 'Put both away' }).click();
    await page.getByText('No report is shown').waitFor();
    expectClean();
    await close();
  });
});
