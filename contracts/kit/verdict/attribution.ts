import type { Severity } from '../../core/checks.js';
import type { Evidence } from '../../core/evidence.js';
import type { FailureKind } from '../../core/failure.js';
import type { Reason } from '../report/report.js';
import type { Mover } from './movers.js';

/** Who moved, and how that is known, in one sentence. */
export interface Attribution {
  readonly movedBy: Mover;
  readonly because: string;
}

/** What of a finding tells who moved. */
export interface Attributable {
  readonly check: string;
  readonly path: string;
  readonly evidence: Evidence | 'disputed';
  readonly severity: Severity;
}

/** What a run knows beside the finding itself. */
export interface AttributionFacts {
  /** The kind of failure that the answer was. */
  readonly failure?: FailureKind | undefined;
  /** Why no success of the operation was compared. */
  readonly reason?: Reason | 'may-be-absent' | null | undefined;
  /** A page for a person or a redirection was answered where the contract knows none. */
  readonly byIntermediary?: boolean | undefined;
  /** No number of the answer had its decimal point: the JSON was written anew. */
  readonly isRewritten?: boolean | undefined;
  /** Operations that answered, and those of them that show the very same. */
  readonly answered: number;
  readonly showing: number;
  /** Other things of the account are there as the contract says. */
  readonly othersHold?: boolean | undefined;
  /** Whether an earlier report that compared the same place found the same, and the day it is of. */
  readonly earlier?: { readonly found: boolean; readonly on: string } | undefined;
}

/** Checks of how an answer is written, whatever it is about. If all operations show one, it was written so on the way. */
const OF_WRITING = new Set(['media-type', 'type']);
const FEWEST = 2;
/** If so many in ten show the same, all do that can: an answer without a body has no media type to be wrong. */
const OF_TEN = 8;

/** Checks of which answer was given, not of its form: there a refusal for a lack of the account is the account's. */
const OF_ANSWER = new Set(['status', 'unknown-id', 'refuses-malformed-input', 'after-failed', 'operation-gone']);
const LACKS: Partial<Readonly<Record<FailureKind, string>>> = {
  forbidden: 'the right',
  funds: 'the money',
  quota: 'the quota',
  stock: 'what it would be made of',
};
const LACKING: Readonly<Record<string, string>> = {
  'may-be-absent': 'the product',
  permission: 'the right',
  credential: 'the credential',
  account: 'the money or the quota',
  'no-data': 'the data',
  state: 'a thing in the right state',
  'rate-limit': 'a higher limit of calls',
};

/** What the contract says of such a place was never sure. */
const UNSURE: Readonly<Record<string, string>> = {
  assumed: 'The contract only assumes it: no public source says so.',
  disputed: "The vendor's own documents differ here, and the contract holds to one of them.",
};
/** Where a real endpoint is known to have answered as the contract says. */
const SHOWN_BEFORE: Readonly<Record<string, string>> = {
  observed: 'A real answer that was printed in public is as the contract says.',
  client: 'Published clients read it as the contract says, so it was so when they were written.',
};
/** Checks for which that proves nothing: whether a list of words is whole, whether null comes at times. Nor is a notice a move. */
const UNPROVED = new Set(['enum', 'null', 'pagination', 'never-ready', 'after-failed']);

/** Says who moved, as far as it can be known, from the surest sign down. */
export function attribute(finding: Attributable, facts: AttributionFacts): Attribution {
  const { check, evidence, severity } = finding;
  const between = betweenOf(finding, facts);
  if (between !== undefined) return { movedBy: 'between', because: between };
  const lack = OF_ANSWER.has(check) ? lackOf(facts) : undefined;
  if (lack !== undefined) return { movedBy: 'account', because: lack };
  const { earlier } = facts;
  if (earlier?.found === false) {
    const because = `It answered otherwise before: the report of ${earlier.on} did not find this.`;
    return { movedBy: 'endpoint', because };
  }
  const doubt = UNSURE[evidence];
  if (doubt !== undefined) return { movedBy: 'contract', because: doubt };
  if (facts.othersHold)
    return {
      movedBy: 'account',
      because: 'Other things of this account are as the contract says: it hangs on the data.',
    };
  const before = UNPROVED.has(check) || severity === 'notice' ? undefined : SHOWN_BEFORE[evidence];
  if (before !== undefined) return { movedBy: 'endpoint', because: before };
  if (earlier === undefined) return { movedBy: 'unknown', because: NO_REPORT };
  return {
    movedBy: 'unknown',
    because: `The report of ${earlier.on} found the same; nothing tells of the time before.`,
  };
}

const NO_REPORT = 'Only an earlier report of this endpoint could tell (--since).';

function betweenOf({ check, path }: Attributable, facts: AttributionFacts): string | undefined {
  const { byIntermediary, isRewritten, answered, showing } = facts;
  if (isRewritten) return 'No number has its decimal point: something on the way writes the JSON anew.';
  if (byIntermediary) return 'A page for a person, a redirection or a gateway answered in place of the API.';
  const isOfWriting = OF_WRITING.has(check) && path === '$';
  if (!isOfWriting || showing < FEWEST || showing * 10 < answered * OF_TEN) return undefined;
  return `It is the same on ${showing} of the ${answered} operations that answered, whatever they are about.`;
}

function lackOf({ failure, reason }: AttributionFacts): string | undefined {
  const lack = (failure && LACKS[failure]) ?? (reason ? LACKING[reason] : undefined);
  return lack && `The account lacks ${lack} for it.`;
}
