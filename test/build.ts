import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds the command once before the tests, so that they try what is really run. */
export default function build(): void {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  spawnSync(process.execPath, ['.ci/build.mjs', 'cli'], { cwd, stdio: 'inherit' });
}
