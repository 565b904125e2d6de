import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contracts } from '../../contracts/index.js';
import { builtIn, type MockServer } from '../../mock-server/index.js';
import acme from '../vendors/acme/index.js';
import { expectAccessible, open, openBrowser, serveDashboard } from './browser.js';

let browser: Browser;
let mock: MockServer;
beforeAll(async () => {
  [browser, mock] = await Promise.all([
    openBrowser(),
    serveDashboard({ seed: 'shop', clock: 'frozen', vendors: [...builtIn, acme] }),
  ]);
});
afterAll(async () => {
  await Promise.all([browser.close(), mock.close()]);
});

/** What a document says of an operation that a test chooses by. */
interface DocumentOperation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters: readonly { readonly in: string }[];
  readonly [extension: string]: unknown;
}

/** The operations of an API with their verbs, by tags as the viewer shows them. */
async function operationsOf(api: string): Promise<(readonly [verb: string, DocumentOperation])[]> {
  const { paths } = await mock.control.openapi(api);
  return Object.values(paths as Record<string, Record<string, DocumentOperation>>).flatMap(path =>
    Object.entries(path),
  );
}

/** Finds an operation by the search, opens it and presses Execute; answers the status that is shown, and the answer. */
async function tryIt(page: Page, id: string): Promise<{ readonly status: string; readonly answer: string }> {
  await page.getByLabel('Find an operation').fill(id);
  const operation = page.locator('.opblock').filter({ has: page.getByText(id, { exact: true }) });
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  const answered = operation.locator('.live-responses-table .response');
  const status = await answered.locator('.response-col_status').innerText();
  return { status: status.trim().slice(0, 3), answer: await answered.locator('.microlight').first().innerText() };
}

/** A document is made when it is first asked for: of the largest that takes a second, on a busy machine many. */
const shown = (page: Page): Promise<void> => page.locator('.opblock-tag').first().waitFor({ timeout: 90_000 });

let count = 0;
/** A new world, for the tests come in any order. */
async function newWorld(): Promise<string> {
  count += 1;
  return (await mock.control.worlds.create({ name: `own-${count}`, clock: 'frozen' })).name;
}

describe('the documentation', () => {
  it.each([...Object.keys(contracts), 'acme'])(
    'of %s calls the world that is chosen, with its credentials',
    async api => {
      const [one, other] = [await newWorld(), await newWorld()];
      const { page, expectClean, close } = await open(browser, mock, `/__admin/docs/${api}?world=${one}`);
      await shown(page);
      expect(await page.getByRole('combobox', { name: 'API' }).inputValue()).toBe(api);
      await page.getByRole('combobox', { name: 'World' }).selectOption(other);
      expect(new URL(page.url()).search).toBe(`?world=${other}`);

      const all = await operationsOf(api);
      const [, { operationId } = { operationId: '' }] =
        all.find(
          ([verb, one]) =>
            verb === 'get' &&
            one['x-effect'] === 'read' &&
            one.security.length > 0 &&
            !one.parameters.some(parameter => parameter.in === 'path' || 'required' in parameter),
        ) ?? [];
      expect(await tryIt(page, operationId)).toMatchObject({ status: '200' });
      const called = async (world: string) => (await mock.control.journal.list({ vendor: api }, world)).calls;
      expect(await called(other)).toMatchObject([{ operation: operationId, status: 200, failure: null }]);
      expect(await called(one)).toEqual([]);

      await page.getByRole('combobox', { name: 'World' }).selectOption(one);
      await page.getByRole('button', { name: 'Execute' }).click();
      await expect.poll(() => called(one)).toMatchObject([{ operation: operationId, status: 200, failure: null }]);
      expect(await called(other)).toHaveLength(1);
      // Signed once, as a client does it, also where an API takes several credentials.
      const curl = await page.locator('.curl').innerText();
      const keys = Object.values((await mock.control.worlds.show(one)).credentials[api] ?? {});
      expect(keys.filter(key => curl.includes(key))).toHaveLength(1);
      await expectAccessible(page);
      expectClean();
      await close();
    },
  );

  it('of the control API has the world filled in that is chosen', async () => {
    const world = await newWorld();
    const { page, expectClean, close } = await open(browser, mock, `/__admin/docs/control?world=${world}`);
    await shown(page);
    const { status, answer } = await tryIt(page, 'clock.show');
    expect(status).toBe('200');
    const { now } = await mock.control.clock.show(world);
    expect(answer).toContain(now);
    await expectAccessible(page);
    expectClean();
    await close();
  });

  it('sends of a form what its example and its reader say, and nothing for what is empty', async () => {
    const world = await newWorld();
    const { page, expectClean, close } = await open(browser, mock, `/__admin/docs/virtuozzo?world=${world}`);
    await shown(page);
    const { answer } = await tryIt(page, 'account.getAccount.post');
    expect(JSON.parse(answer)).toMatchObject({ result: 0, email: expect.any(String) });
    const [sent] = (
      await mock.control.journal.list({ operation: 'account.getAccount', bodies: true }, world)
    ).calls.slice(-1);
    expect(sent).toMatchObject({
      method: 'POST',
      findings: [],
      ignored: [],
      query: expect.not.objectContaining({ appid: '' }),
    });
    expectClean();
    await close();
  });

  it('opens at an operation that the address names, and is found by what an operation does', async () => {
    const world = await newWorld();
    const { page, expectClean, close } = await open(
      browser,
      mock,
      `/__admin/docs/infrahub?world=${world}#/credit/credit.show`,
    );
    await page.getByRole('button', { name: 'Execute' }).waitFor();
    expect(await page.locator('.opblock.is-open').innerText()).toContain('credit.show');
    expect(await page.locator('.opblock.is-open .opblock-body').innerText()).toContain('application/json');
    await page.getByLabel('Find an operation').fill('receipt pdf');
    await page.getByText('payments.receipt', { exact: true }).waitFor();
    await page.locator('.opblock-tag').nth(1).waitFor({ state: 'detached' });
    expect(await page.locator('.opblock').count()).toBe(1);
    await page.locator('.opblock-summary-control').click();
    await expect
      .poll(() => page.url())
      .toBe(`${mock.url}/__admin/docs/infrahub?world=${world}#/payments/payments.receipt`);
    await page.getByLabel('Find an operation').fill('');
    await page.locator('.opblock-tag').nth(5).waitFor();
    expectClean();
    await close();
  });

  it('goes from one API to another in the same world, and back to the dashboard', async () => {
    const world = await newWorld();
    const { page, close } = await open(browser, mock, `/__admin/docs/control?world=${world}`);
    await shown(page);
    await page.getByRole('combobox', { name: 'API' }).selectOption('acme');
    await page.getByText('boxes.list', { exact: true }).waitFor();
    expect(page.url()).toBe(`${mock.url}/__admin/docs/acme?world=${world}`);
    await page.getByRole('link', { name: 'Dashboard' }).click();
    await page.getByRole('navigation', { name: 'Views' }).waitFor();
    await expect
      .poll(() => page.getByRole('combobox', { name: 'World' }).inputValue(), { timeout: 20_000 })
      .toBe(world);
    const link = page.getByRole('navigation').getByRole('link', { name: 'acme' });
    expect(await link.getAttribute('href')).toBe(`/__admin/docs/acme?world=${world}`);
    await close();
  });

  it('says which APIs there are where the address names none, and that a world is none', async () => {
    const world = await newWorld();
    const { page, expectClean, close } = await open(browser, mock, `/__admin/docs/acmee?world=${world}`);
    await page.getByText('There is no API “acmee” here').waitFor();
    const links = await page.getByRole('listitem').getByRole('link').allInnerTexts();
    expect(links).toEqual([...(await mock.control.health()).vendors, 'control']);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'acme' }).click();
    await page.getByText('boxes.list', { exact: true }).waitFor();
    await page.goto(`${mock.url}/__admin/docs/acme?world=nowhere`);
    await page.getByText('There is no world “nowhere”').waitFor();
    await page.getByRole('combobox', { name: 'World' }).selectOption('default');
    await page.getByText('boxes.list', { exact: true }).waitFor();
    expectClean();
    await close();
  });

  it('follows the colour scheme of the system, fits a narrow screen, and is accessible in both', async () => {
    const { page, expectClean, close } = await open(browser, mock, '/__admin/docs/virtfusion', { colorScheme: 'dark' });
    await shown(page);
    const paper = () => page.evaluate('getComputedStyle(document.querySelector(".swagger-ui")).backgroundColor');
    const dark = await paper();
    await tryIt(page, 'hypervisors.show');
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(paper).not.toBe(dark);
    await expect.poll(() => page.evaluate('document.getAnimations().length')).toBe(0);
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await expectAccessible(page);
    expectClean();
    await close();
  });

  it('asks for the admin token, and calls the control API with it', async () => {
    await using guarded = await serveDashboard({ adminToken: 'open-sesame', seed: 'empty' });
    const { page, close } = await open(browser, guarded, '/__admin/docs/control');
    await page.getByLabel('Admin token').fill('open-sesame');
    await page.getByRole('button', { name: 'Open the dashboard' }).click();
    await shown(page);
    expect(await tryIt(page, 'worlds.list')).toMatchObject({ status: '200' });
    await close();
  });

  it('is loaded by its own page only', async () => {
    const loaded = async (address: string): Promise<string[]> => {
      const { page, close } = await open(browser, mock, address);
      await (address === '/' ? page.getByRole('heading', { name: 'Worlds', level: 1 }).waitFor() : shown(page));
      const files = (await page.evaluate(
        'performance.getEntriesByType("resource").map(({ name }) => name)',
      )) as string[];
      await close();
      return files.filter(file => /\/assets\/(viewer|docs)-/.test(file));
    };
    expect(await loaded('/')).toEqual([]);
    expect((await loaded('/__admin/docs/acme')).length).toBeGreaterThan(3);
  });
});
