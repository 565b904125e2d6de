import type { Command } from 'commander';
import { vendorsOf } from './shared-options.js';

/** `hostdouble init` */
export function initCommand(program: Command): void {
  program
    .command('init')
    .description('write a configuration, a seed and a test for what this folder looks like; overwrites nothing')
    .addHelpText(
      'after',
      '\nThe test is for vitest, Jest or node:test (package.json), pytest (pyproject.toml, requirements.txt) or PHPUnit (composer.json).',
    )
    .action(async () => (await import('../init/init.js')).init(await vendorsOf({}), process.cwd()));
}
