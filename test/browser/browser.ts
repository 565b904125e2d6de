import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';
import { createMockServer, type MockServer, type MockServerOptions } from '../../mock-server/index.js';

/**
 * Of `@sparticuz/chromium`'s flags those that a machine needs on which everybody is root; none that turn a browser's guards
 * off. A page's process is forked from one that stands ready, and none is made that may never be needed: a page took a
 * quarter more processor time else.
 */
const FLAGS = [
  '--no-sandbox',
  '--renderer-process-limit=1',
  '--disable-gpu',
  '--font-render-hinting=none',
  '--disable-background-networking',
];

/** Milliseconds that anything of a page may take; a machine that runs other tests too needs some. */
const PATIENCE = 20_000;

/** Where pictures of failed tests are put. */
const FAILED = fileURLToPath(new URL('../../node_modules/.cache/hostdouble-failed', import.meta.url));

/** Starts a browser; close it in `afterAll`. */
export function openBrowser(): Promise<Browser> {
  const { path: executablePath, environment } = inject('chromium');
  const env = { ...process.env, ...environment };
  return chromium.launch({ executablePath, env, args: FLAGS, chromiumSandbox: false });
}

/** A server that gives out the dashboard as it was built for this run. */
export const serveDashboard = (options: MockServerOptions = {}): Promise<MockServer> =>
  createMockServer({ dashboard: inject('dashboard'), ...options });

/** How a page is looked at. */
interface Look {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/** A page, and what a browser had against it so far. */
export interface Opened {
  readonly page: Page;
  /** Holds the page to what every page must hold to: no error on its console, nothing that its policy forbids, nobody else called. What is `meant` is left out: browsers tell on the console that a call was refused. */
  expectClean(meant?: RegExp): void;
  /** Ends it; at the end of the test that opened it, it is ended in any case. */
  close(): Promise<void>;
}

/** Opens an address of a server: a path with its hash, `/#/default/clock`. */
export async function open(
  browser: Browser,
  { url }: Pick<MockServer, 'url'>,
  address = '/',
  { colorScheme = 'light', width = 1280, height = 800 }: Look = {},
): Promise<Opened> {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height },
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const wrong: string[] = [];
  page.on('console', message => {
    // What the server refuses, the page tells; the browser counts it as an error of its own.
    const isRefusal =
      /status of 4(0[49]|22)/.test(message.text()) && message.location().url.includes('/__admin/worlds');
    if (isRefusal) return;
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(`console: ${message.text()}`);
  });
  page.on('pageerror', error => wrong.push(`error: ${error.message}`));
  page.on('request', request => {
    const sent = request.url();
    if (!sent.startsWith(`${url}/`) && !/^(data|blob):/.test(sent)) wrong.push(`another host: ${sent}`);
  });
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))",
  );
  if (expect.getState().currentTestName !== undefined)
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail' && !page.isClosed()) await tell(page, task.name, wrong);
      await context.close();
    });
  await page.goto(`${url}${address}`);
  const expectClean = (meant?: RegExp): void => expect(wrong.filter(one => !meant?.test(one))).toEqual([]);
  return { page, expectClean, close: () => context.close() };
}

/** What a failed test leaves: a picture of the page as it was, and what the browser had against it. */
async function tell(page: Page, test: string, wrong: readonly string[]): Promise<void> {
  const path = `${FAILED}/${test.replace(/[^\w]+/g, '-')}.png`;
  const shot = await page.screenshot({ path, timeout: 5000 }).then(
    () => `looks like ${path}`,
    (error: Error) => `could not be pictured: ${error.message}`,
  );
  process.stderr.write(`${[`“${test}” failed at ${page.url()}, which ${shot}`, ...wrong].join('\n  ')}\n`);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Something that axe has against a page. */
interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Holds a page to axe's rules of WCAG 2.2 A and AA, and its best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated and not loaded: the policy of the page is for what the page does.
  await page.evaluate(axe);
  const violations: readonly AxeViolation[] = await page.evaluate('axe.run().then(({ violations }) => violations)');
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`,
  );
  expect(told).toEqual([]);
}
