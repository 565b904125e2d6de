import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';

/** What another file is asked for by, in a declaration. */
const ASKED = /(?:\bfrom|\bimport\(|^import)\s*(["'])(\.[^"']+)\.js\1/gm;

/**
 * Writes the declarations of these sources. The compiler writes one of each source that they are made of, a thousand more than
 * a user's compiler ever reads; those go again.
 */
export function declarations(dir, sources) {
  rmSync(dir, { recursive: true, force: true });
  execFileSync('node_modules/.bin/tsc', ['-p', '.ci/tsconfig.types.json', '--outDir', resolve(dir)], {
    stdio: 'inherit',
  });
  const read = new Set();
  const waiting = sources.map(source => source.replace(/\.ts$/, '.d.ts'));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (read.has(path)) continue;
    read.add(path);
    for (const [, , other] of readFileSync(join(dir, path), 'utf8').matchAll(ASKED))
      waiting.push(posix.join(posix.dirname(path), `${other}.d.ts`));
  }
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true }).reverse()) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(join(dir, '/').length).replaceAll('\\', '/');
    if (entry.isFile() && !read.has(name)) rmSync(path);
    if (entry.isDirectory() && readdirSync(path).length === 0) rmSync(path, { recursive: true });
  }
}
