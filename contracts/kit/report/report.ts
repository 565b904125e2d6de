import { z } from 'zod';
import { type Severity, severities } from '../../core/checks.js';
import type { Contract } from '../../core/contract.js';
import { evidences } from '../../core/evidence.js';
import { effects } from '../../core/operation.js';

/** Why the success of an operation could not be compared. */
export const reasonNames = [
  'permission',
  'credential',
  'absent',
  'no-data',
  'account',
  'state',
  'input',
  'rate-limit',
  'server',
  'timeout',
  'unserved',
  'not-allowed',
  'not-made',
  'undescribed',
  'too-large',
  'unread',
  'skipped',
  'stopped',
] as const;
export type Reason = (typeof reasonNames)[number];

/** The reasons in words. */
export const reasons: Readonly<Record<Reason, string>> = {
  permission: 'the credential lacks the right',
  credential: 'there is no credential for it',
  absent: 'the endpoint does not have it',
  'no-data': 'nothing was found to call it with',
  account: 'the account does not allow it now',
  state: 'the state of the thing does not allow it now',
  input: 'the endpoint did not take the example',
  'rate-limit': 'too many calls',
  server: 'the endpoint is in trouble',
  timeout: 'no answer in time',
  unserved: 'the double does not serve it yet',
  'not-allowed': 'it does more than this run may do',
  'not-made': 'it would change what this run did not make',
  undescribed: 'the contract does not describe it',
  'too-large': 'what was sent or answered is too large to be compared',
  unread: 'what was answered could not be read',
  skipped: 'it was not asked for',
  stopped: 'the run ended before',
};

const finding = z.strictObject({
  /** Stable: vendor, operation (or the kind of failure), status, place, check. */
  id: z.string(),
  vendor: z.string(),
  /** The operation; if all operations share the finding, such as a failure's form, the first that showed it. */
  operation: z.string(),
  /** The kind of failure, if the finding is about that kind and not about one operation. */
  failure: z.string().nullable(),
  status: z.int(),
  /** JSON path, with `[*]` for all items of a list. */
  path: z.string(),
  check: z.string(),
  severity: z.enum(severities),
  expected: z.string(),
  /** What stood there, without showing the value. */
  found: z.string(),
  evidence: z.enum(evidences),
  /** Exchanges in which it was found. */
  times: z.int(),
  /** Whether a second request showed it again; false where the call may not be repeated. */
  confirmed: z.boolean(),
  /** Reason of the baseline's entry that allows it, or null. */
  allowed: z.string().nullable(),
});

const operation = z.strictObject({
  id: z.string(),
  effect: z.enum(effects),
  evidence: z.enum(evidences),
  /** `held`: a success was compared and nothing was found. `not-compared` is about successes; refusals may have been. */
  outcome: z.enum(['held', 'drift', 'not-compared']),
  reason: z.enum(reasonNames).nullable(),
  /** More about the reason, such as the answer. */
  detail: z.string().nullable(),
  exchanges: z.int(),
  /** Fields of its successes: those that were seen, and those that the contract describes. */
  fields: z.strictObject({ compared: z.int(), known: z.int() }),
  /** Refusals that were tried, and those that held. */
  refusals: z.strictObject({ tried: z.int(), held: z.int() }),
});

const entry = z.strictObject({ id: z.string(), reason: z.string(), expires: z.string() });

/** The result of a run of checks, as `--format json` writes it. */
export const report = z.strictObject({
  format: z.literal(1),
  vendor: z.string(),
  title: z.string(),
  /** Address of the API, without credentials. */
  target: z.string(),
  startedAt: z.string(),
  milliseconds: z.number(),
  verdict: z.enum(['held', 'drift', 'environment']),
  /** 0 held, 2 drift, 3 the endpoint or the credential could not be used, or nothing was compared. */
  exitCode: z.union([z.literal(0), z.literal(2), z.literal(3)]),
  /** The verdict in one sentence. */
  sentence: z.string(),
  failOn: z.enum(severities),
  counts: z.strictObject({
    /**
     * `notAsked` counts the routes of groups that were not loaded because nothing in them was asked for; their operations
     * are not listed in `operations`. `inContract` is the sum of the other three.
     */
    operations: z.strictObject({ inContract: z.int(), compared: z.int(), notCompared: z.int(), notAsked: z.int() }),
    requests: z.int(),
    exchanges: z.int(),
    fields: z.strictObject({ compared: z.int(), known: z.int() }),
    findings: z.strictObject({ error: z.int(), warning: z.int(), notice: z.int(), allowed: z.int() }),
  }),
  operations: z.array(operation),
  findings: z.array(finding),
  /** Things that this run made and could not prove gone, each with the reason. Look after them. */
  left: z.array(z.strictObject({ operation: z.string(), name: z.string(), reason: z.string() })),
  baseline: z.strictObject({ unused: z.array(entry), expired: z.array(entry) }),
});

export type Report = z.output<typeof report>;
export type ReportFinding = Report['findings'][number];
export type ReportOperation = Report['operations'][number];

/** The findings that no baseline allows. */
export const standing = (findings: readonly ReportFinding[]): ReportFinding[] =>
  findings.filter(({ allowed }) => allowed === null);

/** Whether a severity is at least as grave as another. */
export const reaches = (severity: Severity, least: Severity): boolean =>
  severities.indexOf(severity) <= severities.indexOf(least);

/** What a report is made from. */
export interface RunResult
  extends Pick<
    Report,
    'target' | 'startedAt' | 'milliseconds' | 'operations' | 'findings' | 'left' | 'baseline' | 'failOn'
  > {
  readonly contract: Contract;
  readonly requests: number;
  /** Operations of groups in which nothing was asked for. */
  readonly notAsked: number;
  /** Why the run could not begin or go on, in a sentence. */
  readonly stopped: string | undefined;
}

/** The report of a run, with its verdict. */
export function reportOf({ contract, requests, notAsked, stopped, ...run }: RunResult): Report {
  const { operations, findings, failOn, left } = run;
  const compared = operations.filter(({ outcome }) => outcome !== 'not-compared').length;
  const of = (severity: Severity): number => standing(findings).filter(one => one.severity === severity).length;
  const sum = (count: (operation: ReportOperation) => number): number =>
    operations.reduce((total, operation) => total + count(operation), 0);
  const failing = standing(findings).filter(({ severity }) => reaches(severity, failOn));
  return {
    ...{ format: 1, vendor: contract.vendor, title: contract.title },
    ...run,
    ...conclusionOf(stopped, compared, failing.length, left.length),
    counts: {
      operations: {
        inContract: operations.length + notAsked,
        compared,
        notCompared: operations.length - compared,
        notAsked,
      },
      requests,
      exchanges: sum(({ exchanges }) => exchanges),
      fields: { compared: sum(({ fields }) => fields.compared), known: sum(({ fields }) => fields.known) },
      findings: {
        error: of('error'),
        warning: of('warning'),
        notice: of('notice'),
        allowed: findings.length - standing(findings).length,
      },
    },
  };
}

function conclusionOf(
  stopped: string | undefined,
  compared: number,
  failing: number,
  left: number,
): Pick<Report, 'verdict' | 'exitCode' | 'sentence'> {
  const things = left === 0 ? '' : ` ${left} of the things this run made could not be proved gone.`;
  if (stopped !== undefined) return { verdict: 'environment', exitCode: 3, sentence: stopped + things };
  if (compared === 0) {
    const sentence = `Nothing was compared: no operation could be called with success.${things}`;
    return { verdict: 'environment', exitCode: 3, sentence };
  }
  if (failing > 0) {
    const sentence = `The contract no longer holds: ${many(failing, 'finding')}.${things}`;
    return { verdict: 'drift', exitCode: 2, sentence };
  }
  if (left > 0) return { verdict: 'drift', exitCode: 2, sentence: things.trim() };
  return { verdict: 'held', exitCode: 0, sentence: `The contract holds for ${many(compared, 'operation')}.` };
}

/** `1 finding`, `2 findings`. */
export const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
