import type { Dialect } from '../../contracts/core/dialect.js';
import { routesOf } from '../../contracts/core/route.js';
import { quoted } from '../../contracts/kit/report/shell.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { unservedOf } from '../control/coverage.js';
import type { MockServer, Trust } from '../index.js';
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
    if (firstCall !== undefined)
      lines.push(
        `  ${curl(`${mock.url}${firstCall}`, dialect, Object.values(credentials).map(String)[0] ?? '', mock.trust)}`,
      );
  }
  return `${lines.join('\n')}\n\n`;
}

/** A request for a shell, with its credential where the dialect's first scheme wants it. */
function curl(url: string, dialect: Dialect, credential: string, trust: Trust | undefined): string {
  const program = trust === undefined ? 'curl' : `curl --cacert ${quoted(trust.NODE_EXTRA_CA_CERTS)}`;
  const scheme = Object.values(dialect.schemes)[0];
  if (scheme === undefined) return `${program} ${quoted(url)}`;
  if (scheme.in === 'header') {
    const name = scheme.prefix === undefined ? scheme.name : 'Authorization';
    return `${program} -H ${quoted(`${name}: ${scheme.prefix ?? ''}${credential}`)} ${quoted(url)}`;
  }
  return `${program} ${quoted(`${url}${url.includes('?') ? '&' : '?'}${scheme.name}=${credential}`)}`;
}
