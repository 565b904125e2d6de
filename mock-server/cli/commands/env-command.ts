import type { Command } from 'commander';
import { envFormats } from '../env-formats.js';
import { oneOf, runningOptions, vendorOption, vendorsOf } from './shared-options.js';

/** `hostdouble env` */
export function envCommand(program: Command): void {
  const command = program
    .command('env')
    .description('write variables of the environment with addresses and credentials')
    .addOption(oneOf('--format <format>', 'how to write them (default shell)', Object.keys(envFormats)))
    .addOption(vendorOption());
  for (const option of runningOptions()) command.addOption(option);
  command
    .addHelpText(
      'after',
      '\neval "$(hostdouble env)"\nhostdouble env --format dotenv > .env\nhostdouble env --format github >> "$GITHUB_ENV"\nhostdouble env --format powershell | Out-String | Invoke-Expression',
    )
    .action(async options => (await import('../env.js')).env(await vendorsOf(options), options, process.env));
}
