import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formats } from '../../contracts/kit/report/formats/index.js';
import { type Report, reasons } from '../../contracts/kit/report/report.js';
import type { MockServer } from '../../mock-server/index.js';
import { expectAccessible, type Opened, open, openBrowser, serveDashboard } from './browser.js';
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

const checks = (at = ''): Promise<Opened> => open(browser, mock, `/#/default/checks${at}`);

/** Scrolls the table of findings through, frame by frame; answers the longest of them in milliseconds. */
const SCROLL = `new Promise(resolve => {
  const wrap = document.querySelector('[aria-label="Findings"]').closest('.table-wrap');
  let longest = 0, before = performance.now(), frames = 0;
  const step = now => {
    longest = Math.max(longest, frames > 1 ? now - before : 0);
    before = now;
    frames += 1;
    wrap.scrollTop = (wrap.scrollHeight * frames) / 60;
    if (frames < 60) requestAnimationFrame(step); else resolve(longest);
  };
  requestAnimationFrame(step);
})`;

/** The figures of a report as the page shows them. */
const figures = (page: Page): Promise<Record<string, string>> =>
  page
    .locator('.checks-figures > div')
    .evaluateAll(all => Object.fromEntries(all.map(one => [...one.children].map(child => child.textContent ?? ''))));

describe('a report', () => {
  it('that is not there yet: the page says how to make one of this server, and that nothing is uploaded', async () => {
    const { page, expectClean, close } = await checks();
    const { urls } = await mock.control.worlds.show('default');
    await page.getByText('No report is shown').waitFor();
    await page.getByText('nothing is uploaded').waitFor();
    await page.getByLabel('Vendor').selectOption('infrahub');
    const command = await page.locator('pre').innerText();
    expect(command).toContain(`npx --no-install hostdouble env --url ${mock.url}`);
    expect(command).toContain(
      `npx --no-install hostdouble check infrahub --target ${urls.infrahub} --format json > infrahub.json`,
    );
    await expectAccessible(page);
    expectClean();
    await close();
  });

  it('is shown when it is chosen: verdict, figures, operations with their outcomes', async () => {
    const { page, expectClean, close } = await checks();
    const { held } = reports;
    await choose(page, fileOf('held.json', held));
    await page.getByRole('heading', { name: held.title }).waitFor();
    await page.getByText('Contract holds', { exact: true }).waitFor();
    await page.getByText(held.sentence).waitFor();
    await page.getByText(held.target).waitFor();
    const { operations, fields, exchanges, findings } = held.counts;
    expect(await figures(page)).toEqual({
      operations: `${operations.compared} / ${operations.inContract}`,
      fields: `${fields.compared} / ${fields.known}`,
      exchanges: `${exchanges}`,
      errors: `${findings.error}`,
      warnings: `${findings.warning}`,
      notices: `${findings.notice}`,
    });
    const rows = await rowsOf(page, 'Operations');
    expect(rows.map(([id]) => id)).toEqual(held.operations.map(({ id }) => id));
    const regions = held.operations.find(({ id }) => id === 'regions.list');
    expect(rows.find(([id]) => id === 'regions.list')).toEqual([
      ...[
        'regions.list',
        'read',
        'documented',
        'held',
        `${regions?.fields.compared} / ${regions?.fields.known}`,
        '0 / 0',
      ],
    ]);
    const { id: other, reason } = held.operations.find(one => one.reason !== null) ?? {};
    const said = `not compared\n${reason && reasons[reason]}`;
    expect(rows.find(([id]) => id === other)?.[3]?.startsWith(said)).toBe(true);
    expectClean();
    await close();
  });

  it('is shown when it is dropped: what drifted, with request and answer, to be filtered and searched', async () => {
    const { page, expectClean, close } = await checks();
    const { drifted } = reports;
    await drop(page, fileOf('drifted.json', drifted));
    await page.getByText('Drift', { exact: true }).waitFor();
    expect(drifted.findings.length).toBeGreaterThan(1);
    expect(await rowsOf(page, 'Findings')).toHaveLength(drifted.findings.length);
    const wrong = drifted.findings.find(({ severity }) => severity === 'error');
    await page.getByLabel('Severity').selectOption('error');
    const [first] = await rowsOf(page, 'Findings');
    expect(first?.slice(0, 5)).toEqual([
      ...['error', 'regions.list 200\n$.regions', wrong?.check, wrong?.expected, wrong?.found],
    ]);
    expect(new URL(page.url()).hash).toContain('severity=error');
    await expectAccessible(page);

    await page.getByRole('table', { name: 'Findings' }).getByText('$.regions', { exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Finding' });
    await dialog.getByText(wrong?.id ?? '').waitFor();
    await expectAccessible(page);
    expect(await dialog.getByRole('region', { name: 'Request' }).locator('pre').innerText()).toBe(wrong?.request);
    expect(await dialog.getByRole('region', { name: 'Answer' }).locator('pre').innerText()).toBe(wrong?.excerpt);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    await page.getByLabel('Search the findings').fill('nothing is called so');
    await page.getByRole('button', { name: `Show all ${drifted.findings.length}` }).click();
    expect(await rowsOf(page, 'Findings')).toHaveLength(drifted.findings.length);
    await page.getByLabel('Search the findings').fill('$.added');
    await expect.poll(() => rowsOf(page, 'Findings')).toHaveLength(1);

    await page.getByLabel('Outcome').selectOption('drift');
    await expect.poll(async () => (await rowsOf(page, 'Operations')).map(([id]) => id)).toEqual(['regions.list']);
    await page.getByRole('table', { name: 'Operations' }).getByRole('link', { name: 'regions.list' }).click();
    await page.getByRole('heading', { name: 'regions.list', level: 1 }).waitFor();
    await page.goBack();
    await page.getByText(drifted.sentence).waitFor();
    expectClean();
    await close();
  });

  it('shows what was left behind, what is disputed, what a baseline has too much, and what changed since', async () => {
    const { page, expectClean, close } = await checks();
    const { drifted } = reports;
    const entry = { id: 'infrahub/regions.list/200/$.gone/type', reason: 'known', expires: '2026-01-01' };
    const told: Report = {
      ...drifted,
      left: [{ operation: 'environments.create', name: 'environment 7', reason: 'it was still listed' }],
      disputed: [{ operation: 'flavors.list', path: '$.data', forms: ['a list'], kept: true }],
      since: { startedAt: '2026-01-01T00:00:00.000Z', findings: [{ id: entry.id, severity: 'error', change: 'gone' }] },
      baseline: { unused: [entry], expired: [entry] },
      findings: drifted.findings.map(finding => ({ ...finding, allowed: 'we know', found: 'turned \u202eround' })),
    };
    await choose(page, fileOf('told.json', told));
    for (const text of [
      'environment 7 made by environments.create: it was still listed',
      'a list: 1 place',
      `gone error ${entry.id}`,
      `${entry.id} was not found any more`,
      `${entry.id} expired on 2026-01-01`,
    ])
      await page.getByRole('listitem').filter({ hasText: text }).first().waitFor();
    await page.getByRole('heading', { name: 'All that was found is allowed' }).waitFor();
    expect((await rowsOf(page, 'Findings'))[0]?.[4]).toBe('turned \\u202eround');
    expect((await rowsOf(page, 'Findings'))[0]?.[5]).toContain('allowed: we know');
    expectClean();
    await close();
  });

  it('of 10,000 findings scrolls and is searched without waiting, with few of them in the page', async () => {
    const { page, expectClean, close } = await checks();
    const { drifted } = reports;
    const [first] = drifted.findings;
    if (first === undefined) throw new Error('nothing was found');
    const findings = Array.from({ length: 10_000 }, (_, at) => ({
      ...first,
      id: `${first.id}-${at}`,
      found: `the ${at}th`,
    }));
    await choose(page, fileOf('large.json', { ...drifted, findings }));
    await page.getByRole('table', { name: 'Findings' }).waitFor();
    expect(await page.locator('tbody tr').count()).toBeLessThan(300);
    // The longest time in which the page shows nothing new, while one scrolls from end to end.
    const longest = await page.evaluate(SCROLL);
    expect(longest).toBeLessThan(1000);
    await page.getByLabel('Search the findings').fill('the 9876th');
    await expect.poll(async () => (await rowsOf(page, 'Findings')).map(row => row[4])).toEqual(['the 9876th']);
    await page.getByText('1 of 10000 findings').waitFor();
    expectClean();
    await close();
  });

  it('that is none is refused with the place, and what was shown stays', async () => {
    const { page, expectClean, close } = await checks();
    const { held, drifted, ofOther } = reports;
    await choose(page, fileOf('held.json', held));
    await page.getByText(held.sentence).waitFor();
    const alert = page.getByRole('alert');
    const spoiled = JSON.parse(formats.json(drifted));
    spoiled.findings[0].severity = 'grave';
    delete spoiled.operations[2].fields.known;
    for (const [name, text, said] of [
      ['broken.json', '{"format": 1,', /broken\.json: it is no JSON: .*position 13/],
      ['other.json', '{"name": "x"}', /other\.json: it is no report/],
      ['list.json', '[]', /list\.json: it is no report/],
      ['spoiled.json', JSON.stringify(spoiled), /\$\.operations\[2\]\.fields\.known is required/],
      ['spoiled.json', JSON.stringify(spoiled), /\$\.findings\[0\]\.severity must be "error" or "warning" or "notice"/],
    ] as const) {
      await choose(page, fileOf(name, text));
      await alert.getByText(said).waitFor();
    }
    await choose(page, fileOf('again.json', held));
    await alert.getByText('again.json: it is the report of a run that is shown').waitFor();
    await choose(page, fileOf('virtfusion.json', ofOther));
    await alert.getByText('only reports of one vendor can be compared').waitFor();
    await page.getByText(held.sentence).waitFor();
    await page.getByRole('button', { name: 'Put it away' }).click();
    await page.getByText('No report is shown').waitFor();
    expect(await alert.count()).toBe(0);
    expectClean();
    await close();
  });
});
