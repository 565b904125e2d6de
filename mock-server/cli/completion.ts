import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';

/** Writes a shell's script. */
export function completion(program: Command, shell: string): void {
  tab(program).setup(program.name(), program.name(), shell);
}

/** Writes what may stand in the place of the last word, one a line, as the script reads it. */
export function complete(program: Command, words: string[]): void {
  const serve = program.commands.find(command => command.name() === 'serve');
  // What `hostdouble` alone does has its flags there too.
  for (const option of serve?.options ?? []) program.addOption(option);
  const root = tab(program);
  // Its own name for what the script calls is nothing for a person.
  root.commands.delete('complete');
  root.parse(words);
}
