import { z } from 'zod';
import type { FailureForm, WireReply, Wording } from '../../../core/dialect.js';
import { nameSchemas } from '../../../core/document-marks.js';
import type { Failure, FailureKind } from '../../../core/failure.js';
import { noBody, notJson, validationDetail, validationErrors } from './validation-detail.js';
import { isNoBody } from './wrong-type.js';

/** What FastAPI says where no operation is reached. */
const detail = z.strictObject({ detail: z.string() });

nameSchemas({ ObjectStorageDetail: detail });

const form = (status: number, schema: FailureForm['schema']): FailureForm => ({ status, schema, evidence: 'assumed' });

const own: Partial<Readonly<Record<FailureKind, FailureForm>>> = {
  invalid: form(422, validationDetail),
  malformed: form(422, validationDetail),
  noRoute: form(404, detail),
  methodNotAllowed: form(405, detail),
};

function encode(failure: Failure, core: Wording): WireReply {
  const { kind } = failure;
  const issues = failure.detail.issues ?? [];
  const { allowed } = failure.detail;
  if (kind === 'malformed') return { status: 422, body: { detail: notJson } };
  if (kind === 'invalid') {
    const errors = issues.some(isNoBody) ? noBody : validationErrors(issues);
    return { status: 422, body: { detail: errors.length === 0 ? noBody : errors } };
  }
  if (kind === 'noRoute') return { status: 404, body: { detail: 'Not Found' } };
  if (kind === 'methodNotAllowed')
    return {
      status: 405,
      ...(allowed && { headers: { allow: allowed.join(', ') } }),
      body: { detail: 'Method Not Allowed' },
    };
  return core.encode(failure);
}

/** Object storage is a service of another framework; what it refuses itself has the envelope of the other services. */
export const objectStorageWording = (core: Wording): Wording => ({
  failures: { ...core.failures, ...own },
  encode: failure => encode(failure, core),
});

const refusedInput = z.looseObject({ detail: z.array(z.looseObject({ type: z.string() })).min(1) });

/** The kind of failure that a body of FastAPI's tells of; undefined for any other. */
export function validationFailureOf(body: unknown): FailureKind | undefined {
  const read = refusedInput.safeParse(body);
  if (!read.success) return undefined;
  return read.data.detail.some(({ type }) => type === 'json_invalid') ? 'malformed' : 'invalid';
}
