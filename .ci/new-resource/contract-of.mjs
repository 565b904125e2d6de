import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

/** A vendor's contract, which stands in TypeScript, in the tree of the working folder. */
export async function contractOf(vendor) {
  const file = resolve(`node_modules/.cache/hostdouble-contract-${vendor}-${process.pid}.mjs`);
  const input = `contracts/vendors/${vendor}/index.ts`;
  try {
    const output = { file, format: 'esm', codeSplitting: false };
    await build({ input, output, platform: 'node', logLevel: 'warn', external: /^[^./]/ });
    return (await import(pathToFileURL(file).href))[vendor];
  } finally {
    rmSync(file, { force: true });
  }
}
