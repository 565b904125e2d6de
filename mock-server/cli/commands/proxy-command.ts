import type { Command } from 'commander';
import { failOnOption, formatOption, tlsOptions, vendorArgument, vendorOption, vendorsOf } from './shared-options.js';

/** `hostdouble proxy <vendor>` */
export async function proxyCommand(program: Command, isAsked: (name: string) => boolean): Promise<void> {
  const command = program
    .command('proxy')
    .description("stand between a client and an endpoint, pass every call on, and hold it to a vendor's contract")
    .addArgument(vendorArgument('whose contract'))
    .addOption(vendorOption())
    .option('--target <url>', 'address of the API, with its base path or without (default: <VENDOR>_URL)')
    .option('--port <number>', 'port to listen on, 0 for any free one (default 4851)')
    .option('--host <address>', 'address to listen on (default 127.0.0.1)');
  for (const option of tlsOptions()) command.addOption(option);
  command
    .option(
      '--reads <file>',
      'what the client reads, {"servers.list": ["$.data[*].id"]}, or a run of it that --har or --format json wrote: findings there come first',
    )
    .option('--har <file>', 'record what passes as HAR 1.2, without secrets')
    .option('--save-drifts <folder>', 'write each finding about the endpoint as a row for the drift suite')
    .option('--max-body <MiB>', 'bodies up to this size are looked at; larger ones only pass (default 8)')
    .option('--timeout <milliseconds>', 'longest silence of the endpoint (default 120000)')
    .addOption(await failOnOption(isAsked('proxy')))
    .option('--baseline <file>', 'findings that are allowed, each with a reason and a day of expiry')
    .addOption(await formatOption(isAsked('proxy')))
    .addHelpText(
      'after',
      '\nThe client needs only its host changed. Credentials pass through and are never written. A new finding is told on standard\nerror when it comes; Ctrl-C or SIGTERM ends with the report, once more ends at once. Redirections pass as they are: a client\nthat follows one to the endpoint goes past the proxy.\nExit codes: 0 the contract holds, 1 wrong use, 2 drift, or a client that does not keep to it, 3 nothing was compared.',
    )
    .action(async (vendor, options) =>
      (await import('../proxy.js')).proxy(await vendorsOf(options), vendor, options, process.env),
    );
}
