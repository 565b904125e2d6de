import type { Vendors } from '../calls/listed-vendor.js';
import { type Coverage, coverageOf, coverageTable } from '../control/coverage.js';

/** Writes what is in the contracts, what is served and how sure it is; names what is not served. */
export async function coverage({ names, load }: Vendors, { json }: { readonly json?: boolean }): Promise<void> {
  const shares: Record<string, Coverage> = {};
  for (const name of names) shares[name] = await coverageOf(await load(name));
  if (json) {
    process.stdout.write(`${JSON.stringify({ vendors: shares }, null, 2)}\n`);
    return;
  }
  const unserved = Object.entries(shares).flatMap(([name, share]) =>
    share.unserved.map(id => `not served: ${name} ${id}`),
  );
  process.stdout.write(`${[coverageTable(Object.values(shares)), ...unserved].join('\n')}\n`);
}
