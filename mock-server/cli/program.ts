import { Command } from 'commander';
import { contracts } from '../../contracts/index.js';
import { version } from '../version.js';
import { checkCommand } from './commands/check-command.js';
import { coverageCommand } from './commands/coverage-command.js';
import { envCommand } from './commands/env-command.js';
import { openapiCommand } from './commands/openapi-command.js';
import { proxyCommand } from './commands/proxy-command.js';
import { serveCommand } from './commands/serve-command.js';

/** The commands, in the order of the help. Each file says a command's flags; what it does is loaded when it is run. */
const commands = [serveCommand, checkCommand, proxyCommand, openapiCommand, coverageCommand, envCommand];

export function createProgram(): Command {
  const program = new Command('hostdouble')
    .description(
      `A test double for hosting clouds, on one port: ${Object.values(contracts)
        .map(({ title }) => title)
        .join(', ')}.`,
    )
    .version(version)
    .showHelpAfterError('(see --help)')
    .enablePositionalOptions();
  for (const add of commands) add(program);
  return program;
}
