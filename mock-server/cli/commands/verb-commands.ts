import type { Command } from 'commander';
import type { FlaggedCall } from '../contract-options.js';
import { CALLS, FAULT, OVERRIDE, STEP, WORLD_WISH } from '../verbs/flagged-calls.js';
import { runningOptions, vendorOption } from './shared-options.js';

/**
 * The verbs over a running server. Flags that set members of a call are those of the contract of the control API, which is
 * loaded for the help, the completion and the work of that verb only.
 */
export const verbCommands: readonly ((program: Command, isAsked: (name: string) => boolean) => Promise<void>)[] = [
  async (program, isAsked) => {
    const worlds = verb(program, 'worlds', false).description(
      'list the worlds of a running server, make one or forget one',
    );
    worlds.action(async options => (await import('../verbs/worlds.js')).list(options));
    const create = verb(worlds, 'create', false).description('make a world').argument('[name]', 'default: a free one');
    if (isAsked('worlds')) await addFlags(create, WORLD_WISH);
    create.action(async (name, options) => (await import('../verbs/worlds.js')).create(name, options));
    verb(worlds, 'remove', false)
      .description('forget a world')
      .argument('<name>')
      .action(async (name, options) => (await import('../verbs/worlds.js')).remove(name, options));
  },
  async (program, isAsked) => {
    const command = verb(program, 'advance')
      .description('let time pass in a world at once')
      .argument('[by]', 'so long, as PT47M, P31D or P1M');
    if (isAsked('advance')) await addFlags(command, STEP);
    command.action(async (by, options) => (await import('../verbs/advance.js')).advance(by, options));
  },
  async (program, isAsked) => {
    const fault = rules(program, 'fault', 'make an operation fail; without one list the faults');
    if (isAsked('fault')) await addFlags(fault, FAULT);
    fault.action(async (operation, options) => (await import('../verbs/rules.js')).rules(FAULT, operation, options));
    const override = rules(program, 'override', 'answer an operation otherwise; without one list the overrides');
    if (isAsked('override')) await addFlags(override, OVERRIDE);
    override.action(async (operation, options) =>
      (await import('../verbs/rules.js')).rules(OVERRIDE, operation, options),
    );
  },
  async (program, isAsked) => {
    const command = verb(program, 'calls')
      .description('write the calls that a world received')
      .option('--follow', 'and those that come, until it is interrupted');
    if (isAsked('calls')) await addFlags(command, CALLS);
    command.action(async options => (await import('../verbs/calls.js')).calls(options));
  },
  async program => {
    verb(program, 'reset')
      .description('bring a world back to its seed')
      .action(async options => (await import('../verbs/worlds.js')).reset(options));
    verb(program, 'snapshot')
      .description('write a world as JSON, or bring it to the state of such a file')
      .option('--restore <file>', 'a file that this command wrote')
      .action(async options => (await import('../verbs/snapshot.js')).snapshot(options));
  },
  async program => {
    verb(program, 'shutdown', false)
      .description('end a running server: what is under way may end')
      .action(async options => (await import('../verbs/shutdown.js')).shutdown(options));
  },
  async program => {
    program
      .command('seed')
      .description('what is about seeds')
      .command('check')
      .description('live a seed, and say what is wrong with it and where; needs no running server')
      .argument('<seed>', 'a file, or a name')
      .addOption(vendorOption())
      .action(async (seed, options) => (await import('../verbs/seed-check.js')).seedCheck(seed, options));
  },
];

/** A command about a running server; it finds it as `env` does. */
function verb(parent: Command, name: string, isOfWorld = true): Command {
  const command = parent.command(name);
  for (const option of runningOptions()) if (isOfWorld || option.name() !== 'world') command.addOption(option);
  return command.option('--json', 'what the server answers, as JSON');
}

/** A command about rules of one kind. */
const rules = (program: Command, name: string, description: string): Command =>
  verb(program, name)
    .description(description)
    .argument('[operation]', 'its id, with * for any piece, optionally after a vendor: lamps.*, acme/*')
    .option('--clear', 'forget all');

async function addFlags(command: Command, call: FlaggedCall): Promise<void> {
  for (const option of await (await import('../contract-options.js')).contractOptions(call)) command.addOption(option);
}
