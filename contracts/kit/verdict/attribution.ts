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
}

/** What a run knows beside the finding itself. */
export interface AttributionFacts {
  /** The kind of failure that the answer was. */
  readonly failure?: FailureKind | undefined;
  /** Why no success of the operation was compared. */
  readonly reason?: Reason | null | undefined;
  /** Why an account may lack the operation, as the contract says. */
  readonly mayBeAbsent?: string | undefined;
  /** A page for a person or a redirection was answered where the contract knows none. */
  readonly byIntermediary?: boolean | undefined;
  /** No number of the answer had its decimal point: the JSON was written anew. */
  readonly isRewritten?: boolean | undefined;
  /** Operations that answered, and those of them that show the very same. */
  readonly answered: number;
  readonly showing: number;
  /** Other things of the account are there as the contract says. */
  readonly othersHold?: boolean | undefined;
  /** What an earlier report of this endpoint says: it compared the operation and found the same, or did not find it. */
  readonly earlier?: 'same' | 'otherwise' | undefined;
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
const LACKING: Partial<Readonly<Record<Reason, string>>> = {
  permission: 'the right',
  credential: 'the credential',
  account: 'the money or the quota',
  'no-data': 'the data',
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
/** Checks that this proves nothing for: whether a list of words is whole, whether null comes at times, whether a field is new. */
const UNPROVED = new Set(['enum', 'null', 'undocumented-field', 'pagination', 'never-ready', 'after-failed']);

/** Says who moved, as far as it can be known, from the surest sign down. */
export function attribute(finding: Attributable, facts: AttributionFacts): Attribution {
  const { check, evidence } = finding;
  const between = betweenOf(finding, facts);
  if (between !== undefined) return { movedBy: 'between', because: between };
  const lack = OF_ANSWER.has(check) ? lackOf(facts) : undefined;
  if (lack !== undefined) return { movedBy: 'account', because: lack };
  if (facts.earlier === 'otherwise')
    return { movedBy: 'endpoint', because: 'It answered otherwise before: an earlier report did not find this here.' };
  const doubt = UNSURE[evidence];
  if (doubt !== undefined) return { movedBy: 'contract', because: doubt };
  if (facts.othersHold)
    return {
      movedBy: 'account',
      because: 'Other things of this account are as the contract says: it hangs on the data.',
    };
  const before = UNPROVED.has(check) ? undefined : SHOWN_BEFORE[evidence];
  if (before !== undefined) return { movedBy: 'endpoint', because: before };
  return { movedBy: 'unknown', because: facts.earlier === 'same' ? SINCE_LONG : NO_REPORT };
}

const SINCE_LONG = 'An earlier report found the same, and nothing tells how the endpoint answered before that.';
const NO_REPORT =
  'Nothing tells how the endpoint answered before; a comparison with an earlier report (--since) would.';

function betweenOf({ check, path }: Attributable, facts: AttributionFacts): string | undefined {
  const { byIntermediary, isRewritten, answered, showing } = facts;
  if (isRewritten) return 'No number has its decimal point: something on the way writes the JSON anew.';
  if (byIntermediary) return 'A page for a person, a redirection or a gateway answered in place of the API.';
  const isOfWriting = OF_WRITING.has(check) && path === '$';
  if (!isOfWriting || showing < FEWEST || showing * 10 < answered * OF_TEN) return undefined;
  return `It is the same on ${showing} of the ${answered} operations that answered, whatever they are about.`;
}

function lackOf({ failure, reason, mayBeAbsent }: AttributionFacts): string | undefined {
  const lack = (failure && LACKS[failure]) ?? (reason ? LACKING[reason] : undefined);
  if (lack !== undefined) return `The account lacks ${lack} for it.`;
  return mayBeAbsent === undefined ? undefined : `An account may lack it: ${mayBeAbsent}.`;
}
