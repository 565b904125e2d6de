import type { Command } from 'commander';
import { settingsFrom } from '../settings.js';
import { serveOptions } from './serve-command.js';

/** `hostdouble exec [flags] -- npm test` */
export function execCommand(program: Command): void {
  const command = program
    .command('exec')
    .description('serve on a free port while a command runs, which finds addresses and credentials in its environment')
    .argument('<command>', 'what to run, such as npm; flags of its own come after it')
    .argument('[arguments...]', 'what it is given');
  for (const option of serveOptions()) if (option.name() !== 'json') command.addOption(option);
  command
    .usage('[options] -- <command> [arguments...]')
    .passThroughOptions()
    .addHelpText(
      'after',
      '\nThe flags are those of serve; the port is any free one unless --port says which. The environment has what "hostdouble env"\nwrites. Signals are passed on, and on Linux nothing that the command started stays behind.\nExit codes: that of the command, 1 the server could not start, 126 or 127 the command could not be run.',
    )
    .action(async (name, rest, flags) => {
      const settings = await settingsFrom({ port: '0', ...flags }, process.env);
      await (await import('../exec.js')).exec(settings, [name, ...rest], process.env);
    });
}
