import type { Finding } from '../../contracts/core/checks.js';
import type { Failure } from '../../contracts/core/failure.js';
import type { Override } from '../worlds/overrides.js';
import type { Ignored } from './ignored.js';
import type { Answer } from './respond.js';
import type { Place } from './route-table.js';
import type { Broken } from './transport-faults.js';

/** What came of a call: the answer, with what the journal wants to know. */
export interface Outcome {
  readonly answer: Answer;
  /** The route that the call was for, or undefined when there is none. */
  readonly place: Place | undefined;
  readonly failure: Failure | undefined;
  /** An error of ours behind a failure of kind `internal`. */
  readonly error: unknown;
  /** The override that changed the answer. */
  readonly override?: Override | undefined;
  /** Address of the endpoint that answered in the double's place. */
  readonly forwarded?: string | undefined;
  /** What was found when the answer was held to the contract, where that is done: it is not held to it again. */
  readonly findings?: readonly Finding[] | undefined;
  /** Id of the fault that struck the call. */
  readonly fault?: number | undefined;
  /** How the answer goes wrong on its way. */
  readonly broken?: Broken | undefined;
  /** Names that were sent and that the operation does not take. */
  readonly ignored?: readonly Ignored[] | undefined;
}
