import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { builtIn, type MockServer } from '../../mock-server/index.js';
import acme from '../vendors/acme/index.js';
import { expectAccessible, open, openBrowser, serveDashboard } from './browser.js';

let browser: Browser;
let mock: MockServer;
beforeAll(async () => {
  const vendors = [...builtIn, acme];
  [browser, mock] = await Promise.all([openBrowser(), serveDashboard({ vendors, seed: 'empty', clock: 'frozen' })]);
  // What the vendors load once is no part of what a page waits for.
  await mock.control.worlds.requests('default');
}, 60_000);
afterEach(async () => {
  for (const { name } of await mock.control.worlds.list())
    if (name !== 'default') await mock.control.worlds.remove(name);
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

const names = async (): Promise<string[]> => (await mock.control.worlds.list()).map(({ name }) => name);

/** What the page last put on the clipboard. */
async function copied(page: Page, label: string): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: label, exact: true }).click();
  await page.getByRole('button', { name: label, exact: true }).getByText('Copied').waitFor();
  return page.evaluate('navigator.clipboard.readText()');
}

const worldsOf = (page: Page) => page.getByRole('table', { name: 'Worlds' });

describe('the view of worlds', () => {
  it('makes one as it is asked for, and goes on with it', async () => {
    const { page, expectClean } = await open(browser, mock);
    await page.getByRole('button', { name: 'Make a world' }).click();
    await page.getByLabel('Name').fill('payments');
    await page.getByRole('radio', { name: /^shop A reseller/ }).check();
    await page.getByLabel('Number of the seed').fill('7');
    await page.getByLabel('Clock', { exact: true }).selectOption('frozen');
    await page.getByLabel('Begins at (UTC)').fill('2026-02-01T00:00:00Z');
    await page.getByLabel('Hold clients to the rate limits').check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('heading', { name: 'World payments' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#/payments/worlds');
    expect(await mock.control.worlds.show('payments')).toMatchObject({
      seed: 'shop:7',
      clock: { now: '2026-02-01T00:00:00Z', mode: 'frozen' },
      rateLimits: true,
    });
    await page.getByRole('link', { name: /^\d+ servers$/ }).waitFor();
    expectClean();
  });

  it('says at the field what is wrong, as the server words it, and makes nothing', async () => {
    const { page, expectClean } = await open(browser, mock);
    await page.getByRole('button', { name: 'Make a world' }).click();
    const make = page.getByRole('button', { name: 'Make it' });
    const said = (label: string, text: string) =>
      page
        .locator('.field', { has: page.getByLabel(label, { exact: true }) })
        .getByText(text)
        .waitFor();
    await page.getByLabel('Begins at (UTC)').fill('tomorrow');
    await make.click();
    await said('Begins at (UTC)', 'must be written as 2025-01-20T21:49:10Z');
    await page.getByLabel('Begins at (UTC)').fill('');
    await page.getByLabel('Name').fill('a b');
    await make.click();
    await said('Name', "a world's name matches");
    await page.getByLabel('Name').fill('default');
    await make.click();
    await said('Name', 'there is a world "default" already');
    await page.getByLabel('Name').fill('x');
    await page.getByLabel('Number of the seed').fill('many');
    await make.click();
    await page.getByRole('group', { name: 'Seed' }).getByText('there is no seed "empty:many"').waitFor();
    await page.keyboard.press('Escape');
    expect(await names()).toEqual(['default']);
    expectClean();
  });

  it('shows a world by a key, and its credentials only when it is asked to', async () => {
    const { credentials, urls } = await mock.control.worlds.create({ name: 'mine' });
    const { page, expectClean } = await open(browser, mock);
    await worldsOf(page).getByRole('row', { name: /^mine/ }).press('Enter');
    await page.getByRole('heading', { name: 'World mine' }).waitFor();
    const token = credentials.virtfusion.token;
    await page.getByText('A first request').waitFor();
    await page.locator('pre', { hasText: 'curl' }).waitFor();
    expect(await page.getByText(token).count()).toBe(0);
    expect(await copied(page, 'Copy the token of virtfusion')).toBe(token);
    expect(await copied(page, 'Copy the Address of virtfusion')).toBe(urls.virtfusion);
    await page.getByText('Credentials that are refused or limited').click();
    await page.getByText('It was valid once, and its time is over.').waitFor();
    expect(await copied(page, 'Copy the token of virtfusion, expired')).toBe(
      credentials.others.virtfusion?.expired?.token,
    );
    await page.getByRole('switch', { name: 'Show credentials' }).check();
    await page.getByText(token).first().waitFor();
    expectClean();
  });

  it('has for each vendor, also of the user’s own, a request in four languages that names this world', async () => {
    const { urls, credentials } = await mock.control.worlds.create({ name: 'mine', seed: 'shop', clock: 'frozen' });
    const { page, expectClean } = await open(browser, mock, '/#/mine/worlds');
    await page.getByRole('tab', { name: acme.contract.title }).click();
    for (const language of ['curl', 'TypeScript', 'Python', 'PHP']) {
      await page.getByRole('tab', { name: language, exact: true }).click();
      const text = await copied(page, `Copy the ${language} of acme`);
      expect(text).toContain(`${urls.acme}/boxes`);
      expect(text).toContain(credentials.acme?.token);
    }
    await page.reload();
    expect(await page.getByRole('tab', { name: 'PHP' }).getAttribute('aria-selected')).toBe('true');
    expectClean();
  });

  it('switches rate limits, and shows who is told', async () => {
    await mock.control.worlds.create({
      name: 'mine',
      webhooks: { virtfusion: ['http://127.0.0.1:9/hook?key=secret'] },
    });
    const { page, expectClean } = await open(browser, mock, '/#/mine/worlds');
    await page.getByText('http://127.0.0.1:9/hook').waitFor();
    expect(await page.getByText('key=secret').count()).toBe(0);
    const limits = page.getByRole('switch', { name: 'Of each vendor' });
    await limits.click();
    await page.getByText('Clients of mine are held to rate limits').waitFor();
    expect((await mock.control.worlds.show('mine')).rateLimits).toBe(true);
    expect(await limits.isChecked()).toBe(true);
    expectClean();
  });

  it('resets a world, and deletes one, once that is confirmed; the world default cannot go', async () => {
    await mock.control.worlds.create({ name: 'mine', clock: 'frozen', now: '2026-01-01T00:00:00Z' });
    await mock.control.clock.advance({ by: 'P1D' }, 'mine');
    const { page, expectClean } = await open(browser, mock, '/#/mine/worlds');
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect((await mock.control.clock.show('mine')).now).toBe('2026-01-02T00:00:00Z');
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await page.getByRole('button', { name: 'Reset it' }).click();
    await page.getByText('The world mine is as its seed has it').waitFor();
    expect((await mock.control.clock.show('mine')).now).toBe('2026-01-01T00:00:00Z');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByText('Deleted the world mine').waitFor();
    await page.getByRole('heading', { name: 'World default' }).waitFor();
    expect(await names()).toEqual(['default']);
    expect(await page.getByRole('button', { name: 'Delete', exact: true }).isDisabled()).toBe(true);
    expectClean();
  });
});

describe('a snapshot', () => {
  it('is saved as a file, and opened into a new world', async () => {
    await mock.control.worlds.create({ name: 'mine', seed: 'shop', clock: 'frozen', now: '2026-01-01T00:00:00Z' });
    await mock.control.clock.advance({ by: 'PT1H' }, 'mine');
    const { page, expectClean } = await open(browser, mock, '/#/mine/worlds');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save a snapshot' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('hostdouble-mine-2026-01-01T010000Z.json');
    const path = await file.path();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(await mock.control.snapshot.save('mine'));
    await page.getByRole('button', { name: 'Open a snapshot' }).click();
    await page.getByLabel('File of the snapshot').setInputFiles(path);
    await page.getByLabel('World', { exact: true }).last().fill('copy');
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.getByRole('heading', { name: 'World copy' }).waitFor();
    const { clouds, clock } = await mock.control.snapshot.save('copy');
    expect(clock).toEqual((await mock.control.snapshot.save('mine')).clock);
    expect(Object.keys(clouds)).toContain('virtfusion');
    expectClean();
  });

  it('that is broken is refused with its place, word for word, and changes nothing', async () => {
    const { page, expectClean } = await open(browser, mock, '/#/default/worlds');
    const before = await mock.control.snapshot.save();
    await page.getByRole('button', { name: 'Restore a snapshot' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Open it' }).click();
    await dialog.getByRole('alert').getByText('Choose the file of a snapshot first.').waitFor();
    const refused = async (text: string, said: RegExp) => {
      const buffer = Buffer.from(text);
      await page
        .getByLabel('File of the snapshot')
        .setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer });
      await dialog.getByRole('button', { name: 'Open it' }).click();
      await dialog.getByRole('alert').getByText(said).waitFor();
    };
    await refused('{"format": 1,', /broken\.json is no JSON: .*(position|line|end)/);
    await refused('{"format": 2}', /format: must be 1/);
    const { clouds, ...rest } = before;
    const [name = '', cloud] = Object.entries(clouds)[0] ?? [];
    const parts = { ...cloud?.state.parts };
    delete parts.agenda;
    const broken = { ...rest, clouds: { [name]: { ...cloud, state: { ...cloud?.state, parts } } } };
    await refused(
      JSON.stringify(broken),
      new RegExp(`the snapshot cannot be read: clouds\\.${name}\\.state\\.parts\\.agenda: is missing`),
    );
    await expectAccessible(page);
    expect(await mock.control.snapshot.save()).toEqual(before);
    expectClean();
  });

  it('may be dropped', async () => {
    const snapshot = JSON.stringify(await mock.control.snapshot.save());
    const { page } = await open(browser, mock, '/#/default/worlds');
    await page.getByRole('button', { name: 'Open a snapshot' }).click();
    const data = await page.evaluateHandle(
      `(() => { const data = new DataTransfer(); data.items.add(new File([${JSON.stringify(snapshot)}], 'kept.json')); return data; })()`,
    );
    await page.locator('.worlds-drop').dispatchEvent('drop', { dataTransfer: data });
    await page.getByText('kept.json').waitFor();
    await page.getByLabel('World', { exact: true }).last().fill('dropped');
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.getByRole('heading', { name: 'World dropped' }).waitFor();
    expect(await names()).toContain('dropped');
  });
});

it('the view of worlds is accessible, light and dark, and fits a narrow screen', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, expectClean } = await open(browser, mock, '/#/default/worlds', { colorScheme, width: 390 });
    await page.locator('pre', { hasText: 'curl' }).waitFor();
    await page.getByText('Credentials that are refused or limited').click();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expectClean();
  }
});
