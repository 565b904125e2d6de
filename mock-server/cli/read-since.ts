import { readFileSync } from 'node:fs';
import { type EarlierReport, earlierReport } from '../../contracts/kit/report/since.js';
import { UsageError } from './settings.js';

/** Reads an earlier report of a vendor; whatever else the file holds is wrong use, told in one sentence. */
export function readSince(file: string, vendor: string): EarlierReport {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--since: ${file} cannot be read as JSON: ${error instanceof Error ? error.message : error}`);
  }
  const result = earlierReport.safeParse(content);
  if (!result.success)
    throw new UsageError(`--since: ${file} is no report that "hostdouble check --format json" wrote`);
  if (result.data.vendor !== vendor)
    throw new UsageError(`--since: ${file} is a report of ${JSON.stringify(result.data.vendor)}, not of "${vendor}"`);
  return result.data;
}
