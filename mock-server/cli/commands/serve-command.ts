import { type Command, Option } from 'commander';
import { CALENDAR_RULE } from '../../../contracts/core/duration.js';
import { didYouMean } from '../../../contracts/core/names.js';
import { seedNames } from '../../seeds/seed.js';
import { serveSettings, settingsFrom, UsageError } from '../settings.js';
import { oneOf, tlsOptions, vendorOption } from './shared-options.js';

const { shape } = serveSettings;

/** Flags of what starts a server. */
export const serveOptions = (): readonly Option[] => [
  new Option('--port <number>', 'port to listen on, 0 for any free one (default 4850)'),
  new Option('--host <address>', 'address to listen on (default 127.0.0.1)'),
  new Option('--seed <name or file>', `${seedNames.join(', ')}, one with a number (shop:7), or a file (default shop)`),
  new Option('--seeds <folder>', 'files of it are seeds by their names, over HTTP too, where no other can be named'),
  new Option('--watch', 'reset a world when the file of its seed changes, and read the file of --overrides anew'),
  new Option(
    '--now <time>',
    'when the world is opened, as 2025-01-20T21:49:10Z (default: what the seed says, else the present; 2026-06-15T09:30:00Z with --clock frozen)',
  ),
  oneOf('--clock <mode>', 'how its clock goes (default: the seed says, else running)', shape.clock.unwrap().options),
  new Option('--strict', 'hold every answer to the contract before it is sent'),
  oneOf(
    '--self-check <how many>',
    'which answers are held to the contract after they are sent (default sample)',
    shape.selfCheck.unwrap().options,
  ),
  new Option('--body-limit <bytes>', "most bytes of a request's body (default 1048576)"),
  new Option('--body-timeout <milliseconds>', 'longest time to send a body (default 10000)'),
  new Option('--admin-token <token>', 'what /__admin asks for (default: nothing on a loopback address)'),
  new Option(
    '--state <file or address>',
    'where worlds are kept: a file, or postgres://user@host/database, for several servers (default: in memory)',
  ),
  oneOf(
    '--durability <when>',
    'when a file has on the disk what a call changed: full before it is answered, normal a moment later (default normal)',
    shape.durability.unwrap().options,
  ),
  oneOf(
    '--reads <how>',
    'fresh: a read sees all that servers of one database answered before; bounded: it may lag behind (default fresh)',
    shape.reads.unwrap().options,
  ),
  new Option('--reads-bound <duration>', 'how far bounded reads may lag behind (default PT0.1S)'),
  new Option(
    '--tenants <file>',
    'tenants, each with a token for /__admin and worlds of its own, as JSON, JSONC or YAML',
  ),
  new Option('--ttl <duration>', 'how long a world is there that asks for no other, as PT1H (default: for ever)'),
  new Option('--idle <duration>', 'how long nobody calls a world until it leaves memory, as PT10M; needs --state'),
  new Option('--metrics', 'count what is served, for GET /__admin/metrics'),
  new Option('--drain-delay <duration>', 'how long it listens on when it is to end and is not ready (default PT0S)'),
  new Option('--drain <duration>', 'how long open calls may take to end then (default PT5S)'),
  ...tlsOptions(),
  new Option(
    '--cors <origin,…|off>',
    'pages of these origins may call too, * for any (default: those of loopback addresses only)',
  ),
  new Option('--overrides <file>', 'overrides that stand in each world, as JSON, JSONC or YAML'),
  new Option(
    '--forward-hosts <host,…>',
    'hosts that an override may forward calls to: api.example.com, 127.0.0.1:3000',
  ),
  new Option('--deliver-anywhere', 'send callbacks to any address, not only to loopback and private ones'),
  vendorOption(),
  new Option('--json', 'write the ready line as JSON, and no banner'),
  oneOf(
    '--log-level <level>',
    'what is told on standard error: info a line for each call, debug also what it held (default warn)',
    shape.logLevel.unwrap().options,
  ),
];

/** `hostdouble serve`, which is what `hostdouble` alone does. */
export function serveCommand(program: Command): void {
  const command = program
    .command('serve', { isDefault: true })
    .description('serve the APIs (what "hostdouble" alone does)')
    .addHelpText(
      'after',
      `\nEach flag can also be set in the environment (--body-limit as HOSTDOUBLE_BODY_LIMIT) or in hostdouble.config.json\n("bodyLimit"; also .jsonc, .yaml and .yml). A flag goes first, then the environment.\n\nA clock goes on by "hostdouble advance P1M", or POST /__admin/worlds/{world}/clock/advance {"by":"P1M"}.\n${CALENDAR_RULE}\n\nExit codes: 0 ended by SIGINT, SIGTERM or SIGHUP (a second one ends it at once) or by POST /__admin/shutdown, 1 it could not start.`,
    )
    .allowExcessArguments()
    .action(async (flags, { args }: Command) => {
      const [word] = args;
      const commands = program.commands.map(one => one.name());
      if (word !== undefined)
        throw new UsageError(`there is no command "${word}"${didYouMean(word, commands)} (see --help)`);
      const settings = await settingsFrom(flags, process.env);
      await (await import('../serve.js')).serve(settings);
    });
  for (const option of serveOptions()) command.addOption(option);
}
