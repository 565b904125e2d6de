import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locate, Place } from '../../contracts/kit/reports/github.js';

/**
 * Finds the line of a contract's source that a finding contradicts, where those sources are in the working folder: that of
 * the field when its name stands once in the vendor's schemas, else that of the operation.
 */
export function locateIn(folder: string, vendor: string): Locate {
  const root = join('contracts', vendor);
  const files = ['operations', 'schemas'].flatMap(part => linesOf(folder, join(root, part)));
  return ({ operation, path }) => {
    const [group = '', name = ''] = operation.split('.');
    const field = /([A-Za-z_]\w*)(?:\[\*\])*$/.exec(path)?.[1];
    const fields =
      field === undefined
        ? []
        : placesOf(files, new RegExp(`^\\s+${field}[:,]`)).filter(({ file }) => file.includes('schemas'));
    if (fields.length === 1) return fields[0];
    return operationIn(files, group, name);
  };
}

interface Source {
  readonly file: string;
  readonly lines: readonly string[];
}

function linesOf(folder: string, part: string): Source[] {
  if (!existsSync(join(folder, part))) return [];
  return readdirSync(join(folder, part))
    .filter(name => name.endsWith('.ts'))
    .map(name => ({ file: join(part, name), lines: readFileSync(join(folder, part, name), 'utf8').split('\n') }));
}

const placesOf = (sources: readonly Source[], pattern: RegExp): Place[] =>
  sources.flatMap(({ file, lines }) =>
    lines.flatMap((text, at) => (pattern.test(text) ? [{ file, line: at + 1 }] : [])),
  );

function operationIn(sources: readonly Source[], group: string, name: string): Place | undefined {
  for (const { file, lines } of sources) {
    const start = lines.findIndex(text => text.startsWith(`export const ${group} = defineOperations(`));
    const at = start === -1 ? -1 : lines.findIndex((text, index) => index > start && text.startsWith(`  ${name}: {`));
    if (at !== -1) return { file, line: at + 1 };
  }
  return undefined;
}
