import { Command } from 'commander';
import { contracts } from '../../contracts/index.js';
import { version } from '../version.js';
import { checkCommand } from './commands/check-command.js';
import { completeCommand, completionCommand } from './commands/completion-command.js';
import { coverageCommand } from './commands/coverage-command.js';
import { envCommand } from './commands/env-command.js';
import { execCommand } from './commands/exec-command.js';
import { initCommand } from './commands/init-command.js';
import { openapiCommand } from './commands/openapi-command.js';
import { proxyCommand } from './commands/proxy-command.js';
import { serveCommand } from './commands/serve-command.js';
import { verbCommands } from './commands/verb-commands.js';

/** Adds a command with its flags; `isAsked` says whether its name stands on the command line, for flags that must be loaded. */
type AddCommand = (program: Command, isAsked: (name: string) => boolean) => void | Promise<void>;

/** The commands, in the order of the help. Each file says a command's flags; what it does is loaded when it is run. */
const commands: readonly AddCommand[] = [
  ...[serveCommand, execCommand, envCommand, initCommand, ...verbCommands],
  ...[checkCommand, proxyCommand, openapiCommand, coverageCommand],
];

/** The program, for these words of a command line. */
export async function createProgram(words: readonly string[]): Promise<Command> {
  const program = await describedFor(words);
  completeCommand(program, describedFor);
  return program;
}

/** The program as a person sees it. */
async function describedFor(words: readonly string[]): Promise<Command> {
  const program = new Command('hostdouble')
    .description(
      `A test double for hosting clouds, on one port: ${Object.values(contracts)
        .map(({ title }) => title)
        .join(', ')}.`,
    )
    .version(version)
    .showHelpAfterError('(see --help)')
    .enablePositionalOptions();
  for (const add of commands) await add(program, name => words.includes(name));
  completionCommand(program, describedFor);
  return program;
}
