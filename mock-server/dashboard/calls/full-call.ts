import type { ControlOperations } from '../../../contracts/control/index.js';

/** A call with what was sent and answered. */
export type FullCall = ControlOperations['journal.list']['reply']['calls'][number];

/** What the contract says of an operation. */
export type ToldOperation = ControlOperations['operations.show']['reply'];

/** The name that rules and patterns have for its operation. */
export const operationOf = ({ vendor, operation }: FullCall): string | undefined =>
  operation === null ? undefined : `${vendor}/${operation}`;

/** What was found in the answer; or in what was sent, of which names that nothing takes are told. */
export const findingsOf = ({ findings }: FullCall, side: 'request' | 'answer'): FullCall['findings'] =>
  findings.filter(({ check }) => (check === 'unknown-input') === (side === 'request'));
