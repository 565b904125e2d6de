import type { Contract, Entry } from './contract.js';
import type { FailureKind } from './failure.js';

/** Kinds of failure that only one of the vendor's own sources lists for an operation. */
export const disputedFailures = ({ playbook }: Contract, { id }: Pick<Entry, 'id'>): readonly FailureKind[] =>
  Object.entries(playbook?.disputedFailures ?? {}).find(([name]) => name === id)?.[1] ?? [];

/** The kinds of failure that an operation may answer with beside those that any may, also the disputed ones. */
export const failuresBeside = (contract: Contract, entry: Entry): readonly FailureKind[] => [
  ...(entry.operation.failures ?? []),
  ...disputedFailures(contract, entry),
];
