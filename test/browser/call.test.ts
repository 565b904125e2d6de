import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockServer } from '../../mock-server/index.js';
import { expectAccessible, openBrowser, serveDashboard } from './browser.js';
import { calledWorld, NOW } from './called-world.js';

const run = promisify(execFile);

let browser: Browser;
let mock: MockServer;
beforeAll(async () => {
  [browser, mock] = await Promise.all([openBrowser(), serveDashboard({ seed: 'empty', clock: 'frozen', now: NOW })]);
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

const opened = (view: string, look = {}) => calledWorld(browser, mock, view, look);

describe('a call in full', () => {
  it('opens from the list by a key, and shows what was sent and answered', async () => {
    const { page, make, goTo, expectClean, close } = await opened('calls');
    await make({ name: 'web', region: 'NORWAY-1', colour: 'red' });
    await page.getByRole('row', { name: 'environments.create' }).focus();
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
