import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A path for a folder that is not there yet; what is there when the test ends is removed. */
export function newFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, 'kept');
}
