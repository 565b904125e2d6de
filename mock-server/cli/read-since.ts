import { type EarlierReport, earlierReport } from '../../contracts/kit/report/since.js';
import { readJson } from './read-json.js';
import { UsageError } from './settings.js';

/** Reads an earlier report of a vendor; whatever else the file holds is wrong use, told in one sentence. */
export function readSince(file: string, vendor: string): EarlierReport {
  const result = earlierReport.safeParse(readJson('--since', file));
  if (!result.success)
    throw new UsageError(`--since: ${file} is no report that "hostdouble check --format json" wrote`);
  if (result.data.vendor !== vendor)
    throw new UsageError(`--since: ${file} is a report of ${JSON.stringify(result.data.vendor)}, not of "${vendor}"`);
  return result.data;
}
