import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../mock-server/index.js';
import { expectAccessible, open, openBrowser, serveDashboard } from './browser.js';

let browser: Browser;
let mock: MockServer;
beforeAll(async () => {
  [browser, mock] = await Promise.all([openBrowser(), serveDashboard({ seed: 'shop', clock: 'frozen' })]);
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});
beforeEach(async () => {
  await mock.control.faults.clear();
  await mock.control.overrides.clear();
});

/** What a browser says of a form that the server refused. */
const REFUSED = /status of 422/;

const call = async (path: string): Promise<[status: number, body: Record<string, unknown>]> => {
  const reply = await fetch(`${mock.url}/api/v1${path}`, {
    headers: { authorization: 'Bearer virtfusion-test-token', accept: 'application/json' },
  });
  return [reply.status, Object(await reply.json())];
};

/** Finds an operation as a person does: types words of it, goes down to it, and takes it. */
async function search(page: Page, words: string, name: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Operation' });
  await field.fill(words);
  const list = page.getByRole('listbox', { name: 'Operations' });
  await list.getByRole('option', { name }).first().waitFor();
  const options = await list.getByRole('option').allInnerTexts();
  const at = options.findIndex(text => text.split(/\s/)[0] === name);
  for (let step = 0; step <= at; step += 1) await field.press('ArrowDown');
  await field.press('Enter');
  expect(await field.inputValue()).toBe(name);
}

/** A count of the one rule that is listed. */
const count = (page: Page, name: string) => page.locator('dl > div', { hasText: name }).locator('dd');

describe('faults', () => {
  it('are added by search, strike real calls, are counted as they do, and are removed', async () => {
    const { page, expectClean, close } = await open(browser, mock, '/#/default/rules');
    await page.getByText('Nothing fails here but for its own reasons').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add a fault' }).click();
    await search(page, 'list servers', 'virtfusion/servers.list');
    await page.getByText('GET /servers').waitFor();
    await page.getByLabel('Kind of refusal').selectOption('rateLimited');
    await page.getByLabel('How often').fill('2');
    await page.getByText('The answer: status').click();
    await page.getByLabel('Retry-After').fill('7');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add the fault' }).click();

    await page.getByRole('heading', { name: /^Added fault \d+$/ }).waitFor();
    const rule = page.getByRole('listitem', { name: /^Fault \d+$/ });
    expect(await rule.innerText()).toContain('The next 2 calls of virtfusion/servers.list are refused: rateLimited');
    expect(await rule.innerText()).toContain('Retry-After 7');
    expect((await mock.control.faults.list())[0]).toMatchObject({
      ...{ operation: 'virtfusion/servers.list', failure: 'rateLimited', retryAfter: 7, left: 2 },
    });
    const copies = page.getByRole('region', { name: 'What was added' });
    expect(await copies.getByRole('region', { name: 'TypeScript' }).locator('code').innerText()).toBe(
      'await world.faults.add({\n  operation: "virtfusion/servers.list",\n  failure: "rateLimited",\n  retryAfter: 7,\n  times: 2\n});',
    );
    expect(await copies.getByRole('region', { name: 'curl' }).locator('code').innerText()).toContain(
      `curl '${mock.url}/__admin/worlds/default/faults'`,
    );
    await expectAccessible(page);

    expect((await call('/servers'))[0]).toBe(429);
    await expect.poll(() => count(page, 'Struck').innerText(), { timeout: 5000 }).toBe('1');
    expect((await call('/servers'))[0]).toBe(429);
    await rule.getByText('used up', { exact: true }).waitFor();
    expect((await call('/servers'))[0]).toBe(200);

    await page.getByRole('button', { name: /^Remove fault \d+$/ }).click();
    await page.getByText('Nothing fails here').waitFor();
    expect(await mock.control.faults.list()).toEqual([]);
    expectClean();
    await close();
  });

  it('that cannot be are told as they are typed, at their fields, and nothing typed is lost', async () => {
    const { page, expectClean, close } = await open(browser, mock, '/#/default/rules?add=fault&operation=servers.*');
    const field = page.getByRole('combobox', { name: 'Operation' });
    await expect.poll(() => field.inputValue()).toBe('servers.*');
    await page.getByText(/^Means \d+ operations$/).waitFor();
    const told = (label: string) => page.locator('.field', { hasText: label }).locator('.wrong').first().innerText();
    await page.getByLabel('How often').fill('two');
    expect(await told('How often')).toBe('must be a whole number');
    await page.getByLabel('How often').fill('0');
    expect(await told('How often')).toBe('must be at least 1');
    await page.getByLabel('How often').fill('3');
    await page.getByLabel('From', { exact: true }).fill('yesterday');
    expect(await told('From')).not.toBe('');
    await page.getByLabel('From', { exact: true }).fill('');
    await page.getByLabel('Where the input has').fill('{"body":\n {"name" "web"}}');
    expect(await told('Where the input has')).toBe('line 2, column 10: a colon is wanted here');
    await page.getByRole('button', { name: 'Add the fault' }).click();
    await page.getByText('This is not right yet').waitFor();
    await page.getByLabel('Kind of refusal').selectOption('notFound');
    // What only the server can know is told in its own words.
    await page.getByLabel('Where the input has').fill('{"body": {"nmae": "web"}}');
    await page.getByRole('button', { name: 'Add the fault' }).click();
    await page.getByText(/where\.body\.nmae: nothing that "servers\.\*" names takes "nmae" there/).waitFor();
    // It stays also when another view is opened meanwhile.
    await page.getByRole('link', { name: 'Clock', exact: true }).click();
    await page.getByRole('heading', { name: 'Clock', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Faults and overrides' }).click();
    await page.getByRole('button', { name: 'Add a fault' }).click();
    expect(await page.getByLabel('Where the input has').inputValue()).toBe('{"body": {"nmae": "web"}}');
    expect(await field.inputValue()).toBe('servers.*');
    expect(await page.getByLabel('How often').inputValue()).toBe('3');
    expectClean(REFUSED);
    await close();
  });

  it('may wait, break connections and have tasks fail; all of them are cleared at once', async () => {
    await mock.control.faults.add({ operation: 'servers.show', delay: { from: 'PT1S', to: 'PT2S' }, virtual: true });
    await mock.control.faults.add({ operation: '*', transport: 'hang', chance: 0.25, skip: 2, every: 3 });
    await mock.control.faults.add({ operation: 'virtfusion/servers.build', failure: 'taskFails', times: 1 });
    const { page, expectClean, close } = await open(browser, mock, '/#/default/rules/faults');
    const list = page.getByRole('list', { name: 'Faults' });
    await list.waitFor();
    const text = await list.innerText();
    expect(text).toContain('Each call of servers.show waits PT1S to PT2S');
    expect(text).toContain('Each call of any operation is never answered');
    expect(text).toContain('with a chance of 25 %');
    expect(text).toContain('after 2 that go by');
    expect(text).toContain('one call in 3');
    expect(text).toContain('The next call of virtfusion/servers.build succeeds, and what is begun fails');
    await page.getByRole('button', { name: 'Clear all faults' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Clear 3' }).click();
    await page.getByText('Nothing fails here').waitFor();
    expect(await mock.control.faults.list()).toEqual([]);
    // Escape closes the list of operations, and then empties the field.
    await page.getByRole('button', { name: 'Add a fault' }).click();
    const field = page.getByRole('combobox', { name: 'Operation' });
    await field.fill('servers');
    await page.getByRole('listbox').waitFor();
    await field.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'hidden' });
    await field.press('Escape');
    expect(await field.inputValue()).toBe('');
    expectClean();
    await close();
  });
});

describe('overrides', () => {
  it('by a merge patch change a real answer, and one that does not fit the contract is refused', async () => {
    const [, before] = await call('/servers');
    const { page, expectClean, close } = await open(browser, mock, '/#/default/rules/overrides');
    await page.getByText('Every call is answered as it really is').waitFor();
    await page.getByRole('button', { name: 'Add an override' }).click();
    await search(page, 'virtfusion servers.list', 'virtfusion/servers.list');
    await page.getByLabel('What is answered').selectOption('patch');
    await page.getByLabel('Merge patch').fill('{"per_page": "many"}');
    await page.getByRole('button', { name: 'Add the override' }).click();
    await page.getByText(/the patch departs from the contract of virtfusion\/servers\.list at \$\.per_page/).waitFor();
    await expectAccessible(page);
    await page.getByLabel('Merge patch').fill('{"per_page": 77');
    await page.getByText('line 1, column 16: the text ends where a comma or } is wanted').first().waitFor();
    await page.getByLabel('Merge patch').fill('{"per_page": 77}');
    await page.getByLabel('Name').fill('0wrong');
    await page.getByText('begins with a letter').first().waitFor();
    await page.getByLabel('Name').fill('many-a-page');
    // The Tab key goes on from a field of several lines.
    await page.getByLabel('Merge patch').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('INPUT');
    await page.getByRole('button', { name: 'Add the override' }).click();
    const rule = page.getByRole('listitem', { name: /^Override/ });
    await rule.waitFor();
    expect(await rule.innerText()).toContain(
      'Each call of virtfusion/servers.list gets the real answer with other per_page',
    );
    expect(await rule.innerText()).toContain('named many-a-page');
    const [status, after] = await call('/servers');
    expect([status, after]).toEqual([200, { ...before, per_page: 77 }]);
    await expect.poll(() => rule.locator('dd').nth(1).innerText(), { timeout: 5000 }).toBe('1');
    await page.getByRole('button', { name: /^Remove override/ }).click();
    await page.getByText('Every call is answered as it really is').waitFor();
    expect(await call('/servers')).toEqual([200, before]);
    expectClean(REFUSED);
    await close();
  });

  it('are made of a call that came, with its answer', async () => {
    const [, body] = await call('/servers/4711');
    const number = (await mock.control.journal.list()).calls.at(-1)?.number;
    const address = `/#/default/rules?add=override&operation=virtfusion%2Fservers.show&status=404&from=${number}`;
    const { page, expectClean, close } = await open(browser, mock, address);
    await page.getByText(`As call ${number} was answered.`).waitFor();
    expect(JSON.parse(await page.getByLabel('Body', { exact: true }).inputValue())).toEqual(body);
    expect(await page.getByLabel('Status').inputValue()).toBe('404');
    await page.getByRole('button', { name: 'Add the override' }).click();
    await page.getByRole('listitem', { name: /^Override/ }).waitFor();
    const { data } = Object((await call('/servers'))[1]);
    expect(await call(`/servers/${data[0].id}`)).toEqual([404, body]);
    expectClean();
    await close();
  });
});
