import type { Command } from 'commander';
import { vendorOption, vendorsOf } from './shared-options.js';

/** `hostdouble coverage` */
export function coverageCommand(program: Command): void {
  program
    .command('coverage')
    .description('write what is in the contracts, what is served, and how sure it is')
    .addOption(vendorOption())
    .option('--json', 'as JSON')
    .action(async options => (await import('../coverage.js')).coverage(await vendorsOf(options), options));
}
