import type { Page } from 'playwright-core';
import { formats } from '../../contracts/kit/report/formats/index.js';
import type { Report } from '../../contracts/kit/report/report.js';
import type { MockServer } from '../../mock-server/index.js';
import { trial } from '../contract/kit.js';

const only = ['regions.list', 'stocks.list', 'flavors.list', 'environments.list'];

/** Reports of runs against a double, one hour after the other: as it is, and with overrides that drift. */
export async function makeReports(mock: MockServer) {
  const run = async (
    patch: Record<string, unknown> | undefined,
    operation: 'regions.list' | 'stocks.list',
    asked = only,
  ): Promise<Report> => {
    if (patch) await mock.control.overrides.add({ operation, patch, drift: true });
    const { report } = await trial(mock, { only: asked, refusals: false });
    await mock.control.overrides.clear();
    await mock.control.clock.advance({ by: 'PT1H' });
    return report;
  };
  const held = await run(undefined, 'regions.list');
  const drifted = await run({ regions: 'many', added: '<b>&\u202e' }, 'regions.list');
  const withoutFlavors = only.filter(name => name !== 'flavors.list');
  const mended = await run({ added: 1 }, 'stocks.list', withoutFlavors);
  const { report: ofOther } = await trial(mock, { vendor: 'virtfusion', only: ['packages.list'], refusals: false });
  return { held, drifted, mended, ofOther };
}

/** A report as a file. */
export const fileOf = (name: string, report: Report | string) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof report === 'string' ? report : formats.json(report)),
});

/** Runs in the page, where the types of a browser are. */
const TRANSFER = `all => {
  const transfer = new DataTransfer();
  for (const [name, text] of all) transfer.items.add(new File([text], name, { type: 'application/json' }));
  return transfer;
}`;

/** Drops files on the page, as from a folder. */
export async function drop(page: Page, ...files: ReturnType<typeof fileOf>[]): Promise<void> {
  const given = files.map(({ name, buffer }) => [name, buffer.toString()] as const);
  const dataTransfer = await page.evaluateHandle(`(${TRANSFER})(${JSON.stringify(given)})`);
  await page.getByLabel('Choose report files').waitFor();
  await page.dispatchEvent('main', 'dragover', { dataTransfer });
  await page.dispatchEvent('main', 'drop', { dataTransfer });
}

/** The texts of a table's cells, row by row. */
export const rowsOf = (page: Page, name: string): Promise<string[][]> =>
  page
    .getByRole('table', { name, exact: true })
    .locator('tbody tr')
    .evaluateAll(rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.innerText.trim())));

/** Chooses files, as by the dialog of the browser. */
export const choose = (page: Page, ...files: ReturnType<typeof fileOf>[]): Promise<void> =>
  page.getByLabel('Choose report files').setInputFiles(files);
