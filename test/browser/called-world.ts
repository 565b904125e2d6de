import type { Browser } from 'playwright-core';
import type { MockServer } from '../../mock-server/index.js';
import { open } from './browser.js';

/** When each of these worlds begins. */
export const NOW = '2025-06-01T10:00:00Z';

let count = 0;
/** A world of a test's own, what calls it, and the page that shows a view of it. */
export async function calledWorld(
  browser: Browser,
  mock: Pick<MockServer, 'control' | 'url'>,
  view: string,
  look = {},
) {
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
