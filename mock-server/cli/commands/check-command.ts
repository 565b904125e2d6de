import type { Command } from 'commander';
import { failOnOption, formatOption, vendorArgument, vendorOption, vendorsOf } from './shared-options.js';

/** `hostdouble check <vendor>` */
export async function checkCommand(program: Command, isAsked: (name: string) => boolean): Promise<void> {
  program
    .command('check')
    .description("hold an endpoint, a vendor's own or this double, to a vendor's contract")
    .addArgument(vendorArgument('whose contract'))
    .addOption(vendorOption())
    .option('--target <url>', 'address of the API, with its base path or without (default: <VENDOR>_URL)')
    .option('--only <operations>', 'ids with *, separated by commas: servers.*,users.show')
    .option('--skip <operations>', 'likewise, what to leave out')
    .option(
      '--allow <effects>',
      'what calls may do beside reading: write,spend,destroy; all they make is taken away again',
    )
    .option('--disposable', 'with --allow: what was there before may be changed too')
    .option('--no-refusals', 'do not try what must be refused')
    .option('--dry-run', 'write what would be called, and call nothing')
    .option(
      '--rate <number>',
      'requests a second, 0 for as many as there can be (default 5; 0 for a double and on this machine)',
    )
    .option('--timeout <milliseconds>', 'longest time for one answer (default 30000)')
    .option('--max-time <duration>', 'longest time for all, such as 90s or 15m (default 15m)')
    .option('--max-answer <MiB>', 'most that is read of one answer (default 8)')
    .option('--retries <number>', 'after 429, 5xx and broken connections (default 3)')
    .addOption(await failOnOption(isAsked('check')))
    .option('--baseline <file>', 'findings that are allowed, each with a reason and a day of expiry')
    .option(
      '--since <report>',
      'an earlier report (JSON): tells what is new, kept or gone, and what is no longer compared',
    )
    .option('--write-baseline <file>', 'write one that allows what was found now')
    .addOption(await formatOption(isAsked('check')))
    .addHelpText(
      'after',
      '\nCredentials are taken from the environment only, under the names that "hostdouble env" writes (<VENDOR>_TOKEN).\nExit codes: 0 the contract holds, 1 wrong use, 2 drift, 3 the endpoint or the credential could not be used.',
    )
    .action(async (vendor, options) =>
      (await import('../check.js')).check(await vendorsOf(options), vendor, options, process.env),
    );
}
