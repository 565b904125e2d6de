/** Whether an operation is to be compared: named by `only` (all when it is empty) and not by `skip`. */
export function selector(only: readonly string[] = [], skip: readonly string[] = []): (id: string) => boolean {
  const wanted = only.map(matcher);
  const unwanted = skip.map(matcher);
  return id => (wanted.length === 0 || wanted.some(is => is(id))) && !unwanted.some(is => is(id));
}

/** `servers.*` and `*.list`; a group alone stands for all in it. */
function matcher(pattern: string): (id: string) => boolean {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  const expression = new RegExp(`^${escaped}${pattern.includes('.') || pattern.includes('*') ? '' : '\\..*'}$`);
  return id => expression.test(id);
}
