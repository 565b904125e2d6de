import { Option } from 'commander';
import { contracts } from '../../../contracts/index.js';
import type { Vendors } from '../../calls/listed-vendor.js';
import { vendorFilesFrom } from '../settings.js';

/** The vendors of this package; those of `--vendor` are loaded when a command needs them. */
export const vendorNames: readonly string[] = Object.keys(contracts);

export const vendorOption = (): Option =>
  new Option('--vendor <file>', 'a module that exports a vendor of your own; may be given several times').argParser(
    (file: string, before: readonly string[] = []) => [...before, file],
  );

/** The vendors of this package and those of `--vendor`. */
export const vendorsOf = async ({ vendor }: { readonly vendor?: readonly string[] }): Promise<Vendors> =>
  (await import('../vendors.js')).vendorsFrom(vendorFilesFrom(vendor, process.env));

/** Flags of the commands that listen. */
export const tlsOptions = (): readonly Option[] => [
  new Option(
    '--tls',
    'speak https, with a certificate of an authority that is kept for you; how to trust it is written at the start',
  ),
  new Option('--tls-cert <file>', 'speak https with this certificate of your own (PEM)'),
  new Option('--tls-key <file>', 'its key (PEM)'),
  new Option(
    '--tls-folder <folder>',
    "where that authority is kept (default: a folder of yours, below the system's for the data of programs)",
  ),
];
