import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Written among the files of the dashboard when they are built, and not given out: the folder of its source has none. */
export const BUILT = 'manifest.json';

/**
 * The folder of the built dashboard, beside or above this file: what is built from it lies at another height each time.
 * Undefined where none is built, as for tests that run from the source.
 */
export function dashboardFolder(): string | undefined {
  for (const height of ['./', '../', '../../', '../../../']) {
    const folder = fileURLToPath(new URL(`${height}dashboard`, import.meta.url));
    if (existsSync(`${folder}/${BUILT}`)) return folder;
  }
  return undefined;
}
