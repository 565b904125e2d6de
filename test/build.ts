import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The built command, for tests that try what is really run. */
    readonly command: string;
  }
}

/** Builds the command once before the tests, into a folder of this run's own. */
export default function build(project: TestProject): () => void {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const folder = `${cwd}node_modules/.cache/hostdouble-${process.pid}`;
  execFileSync(process.execPath, ['.ci/build.mjs', 'cli', folder], { cwd, stdio: 'inherit' });
  project.provide('command', `${folder}/main.js`);
  return () => rmSync(folder, { recursive: true, force: true });
}
