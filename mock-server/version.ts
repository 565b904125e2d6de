import { readFileSync } from 'node:fs';

/** Version of this package. */
export const version: string = packageVersion();

/** Looks upwards for the package's own file: it lies at another height in the source and in what is built from it. */
function packageVersion(): string {
  for (const height of ['../', '../../', '../../../']) {
    try {
      const { name, version: found }: { name?: string; version?: string } = JSON.parse(
        readFileSync(new URL(`${height}package.json`, import.meta.url), 'utf8'),
      );
      if (name === 'hostdouble' && found !== undefined) return found;
    } catch {
      // not at this height
    }
  }
  return '0.0.0';
}
