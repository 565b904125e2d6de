import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { type Chromium, unpackedChromium } from './chromium.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The built command, for tests that try what is really run. */
    readonly command: string;
    /** Folder of the built dashboard, for `createMockServer({ dashboard })`. */
    readonly dashboard: string;
    readonly chromium: Chromium;
  }
}

/** Builds the command and the dashboard, and unpacks the browser, once before the tests, into a folder of this run's own. */
export default async function build(project: TestProject): Promise<() => void> {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const folder = `${cwd}node_modules/.cache/hostdouble-${process.pid}`;
  execFileSync(process.execPath, ['.ci/build.mjs', 'cli', folder], { cwd, stdio: 'inherit' });
  execFileSync(process.execPath, ['.ci/build.mjs', 'page', `${folder}/dashboard`], { cwd, stdio: 'inherit' });
  project.provide('command', `${folder}/main.js`);
  project.provide('dashboard', `${folder}/dashboard`);
  project.provide('chromium', unpackedChromium(cwd));
  return () => rmSync(folder, { recursive: true, force: true });
}
