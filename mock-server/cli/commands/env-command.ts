import type { Command } from 'commander';
import { vendorOption, vendorsOf } from './shared-options.js';

/** `hostdouble env` */
export function envCommand(program: Command): void {
  program
    .command('env')
    .description('write export lines with addresses and credentials')
    .addOption(vendorOption())
    .option('--world <name>', 'a world of the running server (default: default)')
    .option('--url <address>', 'address of the server (default: HOSTDOUBLE_URL, else what the settings of serve say)')
    .option('--admin-token <token>', 'what /__admin of that server asks for (default: what the settings of serve say)')
    .option('--tls', 'it speaks https by --tls: also write how to trust it (default: what the settings of serve say)')
    .action(async options => (await import('../env.js')).env(await vendorsOf(options), options, process.env));
}
