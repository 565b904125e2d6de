import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether this is the form that CI runs. */
    readonly isShort: boolean;
  }
}

/** Builds the command once before the trials; `TRIALS_COMMAND` names one that is built already. */
export default function build(project: TestProject): (() => void) | undefined {
  const given = process.env.TRIALS_COMMAND;
  if (given !== undefined) {
    project.provide('command', given);
    return undefined;
  }
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const folder = `${cwd}node_modules/.cache/hostdouble-trials-${process.pid}`;
  execFileSync(process.execPath, ['.ci/build.mjs', 'cli', folder], { cwd, stdio: 'inherit' });
  project.provide('command', `${folder}/main.js`);
  return () => rmSync(folder, { recursive: true, force: true });
}
