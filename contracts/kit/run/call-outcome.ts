import type { Finding } from '../../core/checks.js';
import type { WireReply } from '../../core/dialect.js';
import { exactBody } from '../../core/exact-json.js';
import type { FailureKind } from '../../core/failure.js';
import type { Example } from '../../core/operation.js';
import type { Reason } from '../report/report.js';
import type { Absence } from '../verdict/gone.js';
import type { RefusedCall } from '../verdict/refusals.js';

/** The result of calling an operation. */
export interface CallOutcome {
  /** It answered with a success that the contract knows. */
  readonly succeeded: boolean;
  /** The call may have done its work: it was not refused, or nobody knows, for there was trouble or no answer. */
  readonly mayHaveWorked?: boolean;
  /** What came back, in words: `answered 409 (conflict)`. */
  readonly detail: string;
  readonly reason?: Reason;
  readonly failure?: FailureKind;
  /** No operation gave the answer. */
  readonly absence?: Absence | undefined;
  readonly status?: number;
  readonly body?: unknown;
  readonly input?: Example;
  /** It was refused as wrong input, which by the contract it is not. */
  readonly refused?: Finding | undefined;
  /** Calls before this one that had to be refused and were not. */
  readonly wrongly?: readonly CallOutcome[];
}

/** The outcome of a call that was not made, or had no answer. */
export const failed = (detail: string): CallOutcome => ({ succeeded: false, detail });

/** The outcome of a call that had to be refused and was not. */
export const wronglyDone = ({ input }: RefusedCall, reply: WireReply): CallOutcome => ({
  ...{ succeeded: false, mayHaveWorked: true, detail: `answered ${reply.status}`, status: reply.status },
  ...{ body: exactBody(reply), input },
});
