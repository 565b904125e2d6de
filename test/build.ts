import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds the command once before the tests, so that they try what is really run. */
export default function build(): void {
  execFileSync(process.execPath, ['.ci/build.mjs', 'cli'], { cwd: fileURLToPath(new URL('..', import.meta.url)) });
}
