import type { ControlOperations } from '../../../contracts/control/index.js';

/** A call with what was sent and answered. */
export type FullCall = ControlOperations['journal.list']['reply']['calls'][number];

/** What the contract says of an operation. */
export type ToldOperation = ControlOperations['operations.show']['reply'];

/** The name that rules and patterns have for its operation. */
export const operationOf = ({ vendor, operation }: FullCall): string | undefined =>
  operation === null ? undefined : `${vendor}/${operation}`;
