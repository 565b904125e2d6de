import { Argument, Option } from 'commander';
import { contracts } from '../../../contracts/index.js';
import type { Vendors } from '../../calls/listed-vendor.js';
import { vendorFilesFrom } from '../settings.js';

/** The names of this package's vendors; those of `--vendor` are loaded when a command needs them. */
const vendorNames: readonly string[] = Object.values(contracts).flatMap(({ vendor, alsoKnownAs = [] }) => [
  vendor,
  ...alsoKnownAs,
]);

/** The argument that names a vendor: one of this package, by any of its names, or of `--vendor`. */
export const vendorArgument = (description: string, others: readonly string[] = []): Argument =>
  new Argument('<vendor>', description).choices([...vendorNames, ...others]).argParser((name: string) => name);

export const vendorOption = (): Option =>
  new Option('--vendor <file>', 'a module that exports a vendor of your own; may be given several times').argParser(
    (file: string, before: readonly string[] = []) => [...before, file],
  );

/** The vendors of this package and those of `--vendor`. */
export const vendorsOf = async ({ vendor }: { readonly vendor?: readonly string[] }): Promise<Vendors> =>
  (await import('../vendors.js')).vendorsFrom(await vendorFilesFrom(vendor, process.env));

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

/** The flag that says how reports are written. Its names are loaded where they are shown. */
export async function formatOption(isAsked: boolean): Promise<Option> {
  const names = isAsked ? Object.keys((await import('../../../contracts/kit/report/formats/index.js')).formats) : [];
  return new Option('--format <format...>', 'how to report; with =file to write there (default terminal)')
    .choices(names)
    .argParser((name: string, before: readonly string[] = []) => [...before, name]);
}

/** The flag that says which findings count. Its names are loaded where they are shown. */
export async function failOnOption(isAsked: boolean): Promise<Option> {
  const names = isAsked ? (await import('../../../contracts/core/checks.js')).severities : [];
  return oneOf('--fail-on <severity>', 'what makes it fail (default warning)', names);
}

/** Flags of the commands about a server that runs: they find it as `env` does. */
export const runningOptions = (): readonly Option[] => [
  new Option('--world <name>', 'a world of the running server (default: default)'),
  new Option('--url <address>', 'address of the server (default: HOSTDOUBLE_URL, else what the settings of serve say)'),
  new Option(
    '--admin-token <token>',
    'what /__admin of that server asks for (default: what the settings of serve say)',
  ),
  new Option('--tls', 'it speaks https by --tls: trust its authority (default: what the settings of serve say)'),
];

/** A flag that takes one of these names. The help and the completion show them; what takes the flag refuses others. */
export const oneOf = (flags: string, description: string, names: readonly string[]): Option =>
  new Option(flags, description).choices(names).argParser((name: string) => name);
