import type { Contract } from './core/contract.js';
import { vendorNamed } from './index.js';
import type { Report } from './kit/report/report.js';
import type { RunOptions } from './kit/run/options.js';
import { type PlannedCall, plan } from './kit/run/plan.js';
import { run } from './kit/run/run.js';

/** A vendor of this package, or a contract of your own. */
type Which = { readonly vendor: string } | Pick<RunOptions, 'contract'>;

/** Options of `runContract`: a vendor of this package, or a contract of your own. */
export type RunContractOptions = Omit<RunOptions, 'contract'> & Which;

/** Options of `planOf`: those of `runContract`, without the endpoint. */
export type PlanOfOptions = Omit<RunOptions, 'contract' | 'target' | 'credentials'> & Which;

/**
 * Checks a vendor's contract against an endpoint, and reports. It rejects for a vendor that does not exist and a target
 * that is no address; whatever the endpoint does is in the report.
 */
export async function runContract(options: RunContractOptions): Promise<Report> {
  return run({ ...options, contract: await contractOf(options) });
}

/**
 * What a run with these options would do; it sends nothing. Groups in which nothing is asked for are left out. It rejects
 * for a vendor that does not exist.
 */
export async function planOf(options: PlanOfOptions): Promise<PlannedCall[]> {
  return plan({ ...options, contract: await contractOf(options) });
}

const contractOf = async (which: Which): Promise<Contract> =>
  'contract' in which ? which.contract : vendorNamed(which.vendor).load();
