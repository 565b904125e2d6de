import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockServer } from '../../mock-server/index.js';
import { expectAccessible, open, openBrowser, serveDashboard } from './browser.js';

const NOW = '2025-06-01T10:00:00Z';
const run = promisify(execFile);

let browser: Browser;
let mock: MockServer;
beforeAll(async () => {
  [browser, mock] = await Promise.all([openBrowser(), serveDashboard({ seed: 'shop', clock: 'frozen', now: NOW })]);
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

let count = 0;
/** A world of a test's own, what calls it, and the page that shows a view of it. */
async function opened(view: string, look = {}) {
  count += 1;
  const world = await mock.control.worlds.create({ name: `own-${count}`, seed: 'empty', clock: 'frozen', now: NOW });
  const { name, urls, credentials } = world;
  const api_key = credentials.infrahub.apiKey;
  const infrahub = (path: string, { key = api_key, ...init }: RequestInit & { key?: string } = {}) =>
    fetch(`${urls.infrahub}${path}`, { ...init, headers: { api_key: key, 'content-type': 'application/json' } });
  const make = (body: object) => infrahub('/core/environments', { method: 'POST', body: JSON.stringify(body) });
  const shown = await open(browser, mock, `/#/${name}/${view}`, look);
  const goTo = (hash: string) => shown.page.goto(`${mock.url}/#/${name}/${hash}`);
  return { ...shown, world, name, credentials, infrahub, make, goTo };
}

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

describe('a call in full', () => {
  it('opens from the list by a key, and shows what was sent and answered', async () => {
    const { page, make, goTo, expectClean, close } = await opened('calls');
    await make({ name: 'web', region: 'NORWAY-1', colour: 'red' });
    await firstRow(page).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Call 1' }).waitFor();
    expect(new URL(page.url()).hash).toMatch(/\/calls\/1$/);
    const request = page.getByRole('region', { name: 'Request', exact: true });
    await request.getByText('"name": "web"').waitFor();
    expect(await request.locator('mark').innerText()).toContain('"colour"');
    await page.getByText('does not take colour').waitFor();
    await page.getByRole('region', { name: 'Answer', exact: true }).getByText('"region": "NORWAY-1"').waitFor();
    await expectAccessible(page);
    await goTo('calls/99');
    await page.getByText(/has no call 99/).waitFor();
    await goTo('calls/nonsense');
    await page.getByText(/has no call nonsense/).waitFor();
    expectClean();
    await close();
  });

  it('says why it was refused, and which operation was meant', async () => {
    const { page, infrahub, goTo, close } = await opened('calls');
    const { message } = await (await infrahub('/core/virtual-machines/9')).json().then(body => Object(body));
    await infrahub('/core/enviroments');
    await infrahub('/core/environments', { key: '22222222-2222-4333-8444-555555555555' });
    await goTo('calls/1');
    await page.getByText('It was refused as “notFound”').waitFor();
    expect(await page.getByRole('region', { name: 'What happened to it' }).innerText()).toContain(message);
    await goTo('calls/2');
    await page.getByText('The nearest operation is environments.list').waitFor();
    await goTo('calls/3');
    await page.getByText('The world does not know the credential').waitFor();
    await close();
  });

  it('is held against the contract: each field with its evidence, and findings at their places', async () => {
    const { page, name, infrahub, make, goTo, close } = await opened('calls');
    await make({ name: 'web', region: 'NORWAY-1' });
    await mock.control.overrides.add(
      { operation: 'environments.list', patch: { environments: [{ id: 'x' }] }, drift: true },
      name,
    );
    await infrahub('/core/environments');
    await goTo('calls/2');
    const field = page
      .getByRole('table', { name: 'Fields' })
      .getByRole('row')
      .filter({ hasText: 'environments[*].id' });
    await field.waitFor();
    const told = await mock.control.operations.show('infrahub', 'environments.list');
    const contract = told.fields.find(({ path }) => path === '$.environments[*].id');
    expect(await field.innerText()).toContain(contract?.evidence);
    expect(await field.innerText()).toMatch(/integer\s+"x"\s+expected integer, found string/);
    const mark = page.getByRole('region', { name: 'Answer', exact: true }).locator('mark');
    expect(await mark.innerText()).toMatch(/"id": "x".*expected integer/);
    await close();
  });

  it('is copied as curl, which makes the call again once its secrets are set', async () => {
    const { page, name, make, credentials, goTo, close } = await opened('calls');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await make({ name: "it's", region: 'NORWAY-1' });
    await goTo('calls/1');
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByText('Copied').waitFor();
    const text = String(await page.evaluate('navigator.clipboard.readText()'));
    expect(text).not.toContain(credentials.infrahub.apiKey);
    await mock.control.worlds.reset(name);
    const env = { ...process.env, API_KEY: credentials.infrahub.apiKey };
    const { stdout } = await run('sh', ['-c', `${text} --silent`], { env });
    expect(JSON.parse(stdout)).toMatchObject({ status: true, environment: { name: "it's" } });
    expect((await mock.control.journal.list({}, name)).calls).toMatchObject([{ operation: 'environments.create' }]);
    await close();
  });

  it('of a form is copied as curl, too', async () => {
    const { page, name, world, goTo, close } = await opened('calls');
    const { login, password } = world.credentials.virtuozzo;
    const body = new URLSearchParams({ login, password });
    await fetch(`${world.urls.virtuozzo}/users/authentication/rest/signin`, { method: 'POST', body });
    await goTo('calls/1');
    const text = await page.getByRole('region', { name: 'The call as curl' }).locator('code').innerText();
    const env = { ...process.env, LOGIN: login, PASSWORD: password };
    const { stdout } = await run('sh', ['-c', `${text} --silent`], { env });
    expect(JSON.parse(stdout)).toMatchObject({ result: 0 });
    expect((await mock.control.journal.list({}, name)).calls.map(({ operation }) => operation)).toEqual([
      'authentication.signIn',
      'authentication.signIn',
    ]);
    await close();
  });

  it('is made an override', async () => {
    const { page, infrahub, goTo, name, close } = await opened('calls');
    await infrahub('/core/environments');
    await goTo('calls/1');
    await page.getByRole('link', { name: 'Make this an override' }).click();
    expect(new URL(page.url()).hash).toBe(
      `#/${name}/rules?add=override&operation=infrahub%2Fenvironments.list&status=200&from=1`,
    );
    await close();
  });

  it('is made to fail next time, by a refusal or on its connection, once', async () => {
    const { page, infrahub, goTo, name, close } = await opened('calls');
    await infrahub('/core/virtual-machines/1');
    await goTo('calls/1');
    await page
      .getByLabel('How it fails')
      .selectOption('failure rateLimited')
      .catch(() => {});
    await page.getByLabel('How it fails').selectOption({ label: 'notFound (404)' });
    await page.getByRole('button', { name: 'Make this fail next time' }).click();
    await page.getByText('The next call of infrahub/virtualMachines.show fails: notFound').waitFor();
    expect(await mock.control.faults.list(name)).toMatchObject([
      { operation: 'infrahub/virtualMachines.show', failure: 'notFound', left: 1 },
    ]);
    await page.getByLabel('How it fails').selectOption('truncate');
    await page.getByRole('button', { name: 'Make this fail next time' }).click();
    await page.getByText('fails: truncate').waitFor();
    expect(await mock.control.faults.list(name)).toMatchObject([{}, { transport: 'truncate', left: 1 }]);
    await close();
  });

  it('is verified: how often such calls came, with what came nearest', async () => {
    const { page, infrahub, make, goTo, close } = await opened('calls');
    await make({ name: 'web', region: 'NORWAY-1' });
    await infrahub('/core/environments');
    await infrahub('/core/environments');
    await goTo('calls/1');
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('1 call matched').waitFor();
    expect(await page.locator('.calls-verdict').innerText()).toMatch(/^holds/);
    await page.getByLabel('Calls like this one came').selectOption('Never');
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('does not hold').waitFor();
    await page.locator('.calls-verdict').getByRole('link', { name: 'Call 1' }).waitFor();
    await goTo('calls/2');
    await page.getByRole('heading', { name: 'Call 2' }).waitFor();
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('does not hold').waitFor();
    await page.getByText('2 calls matched').waitFor();
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
    const { page, context, infrahub, close } = await openedAlone();
    await infrahub('/core/environments');
    await page.getByText('1 call.').waitFor();
    await context.setOffline(true);
    await page
      .getByText('connection lost')
      .waitFor({ timeout: 5000 })
      .catch(() => {});
    await infrahub('/core/flavors');
    await context.setOffline(false);
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

/** The same with the context of the page, whose network can be cut. */
async function openedAlone() {
  const one = await opened('calls');
  return { ...one, context: one.page.context() };
}
