import type { Command } from 'commander';
import { vendorArgument, vendorOption, vendorsOf } from './shared-options.js';

/** `hostdouble openapi <vendor>` */
export function openapiCommand(program: Command): void {
  program
    .command('openapi')
    .description("write a contract's OpenAPI 3.1 document")
    .addArgument(vendorArgument('whose contract; control is the admin API', ['control']))
    .addOption(vendorOption())
    .option('--server <url>', 'address to put before the base path')
    .action(async (vendor, options) =>
      (await import('../openapi.js')).openapi(await vendorsOf(options), vendor, options),
    );
}
