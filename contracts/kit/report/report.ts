import { z } from 'zod';
import { byGravity, type Severity, severities } from '../../core/checks.js';
import type { Contract } from '../../core/contract.js';
import { evidences } from '../../core/evidence.js';
import { effects } from '../../core/operation.js';
import { movers } from '../verdict/movers.js';
import { disputedPlace } from './disputes.js';
import { besides, goneAmong } from './gone-among.js';
import { sinceThen } from './since.js';

/** Why the success of an operation could not be compared. */
export const reasonNames = [
  'permission',
  'credential',
  'absent',
  'may-be-absent',
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
  'spared',
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
  'may-be-absent': 'an account may lack it',
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
  spared: 'it was spared, for it could end the credential that was given',
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
  /** The request that showed it first, as a line for a shell with credentials as variables; null where none was sent. */
  request: z.string().nullable().default(null),
  /** The part of its answer that shows it, in kinds and patterns; null where none came. */
  excerpt: z.string().nullable().default(null),
  /** Who moved, as far as it can be known, and how it is known. */
  movedBy: z.enum(movers).default('unknown'),
  because: z.string().default(''),
});

const operation = z.strictObject({
  id: z.string(),
  effect: z.enum(effects),
  evidence: z.enum(evidences),
  /**
   * `held`: a success was compared, and nothing was found that no baseline allows. `drift`: something was found that fails the
   * run. `warning`, `notice`: the gravest that was found, where it fails no run. `not-compared` is about successes; refusals
   * may have been.
   */
  outcome: z.enum(['held', 'notice', 'warning', 'drift', 'not-compared']),
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
  /** Places where the vendor's own sources differ, each with the form that this endpoint has. */
  disputed: z.array(disputedPlace).default([]),
  /** Beside an earlier report, if there was one. */
  since: sinceThen.nullable().default(null),
  baseline: z.strictObject({ unused: z.array(entry), expired: z.array(entry) }),
});

export type Report = z.output<typeof report>;
export type ReportFinding = Report['findings'][number];
export type ReportOperation = Report['operations'][number];

/** Whether a success of an operation was compared. One that is gone is drift and was not. */
export const wasCompared = ({ reason }: Pick<ReportOperation, 'reason'>): boolean => reason === null;

/** The findings that no baseline allows. */
export const standing = (findings: readonly ReportFinding[]): ReportFinding[] =>
  findings.filter(({ allowed }) => allowed === null);

/** Whether a severity is at least as grave as another. */
export const reaches = (severity: Severity, least: Severity): boolean => byGravity(severity, least) <= 0;

/** What a report is made from. */
export interface RunResult
  extends Pick<
    Report,
    | 'target'
    | 'startedAt'
    | 'milliseconds'
    | 'operations'
    | 'findings'
    | 'left'
    | 'baseline'
    | 'since'
    | 'disputed'
    | 'failOn'
  > {
  readonly contract: Contract;
  readonly requests: number;
  /** Operations of groups in which nothing was asked for. */
  readonly notAsked: number;
  /** Why the run could not begin or go on, in a sentence. */
  readonly stopped: string | undefined;
  /** It was ended by its user or its time: what it found until then was found. */
  readonly hasEnded?: boolean;
}

/** The report of a run, with its verdict. */
export function reportOf({ contract, requests, notAsked, stopped, hasEnded = false, ...run }: RunResult): Report {
  const { operations, findings, failOn, left } = run;
  const compared = operations.filter(wasCompared).length;
  const of = (severity: Severity): number => standing(findings).filter(one => one.severity === severity).length;
  const sum = (count: (operation: ReportOperation) => number): number =>
    operations.reduce((total, operation) => total + count(operation), 0);
  const failing = standing(findings).filter(({ severity }) => reaches(severity, failOn));
  const others = countedOf(standing(findings).filter(one => !failing.includes(one)));
  return {
    ...{ format: 1, vendor: contract.vendor, title: contract.title },
    ...run,
    ...besides(
      conclusionOf(stopped, hasEnded, compared, failing.length, others, left.length),
      goneAmong(operations, findings),
    ),
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
  hasEnded: boolean,
  compared: number,
  failing: number,
  others: string,
  left: number,
): Pick<Report, 'verdict' | 'exitCode' | 'sentence'> {
  const things = left === 0 ? '' : ` ${left} of the things this run made could not be proved gone.`;
  const isDrift = hasEnded && failing > 0;
  if (stopped !== undefined && !isDrift) return { verdict: 'environment', exitCode: 3, sentence: stopped + things };
  if (compared === 0 && failing === 0) {
    const sentence = `Nothing was compared: no operation could be called with success.${things}`;
    return { verdict: 'environment', exitCode: 3, sentence };
  }
  if (failing > 0) {
    const first = stopped === undefined ? '' : `${stopped} `;
    const sentence = `${first}The contract no longer holds: ${many(failing, 'finding')}.${things}`;
    return { verdict: 'drift', exitCode: 2, sentence };
  }
  if (left > 0) return { verdict: 'drift', exitCode: 2, sentence: things.trim() };
  const beside = others === '' ? '' : `, with ${others}`;
  return { verdict: 'held', exitCode: 0, sentence: `The contract holds for ${many(compared, 'operation')}${beside}.` };
}

/** `1 finding`, `2 findings`. */
export const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `1 error, 2 notices`. */
export const countedOf = (findings: readonly Pick<ReportFinding, 'severity'>[]): string =>
  severities
    .map(severity => [findings.filter(one => one.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => many(count, severity))
    .join(', ');
