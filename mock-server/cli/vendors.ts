import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isVendor, type ListedVendor, type Vendors, vendorsOf } from '../calls/listed-vendor.js';
import type { Vendor } from '../calls/vendor.js';
import { needSound } from '../http/sound-vendor.js';
import { builtIn } from '../vendors/index.js';
import { UsageError } from './settings.js';

/**
 * The vendors of this package, and those that these files of the user's own export. Throws `UsageError` for a file that is
 * not there or holds no vendor, and for a name or a base path that is taken.
 */
export async function vendorsFrom(files: readonly string[]): Promise<Vendors> {
  const all: (Vendor | ListedVendor)[] = [...builtIn];
  for (const file of files) {
    all.push(...(await vendorsIn(file)));
    try {
      vendorsOf(all);
    } catch (error) {
      throw new UsageError(`--vendor: ${file}: ${reasonOf(error)}`);
    }
  }
  return vendorsOf(all);
}

/** Own name of the vendor that is called so. Throws `UsageError` that names those there are, when it is none. */
export function needVendor(vendors: Vendors, name: string): string {
  try {
    return vendors.need(name);
  } catch (error) {
    throw new UsageError(reasonOf(error));
  }
}

async function vendorsIn(file: string): Promise<readonly (Vendor | ListedVendor)[]> {
  const path = resolve(file);
  if (!existsSync(path)) throw new UsageError(`--vendor: there is no file "${file}"`);
  let module: Readonly<Record<string, unknown>>;
  try {
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    throw new UsageError(`--vendor: ${file} cannot be loaded: ${reasonOf(error)}`);
  }
  const found = 'default' in module ? module.default : onlyOf(file, Object.values(module));
  const vendors = Array.isArray(found) ? found : [found];
  if (vendors.length === 0 || !vendors.every(isVendor))
    throw new UsageError(
      `--vendor: ${file} exports no vendor: it takes what \`defineVendor\` returns, or a list of such`,
    );
  for (const vendor of vendors) {
    if ('load' in vendor) continue;
    await needSound(vendor).catch((error: unknown) => {
      throw new UsageError(`--vendor: ${file}: ${reasonOf(error)}`);
    });
  }
  return vendors;
}

function onlyOf(file: string, exports: readonly unknown[]): unknown {
  const [only, ...others] = exports;
  if (others.length === 0) return only;
  const vendors = exports.filter(isVendor);
  if (vendors.length === 1) return vendors[0];
  throw new UsageError(
    `--vendor: ${file} exports several things; make the vendor, or the list of vendors, its default`,
  );
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
