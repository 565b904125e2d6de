/** Members of one machine's creation, as they stand in a template. */
export type MachineText = Readonly<Record<string, unknown>>;

const LINE = /^\s*(-\s+)?([A-Za-z_]\w*):(?:\s+(.*))?$/;

/**
 * The machines of a template: lines `member: value`, however deep they stand, one machine after the other. An item of a list
 * (`- `) and a new document (`---`) begin another. How the vendor's templates look inside is on no public page; what is none
 * of a creation's members is passed over by whoever reads this.
 */
export function machinesIn(content: string, variables: Readonly<Record<string, string>>): MachineText[] {
  const machines: Record<string, unknown>[] = [{}];
  for (const line of content.split(/\r?\n/)) {
    if (/^---\s*$/.test(line)) machines.push({});
    const [, item, member, written = ''] = LINE.exec(line) ?? [];
    if (member === undefined) continue;
    if (item !== undefined) machines.push({});
    const value = filled(withoutComment(written).trim(), variables);
    if (value !== '') Object.assign(machines.at(-1) ?? {}, { [member]: scalar(value) });
  }
  return machines.filter(machine => 'flavor_name' in machine);
}

const withoutComment = (text: string): string => (/^["']/.test(text) ? text : text.replace(/(^|\s)#.*$/, ''));

/** Gaps such as `${name}` and `{{ name }}` are filled; one without a value stays. */
const filled = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\{\s*(\w+)\s*\}|\{\{\s*(\w+)\s*\}\}/g, (gap, one?: string, other?: string) => {
    const name = one ?? other ?? '';
    return Object.hasOwn(variables, name) ? (variables[name] ?? gap) : gap;
  });

/** JSON is YAML too; what is none is a text. */
function scalar(text: string): unknown {
  const [, quoted] = /^'(.*)'$/.exec(text) ?? [];
  if (quoted !== undefined) return quoted.replaceAll("''", "'");
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
