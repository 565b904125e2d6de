import { firstRequest } from '../../contracts/core/first-request.js';
import { routesOf } from '../../contracts/core/route.js';
import { curlOf } from '../../contracts/kit/report/curl.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { unservedOf } from '../control/coverage.js';
import type { MockServer } from '../index.js';
import { trustLines } from './export-lines.js';

/** What a person sees when the server is up: for each vendor how much is served, its address, credentials and a first request. */
export async function banner(mock: MockServer, { listed, load }: Vendors): Promise<string> {
  const { clock } = await mock.control.worlds.show();
  const lines = [
    '',
    `Hostdouble answers at ${mock.url} (clock ${clock.mode} at ${clock.now})`,
    `Dashboard: ${mock.url}/`,
    ...trustLines(mock.trust),
    ...(mock.adminToken === undefined ? [] : [`Control API asks for: Authorization: Bearer ${mock.adminToken}`]),
  ];
  for (const { vendor, title, basePaths, firstCall } of listed) {
    const loaded = await load(vendor);
    const { dialect, routes } = loaded.contract;
    const known = routesOf(routes).length;
    const served = known - (await unservedOf(loaded)).length;
    const credentials = Object.entries(mock.credentials).find(([name]) => name === vendor)?.[1] ?? {};
    const rows = [['base URL', `${mock.url}${basePaths[0]}`], ...Object.entries(credentials)];
    const width = Math.max(...rows.map(([name = '']) => name.length));
    lines.push('', `${title}, ${served} of ${known} operations served`);
    for (const [name = '', value] of rows) lines.push(`  ${name.padEnd(width)}  ${value}`);
    if (firstCall !== undefined) {
      const request = firstRequest(dialect, `${mock.url}${firstCall}`, credentials);
      lines.push(`  ${curlOf(request, { flags: [], ...(mock.trust && { ca: mock.trust.NODE_EXTRA_CA_CERTS }) })}`);
    }
  }
  return `${lines.join('\n')}\n\n`;
}
