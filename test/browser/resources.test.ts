import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtIn, type MockServer } from '../../mock-server/index.js';
import { putManyKeys } from '../control/many-keys.js';
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

describe('resources', () => {
  it('are looked through for a server by its name, whose owner and package are followed', async () => {
    const { page, expectClean, close } = await open(browser, mock, '/#/default/resources');
    await page
      .getByRole('navigation', { name: 'Resources of virtfusion' })
      .getByRole('link', { name: /^Servers/ })
      .click();
    const table = page.getByRole('table', { name: 'Servers' });
    const { records: servers, count } = await mock.control.state.show('virtfusion', 'server', { limit: 1000 });
    await page.getByText(`${count} servers`).waitFor();
    await page.getByLabel('Search servers').fill('atlas');
    await expect.poll(() => table.getByRole('row').count()).toBe(2);
    expect(new URL(page.url()).hash).toBe('#/default/resources/virtfusion/server?search=atlas');
    await table.getByRole('link', { name: 'atlas' }).click();
    await page.getByRole('heading', { name: 'atlas', level: 1 }).waitFor();
    const atlas = servers.find(({ name }) => name === 'atlas');
    const { links } = await mock.control.state.one('virtfusion', 'server', Number(atlas?.id));
    for (const member of ['ownerId', 'packageId']) {
      const to = links.find(({ at }) => at === `$.${member}`);
      const record = page.getByRole('region', { name: 'Record of the double' });
      await record.getByRole('link', { name: `${to?.name}` }).click();
      await page.getByRole('heading', { name: `${to?.name}`, level: 1 }).waitFor();
      expect(new URL(page.url()).hash).toBe(`#/default/resources/virtfusion/${to?.resource}/${to?.key}`);
      await page.goBack();
      await page.getByRole('heading', { name: 'atlas', level: 1 }).waitFor();
    }
    expectClean();
    await close();
  });

  it('show a thing as record and as the answer of the vendor, side by side, with its events and its bill', async () => {
    const { page, expectClean, close } = await open(browser, mock, '/#/default/resources/infrahub/virtualMachine/1');
    await page.getByRole('heading', { name: 'halden-staging', level: 1 }).waitFor();
    const record = page.getByRole('region', { name: 'Record of the double' });
    const answer = page.getByRole('region', { name: 'Answer of infrahub' });
    const machine = await mock.control.state.one('infrahub', 'virtualMachine', 1);
    const shown = answer.getByRole('region', { name: 'Answer of virtualMachines.show' });
    expect(JSON.parse((await shown.textContent()) ?? '')).toEqual(machine.answers[0]?.body);
    const boxes = await Promise.all([record.boundingBox(), answer.boundingBox()]);
    expect(boxes[0]?.y).toBe(boxes[1]?.y);
    await answer.getByLabel('Operation').selectOption('virtualMachines.events');
    await answer.getByText('GET /core/virtual-machines/1/events').waitFor();
    const events = page.getByRole('region', { name: 'Events', exact: true });
    expect(await events.getByRole('term').count()).toBe(machine.events.length);
    await events.getByText('AttachVolumeToInstanceSuccess').waitFor();
    const bill = page.getByRole('region', { name: 'Bill' });
    const { items } = await mock.control.money.show('infrahub', machine.billed ?? {});
    const rate = (items[0]?.rate ?? 0).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 4 });
    await bill.getByText(`${rate} USD`, { exact: true }).waitFor();
    await bill.getByRole('link', { name: 'See what it costs over time' }).click();
    await page.getByRole('heading', { name: 'Money', level: 1 }).waitFor();
    expectClean();
    await close();
  });

  it('show another thing that refers to it, and what waits for it', async () => {
    const { page, close, expectClean } = await open(browser, mock, '/#/default/resources/infrahub/bucket/1');
    await page.getByRole('heading', { name: 'chloe-datasets', level: 1 }).waitFor();
    await page.getByText('To come').first().waitFor();
    await page
      .getByRole('region', { name: 'What refers to it' })
      .getByRole('link', { name: /chloe-datasets/ })
      .click();
    await page.getByText('bill bucket:1 of infrahub').waitFor();
    expectClean();
    await close();
  });

  it('of a vendor of the user’s own appear as soon as they are made, and secrets never', async () => {
    const { page, close, expectClean } = await open(browser, mock, '/#/default/resources/acme/box');
    await page.getByText('There are no boxes in this world').waitFor();
    await fetch(`${mock.url}/acme/v2/boxes`, {
      method: 'POST',
      headers: { 'x-acme-token': 'acme-test-token', 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'lamp', size: 'small' }),
    });
    await page.getByRole('table', { name: 'Boxes' }).getByRole('link', { name: 'lamp' }).waitFor();
    await page.getByRole('row', { name: /lamp/ }).press('Enter');
    await page.getByRole('heading', { name: 'lamp', level: 1 }).waitFor();
    await page.getByText('boxes.show', { exact: true }).waitFor();
    await page.getByRole('region', { name: 'Events', exact: true }).getByText('box built').waitFor();
    await page.goto(`${mock.url}/#/default/resources/infrahub/apiKey/1`);
    await page.getByText('secret, not shown').waitFor();
    expect(await page.content()).not.toContain(mock.credentials.infrahub.apiKey);
    expectClean();
    await close();
  });

  it('say what there is not, and what to do', async () => {
    const { page, close } = await open(browser, mock, '/#/default/resources/virtfusion/server/999');
    await page.getByText('there is no server "999"').waitFor();
    await page.getByRole('link', { name: 'All servers' }).click();
    await page.getByLabel('Search servers').fill('no such thing');
    await page.getByText('No server has “no such thing” in it').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('link', { name: 'atlas' }).waitFor();
    await page.goto(`${mock.url}/#/default/resources/virtfusion/serber`);
    await page.getByText(/no resource "serber"; did you mean server\?/).waitFor();
    await close();
  });

  it('are accessible, light and dark, wide and narrow', async () => {
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 390],
    ] as const) {
      const { page, close, expectClean } = await open(browser, mock, '/#/default/resources/virtfusion/server', {
        ...{ colorScheme, width },
      });
      await page.getByRole('table', { name: 'Servers' }).waitFor();
      await expectAccessible(page);
      if (width === 390) {
        await page.getByLabel('Resource', { exact: true }).selectOption('Packages (6)');
        await page.getByRole('table', { name: 'Packages' }).waitFor();
      }
      await page.goto(`${mock.url}/#/default/resources/virtfusion/server/1`);
      await page.getByRole('heading', { name: 'staging-1a', level: 1 }).waitFor();
      await page.getByText('See what it costs over time').waitFor();
      await expectAccessible(page);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expectClean();
      await close();
    }
  });
});

const MANY = 10_000;

describe('10,000 records', () => {
  it('are read on page by page, scrolled to the end, searched, and keep their place when something changes', async () => {
    const server = await serveDashboard({ seed: 'shop', clock: 'frozen' });
    await putManyKeys(server, MANY);
    const { page, close, expectClean } = await open(browser, server, '/#/default/resources/virtfusion/sshKey');
    await page.getByText('10,000 SSH keys').waitFor();
    const table = page.getByRole('table', { name: 'SSH keys' });
    const rows = () => table.getByRole('row').count();
    expect(await rows()).toBeLessThan(150);
    await table.getByRole('row').nth(3).press('End');
    await table.getByRole('link', { name: 'key 10000' }).waitFor();
    await server.control.clock.advance({ by: 'PT1H' });
    await table.getByRole('link', { name: 'key 10000' }).waitFor();
    await page.getByLabel('Search SSH keys').fill('key 7777');
    await expect.poll(rows).toBe(2);
    expectClean();
    await close();
    await server.close();
  });
});
