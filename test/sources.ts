import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** A source file of ours. */
export interface SourceFile {
  /** From the root, with slashes: `contracts/core/wire.ts`. */
  readonly path: string;
  readonly text: string;
  /** The text without comments and lines that import. */
  readonly code: string;
  /** The code without what stands in strings. */
  readonly bare: string;
  /** What it imports, types included: files of ours by path, packages by name. */
  readonly imports: readonly string[];
}

const FOLDERS = ['contracts', 'mock-server', 'fixtures', 'test'];

const IMPORT = /(?:^(?:import|export)\b[^;'"]*?from\s*|^import |\bimport\()'([^']+)'/gm;
const IMPORTS = /^(?:import|export) (?:type )?(?:[\w*{][^;'"]* from )?'[^']+'.*;$/gm;
const COMMENTS = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm;
const STRINGS = /`(?:\\.|[^`])*`|'(?:\\.|[^'\n])*'|"(?:\\.|[^"\n])*"/g;
/** What a page says, between its elements. */
const WORDS = />[^<>{}=]*[<{]/g;

/** All source files of ours. */
export const sources: readonly SourceFile[] = FOLDERS.flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => sourceOf(join(folder, name))),
);

/** Those that ship: all but the tests. */
export const shipped = sources.filter(({ path }) => !path.startsWith('test/'));

function sourceOf(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const imports = [...text.matchAll(IMPORT)].map(([, target = '']) =>
    target.startsWith('.') ? sourceAt(relative(root, resolve(root, dirname(path), target))) : target,
  );
  const code = text.replaceAll(IMPORTS, '').replaceAll(COMMENTS, '');
  const bare = code.replaceAll(STRINGS, "''");
  return { path, text, code, bare: path.endsWith('x') ? bare.replaceAll(WORDS, '><') : bare, imports };
}

/** Groups of files that import one another, by however many steps; none where there is no circle. */
export function circlesIn(files: readonly SourceFile[]): string[][] {
  const byPath = new Map(files.map(file => [file.path, file]));
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  // Tarjan's strongly connected components.
  const visit = (path: string): number => {
    const at = order.size;
    order.set(path, at);
    let low = at;
    open.push(path);
    for (const target of byPath.get(path)?.imports ?? []) {
      if (!byPath.has(target)) continue;
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (open.includes(target)) low = Math.min(low, order.get(target) ?? low);
    }
    lowest.set(path, low);
    if (low === at) {
      const circle = open.splice(open.indexOf(path));
      if (circle.length > 1 || byPath.get(path)?.imports.includes(path)) circles.push(circle.sort());
    }
    return low;
  };
  for (const { path } of files) if (!order.has(path)) visit(path);
  return circles;
}

/** The source of what an import names: of the dashboard it may be one with elements in it. */
function sourceAt(path: string): string {
  const bare = path.replace(/\.js$/, '');
  return bare !== path && existsSync(join(root, `${bare}.tsx`)) ? `${bare}.tsx` : path.replace(/\.js$/, '.ts');
}
