import { vendorNamed } from './index.js';
import type { Report } from './kit/report/report.js';
import type { RunOptions } from './kit/run/options.js';
import { run } from './kit/run/run.js';

/** Options of `runContract`: a vendor of this package, or a contract of your own. */
export type RunContractOptions = Omit<RunOptions, 'contract'> &
  ({ readonly vendor: string } | Pick<RunOptions, 'contract'>);

/**
 * Checks a vendor's contract against an endpoint, and reports. It rejects for a vendor that does not exist and a target
 * that is no address; whatever the endpoint does is in the report.
 */
export async function runContract(options: RunContractOptions): Promise<Report> {
  if ('contract' in options) return run(options);
  const { vendor, ...others } = options;
  return run({ ...others, contract: await vendorNamed(vendor).load() });
}
