import type { Contract } from '../contracts/core/contract.js';
import { vendorNamed } from '../contracts/index.js';
import { movedOf, saidOf } from '../contracts/kit/report/formats/said.js';
import { many, type Report, reaches, standing } from '../contracts/kit/report/report.js';
import type { RunOptions } from '../contracts/kit/run/options.js';
import { credentialsFrom } from '../contracts/kit/transport/credentials.js';
import type { Credentials } from '../contracts/kit/transport/request.js';
import { planOf, runContract } from '../contracts/run-contract.js';

/** Where a suite runs: an address and the credentials for it. */
export interface Endpoint {
  readonly target: string;
  readonly credentials: Credentials;
}

export type ContractSuiteOptions = Partial<Omit<RunOptions, 'contract' | keyof Endpoint>> & {
  /** Longest time for all calls, in milliseconds; default ten minutes. */
  readonly runFor?: number;
  /** Called with the report when all calls are done. */
  readonly onReport?: (report: Report) => void;
};

const TEN_MINUTES = 600_000;

/** What registers tests: vitest, which is handed in, for it can be imported only and this is in CommonJS too. */
type Runner = Pick<typeof import('vitest'), 'beforeAll' | 'describe' | 'expect' | 'test'>;

/** See `contractSuite`. */
export async function registerSuite(
  { beforeAll, describe, expect, test }: Runner,
  vendor: string | Contract,
  endpoint: string | Endpoint | (() => Promise<Endpoint>),
  { runFor = TEN_MINUTES, onReport, ...options }: ContractSuiteOptions = {},
): Promise<void> {
  const contract = typeof vendor === 'string' ? await vendorNamed(vendor).load() : vendor;
  const steps = (await planOf({ contract, ...options })).filter(({ left }) => left === null);

  const where = async (): Promise<Endpoint> => {
    if (typeof endpoint === 'function') return endpoint();
    if (typeof endpoint !== 'string') return endpoint;
    return { target: endpoint, credentials: credentialsFrom(contract, process.env) };
  };

  describe(`the contract of ${contract.title}`, () => {
    let report: Report;
    beforeAll(async () => {
      report = await runContract({ contract, ...options, ...(await where()) });
      onReport?.(report);
    }, runFor);

    test('is held to an endpoint that answers', () => {
      expect(report.verdict, report.sentence).not.toBe('environment');
    });

    test.for(steps)('$operation', ({ operation: id }, { skip }) => {
      const operation = report.operations.find(one => one.id === id);
      if (operation === undefined) throw new Error(`the report has nothing of ${id}`);
      const failing = standing(report.findings).filter(
        ({ operation: where, severity }) => where === id && reaches(severity, report.failOn),
      );
      expect(failing.map(finding => `${finding.id}: ${saidOf(finding)}. ${movedOf(finding)}`)).toEqual([]);
      if (operation.reason !== null) skip(`${operation.reason} ${operation.detail ?? ''}`.trim());
    });

    test('finds nothing in what it called beside these', () => {
      const known = new Set(steps.map(({ operation }) => operation));
      const others = standing(report.findings).filter(
        ({ operation, severity }) => !known.has(operation) && reaches(severity, report.failOn),
      );
      expect(others.map(finding => `${finding.id}: ${saidOf(finding)}. ${movedOf(finding)}`)).toEqual([]);
    });

    test('leaves nothing behind', () => {
      expect(report.left, many(report.left.length, 'thing')).toEqual([]);
    });
  });
}
