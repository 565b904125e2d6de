import { Failure, refuse } from '../../contracts/core/failure.js';
import type { Operation } from '../../contracts/core/operation.js';
import { Missing } from '../domain/collection.js';

/** A failure that the operator wants, as this operation says its kind if the operator has no words for it. */
export function inWordsOf(operation: Operation | undefined, failure: Failure): Failure {
  const { injected, text, as } = failure.detail;
  const said = injected ? operation?.saidAs?.[failure.kind] : undefined;
  if (said === undefined || as !== undefined) return failure;
  const detail = refuse(said).detail;
  return new Failure(failure.kind, { ...detail, injected: true, ...(text !== undefined && { text }) });
}

/** What a call failed with, whatever was thrown. */
export function failureFrom(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Missing) return new Failure('notFound', { resource: error.resource, id: error.id });
  return new Failure('internal');
}
