import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** A vendor's contract, which stands in TypeScript, in the tree of the working folder. */
export async function contractOf(vendor) {
  const outfile = resolve(`node_modules/.cache/hostdouble-contract-${vendor}-${process.pid}.mjs`);
  const entryPoints = [`contracts/vendors/${vendor}/index.ts`];
  const how = { bundle: true, format: 'esm', platform: 'node', packages: 'external', logLevel: 'error' };
  try {
    await build({ entryPoints, outfile, ...how });
    return (await import(pathToFileURL(outfile).href))[vendor];
  } finally {
    rmSync(outfile, { force: true });
  }
}
