#!/usr/bin/env node
import { Command, Option } from 'commander';
import { CALENDAR_RULE } from '../../contracts/core/duration.js';
import { didYouMean } from '../../contracts/core/names.js';
import { contracts } from '../../contracts/index.js';
import type { Vendors } from '../calls/listed-vendor.js';
import { seedNames } from '../seeds/seed.js';
import { version } from '../version.js';
import { settingsFrom, UsageError, vendorFilesFrom } from './settings.js';
import { outliveStreams } from './write-out.js';

/** The vendors of this package; those of `--vendor` are loaded when a command needs them. */
const names = Object.keys(contracts);

const vendorOption = (): Option =>
  new Option('--vendor <file>', 'a module that exports a vendor of your own; may be given several times').argParser(
    (file: string, before: readonly string[] = []) => [...before, file],
  );

const vendorsOf = async ({ vendor }: { readonly vendor?: readonly string[] }): Promise<Vendors> =>
  (await import('./vendors.js')).vendorsFrom(await vendorFilesFrom(vendor, process.env));

/** What flags of the commands that listen do. */
const TLS =
  'speak https, with a certificate of an authority that is kept for you; how to trust it is written at the start';
const TLS_CERT = 'speak https with this certificate of your own (PEM)';
const TLS_KEY = 'its key (PEM)';
const TLS_FOLDER =
  "where that authority is kept (default: a folder of yours, below the system's for the data of programs)";

function createProgram(): Command {
  const program = new Command('hostdouble')
    .description(
      `A test double for hosting clouds, on one port: ${Object.values(contracts)
        .map(({ title }) => title)
        .join(', ')}.`,
    )
    .version(version)
    .showHelpAfterError('(see --help)')
    .enablePositionalOptions();

  program
    .command('serve', { isDefault: true })
    .description('serve the APIs (what "hostdouble" alone does)')
    .addOption(new Option('--port <number>', 'port to listen on, 0 for any free one (default 4850)'))
    .addOption(new Option('--host <address>', 'address to listen on (default 127.0.0.1)'))
    .addOption(
      new Option(
        '--seed <name or file>',
        `${seedNames.join(', ')}, one with a number (shop:7), or a file (default shop)`,
      ),
    )
    .addOption(
      new Option(
        '--seeds <folder>',
        'files of it are seeds by their names, over HTTP too, where no other can be named',
      ),
    )
    .addOption(
      new Option('--watch', 'reset a world when the file of its seed changes, and read the file of --overrides anew'),
    )
    .addOption(
      new Option(
        '--now <time>',
        'when the world is opened, as 2025-01-20T21:49:10Z (default: what the seed says, else the present; 2026-06-15T09:30:00Z with --clock frozen)',
      ),
    )
    .addOption(new Option('--clock <mode>', 'running or frozen (default: the seed says, else running)'))
    .addOption(new Option('--strict', 'hold every answer to the contract before it is sent'))
    .addOption(
      new Option('--self-check <how many>', 'all, sample or off: answers held to the contract after they are sent'),
    )
    .addOption(new Option('--body-limit <bytes>', "most bytes of a request's body (default 1048576)"))
    .addOption(new Option('--body-timeout <milliseconds>', 'longest time to send a body (default 10000)'))
    .addOption(new Option('--admin-token <token>', 'what /__admin asks for (default: nothing on a loopback address)'))
    .addOption(new Option('--tls', TLS))
    .addOption(new Option('--tls-cert <file>', TLS_CERT))
    .addOption(new Option('--tls-key <file>', TLS_KEY))
    .addOption(new Option('--tls-folder <folder>', TLS_FOLDER))
    .addOption(new Option('--overrides <file>', 'overrides that stand in each world, as JSON, JSONC or YAML'))
    .addOption(
      new Option(
        '--forward-hosts <host,…>',
        'hosts that an override may forward calls to: api.example.com, 127.0.0.1:3000',
      ),
    )
    .addOption(
      new Option(
        '--cors <origin,…|off>',
        'pages of these origins may call too, * for any (default: those of loopback addresses only)',
      ),
    )
    .addOption(new Option('--deliver-anywhere', 'send callbacks to any address, not only to loopback and private ones'))
    .addOption(vendorOption())
    .addOption(new Option('--json', 'write the ready line as JSON, and no banner'))
    .addOption(new Option('--log-level <level>', 'fatal, error, warn, info, debug, trace or silent (default info)'))
    .addHelpText(
      'after',
      `\nEach flag can also be set in the environment (--body-limit as HOSTDOUBLE_BODY_LIMIT) or in hostdouble.config.json\n("bodyLimit"; also .jsonc, .yaml and .yml). A flag goes first, then the environment.\n\nA clock goes on by POST /__admin/worlds/{world}/clock/advance {"by":"P1M"}.\n${CALENDAR_RULE}\n\nExit codes: 0 ended by SIGINT, SIGTERM or SIGHUP, 1 it could not start.`,
    )
    .allowExcessArguments()
    .action(async (flags, { args }: Command) => {
      const [word] = args;
      const commands = program.commands.map(command => command.name());
      if (word !== undefined)
        throw new UsageError(`there is no command "${word}"${didYouMean(word, commands)} (see --help)`);
      const settings = await settingsFrom(flags, process.env);
      await (await import('./serve.js')).serve(settings);
    });

  program
    .command('check')
    .description("hold an endpoint, a vendor's own or this double, to a vendor's contract")
    .argument('<vendor>', names.join(', '))
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
    .option('--fail-on <severity>', 'error, warning or notice (default warning)')
    .option('--baseline <file>', 'findings that are allowed, each with a reason and a day of expiry')
    .option(
      '--since <report>',
      'an earlier report (JSON): tells what is new, kept or gone, and what is no longer compared',
    )
    .option('--write-baseline <file>', 'write one that allows what was found now')
    .option('--format <format...>', 'terminal, json, junit, markdown, github, html, sarif; with =file to write there')
    .addHelpText(
      'after',
      '\nCredentials are taken from the environment only, under the names that "hostdouble env" writes (<VENDOR>_TOKEN).\nExit codes: 0 the contract holds, 1 wrong use, 2 drift, 3 the endpoint or the credential could not be used.',
    )
    .action(async (vendor, options) =>
      (await import('./check.js')).check(await vendorsOf(options), vendor, options, process.env),
    );

  program
    .command('proxy')
    .description("stand between a client and an endpoint, pass every call on, and hold it to a vendor's contract")
    .argument('<vendor>', names.join(', '))
    .addOption(vendorOption())
    .option('--target <url>', 'address of the API, with its base path or without (default: <VENDOR>_URL)')
    .option('--port <number>', 'port to listen on, 0 for any free one (default 4851)')
    .option('--host <address>', 'address to listen on (default 127.0.0.1)')
    .option('--tls', TLS)
    .option('--tls-cert <file>', TLS_CERT)
    .option('--tls-key <file>', TLS_KEY)
    .option('--tls-folder <folder>', TLS_FOLDER)
    .option(
      '--reads <file>',
      'what the client reads, {"servers.list": ["$.data[*].id"]}, or a run of it that --har or --format json wrote: findings there come first',
    )
    .option('--har <file>', 'record what passes as HAR 1.2, without secrets')
    .option('--save-drifts <folder>', 'write each finding about the endpoint as a row for the drift suite')
    .option('--max-body <MiB>', 'bodies up to this size are looked at; larger ones only pass (default 8)')
    .option('--timeout <milliseconds>', 'longest silence of the endpoint (default 120000)')
    .option('--fail-on <severity>', 'error, warning or notice (default warning)')
    .option('--baseline <file>', 'findings that are allowed, each with a reason and a day of expiry')
    .option('--format <format...>', 'terminal, json, junit, markdown, github, html; with =file to write there')
    .addHelpText(
      'after',
      '\nThe client needs only its host changed. Credentials pass through and are never written. A new finding is told on standard\nerror when it comes; Ctrl-C or SIGTERM ends with the report, once more ends at once. Redirections pass as they are: a client\nthat follows one to the endpoint goes past the proxy.\nExit codes: 0 the contract holds, 1 wrong use, 2 drift, or a client that does not keep to it, 3 nothing was compared.',
    )
    .action(async (vendor, options) =>
      (await import('./proxy.js')).proxy(await vendorsOf(options), vendor, options, process.env),
    );

  program
    .command('openapi')
    .description("write a contract's OpenAPI 3.1 document")
    .argument('<vendor>', `${names.join(', ')}, or control for the admin API`)
    .addOption(vendorOption())
    .option('--server <url>', 'address to put before the base path')
    .action(async (vendor, options) =>
      (await import('./openapi.js')).openapi(await vendorsOf(options), vendor, options),
    );

  program
    .command('coverage')
    .description('write what is in the contracts, what is served, and how sure it is')
    .addOption(vendorOption())
    .option('--json', 'as JSON')
    .action(async options => (await import('./coverage.js')).coverage(await vendorsOf(options), options));

  program
    .command('env')
    .description('write export lines with addresses and credentials')
    .addOption(vendorOption())
    .option('--world <name>', 'a world of the running server (default: default)')
    .option('--url <address>', 'address of the server (default: HOSTDOUBLE_URL, else what the settings of serve say)')
    .option('--admin-token <token>', 'what /__admin of that server asks for (default: what the settings of serve say)')
    .option('--tls', 'it speaks https by --tls: also write how to trust it (default: what the settings of serve say)')
    .action(async options => (await import('./env.js')).env(await vendorsOf(options), options, process.env));

  return program;
}

outliveStreams();
createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    const said = error instanceof UsageError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`hostdouble: ${said}\n`);
    process.exitCode = 1;
  });
