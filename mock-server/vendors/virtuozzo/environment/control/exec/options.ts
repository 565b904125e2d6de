/** Letters of options, and what is no option. */
export function optionsOf(args: readonly string[]): { readonly letters: string; readonly others: readonly string[] } {
  const end = args.indexOf('--');
  const isOption = (arg: string, at: number): boolean => /^-[^-]/.test(arg) && (end < 0 || at < end);
  return {
    letters: args.filter(isOption).join('').replaceAll('-', ''),
    others: args.filter(
      (arg, at) => !isOption(arg, at) && at !== end && !(arg.startsWith('--') && at < (end < 0 ? args.length : end)),
    ),
  };
}
