import { Argument, type Command } from 'commander';
import { needOneOf } from '../need-one-of.js';

/** Shells that a script is written for. */
const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** The program as it is completed, which may hold no command `complete`, for the library adds its own. */
type CreateProgram = (words: readonly string[]) => Promise<Command>;

/** `hostdouble completion <shell>` */
export function completionCommand(program: Command, create: CreateProgram): void {
  program
    .command('completion')
    .description('write a script that completes commands and flags in a shell')
    .addArgument(new Argument('<shell>').choices(shells).argParser(name => name))
    .addHelpText(
      'after',
      '\nsource <(hostdouble completion bash)\nsource <(hostdouble completion zsh)\nhostdouble completion fish | source\nThe script calls "hostdouble", so that must be on the PATH.',
    )
    .action(async name => {
      needOneOf('shell', name, shells);
      (await import('../completion.js')).completion(await create([]), name);
    });
}

/** `hostdouble complete -- <words>`, which the script calls at each press of the key. */
export function completeCommand(program: Command, create: CreateProgram): void {
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async words => (await import('../completion.js')).complete(await create(words), words));
}
