import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';

/** What another file is asked for by, in a declaration. */
const ASKED = /(?:\bfrom|\bimport\(|^import)\s*(["'])(\.[^"']+)\.js\1/gm;

/**
 * Writes the declarations of these sources, and of what a user's compiler reads for them. The compiler writes a thousand more:
 * one of each source that they are made of.
 */
export function declarations(dir, sources) {
  const made = resolve(`node_modules/.cache/hostdouble-types-${process.pid}`);
  rmSync(dir, { recursive: true, force: true });
  try {
    execFileSync('node_modules/.bin/tsc', ['-p', '.ci/tsconfig.types.json', '--outDir', made], { stdio: 'inherit' });
    const read = new Set(sources.map(source => source.replace(/\.ts$/, '.d.ts')));
    // What is put into a set while it is gone through comes later.
    for (const path of read) {
      for (const [, , other] of readFileSync(join(made, path), 'utf8').matchAll(ASKED))
        read.add(posix.join(posix.dirname(path), `${other}.d.ts`));
      cpSync(join(made, path), join(dir, path));
    }
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
