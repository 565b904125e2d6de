import { readFileSync } from 'node:fs';
import { UsageError } from './settings.js';

/** Reads the JSON of a file that a flag names; a file that holds none is wrong use, told in one sentence. */
export function readJson(flag: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${flag}: ${file} cannot be read as JSON: ${error instanceof Error ? error.message : error}`);
  }
}
