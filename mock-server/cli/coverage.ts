import { type Coverage, coverageOf, coverageTable } from '../coverage.js';
import { vendors } from '../vendors/index.js';

/** Writes what is in the contracts, what is served and how sure it is; names what is not served. */
export async function coverage({ json }: { readonly json?: boolean }): Promise<void> {
  const shares: Record<string, Coverage> = {};
  for (const [name, { load }] of Object.entries(vendors)) shares[name] = await coverageOf(await load());
  if (json) {
    process.stdout.write(`${JSON.stringify({ vendors: shares }, null, 2)}\n`);
    return;
  }
  const unserved = Object.entries(shares).flatMap(([name, share]) =>
    share.unserved.map(id => `not served: ${name} ${id}`),
  );
  process.stdout.write(`${[coverageTable(Object.values(shares)), ...unserved].join('\n')}\n`);
}
