import type { Finding } from '../../core/checks.js';
import type { Contract } from '../../core/contract.js';
import type { WireReply } from '../../core/dialect.js';
import { expectedOf } from '../../core/exchange.js';
import type { FailureKind } from '../../core/failure.js';
import { heldBy } from '../../core/held.js';
import { mediaTypeOf } from '../../core/wire.js';
import { isByIntermediary } from '../transport/intermediary.js';
import type { AttributionFacts } from '../verdict/attribution.js';
import type { AnsweredCall } from './shown.js';

/** What the answer that showed a finding tells of who moved; it is not kept itself, for it may be large. */
export interface Noted extends Pick<AttributionFacts, 'failure' | 'byIntermediary' | 'isRewritten'> {
  /** In the same answer another item has a value where this one has null. */
  readonly isOtherwiseElsewhere: boolean;
}

/** Notes what tells who moved, from the call in which something was found, if one was sent. */
export function notedOf(
  contract: Contract,
  { check, place, severity }: Finding,
  sent: AnsweredCall | undefined,
  kind: FailureKind | undefined,
): Noted {
  const isRewritten = check === 'number-form' && severity === 'notice';
  if (sent?.reply === undefined) return { failure: kind, isRewritten, isOtherwiseElsewhere: false };
  const { entry, reply } = sent;
  const expected = expectedOf({ contract, entry, reply });
  const isPage = expected !== undefined && mediaTypeOf(expected.schema) === 'text/html';
  return {
    failure: kind ?? contract.dialect.failureOf(reply),
    isRewritten,
    byIntermediary: (isByIntermediary(reply) && !isPage) || isByGateway(reply),
    isOtherwiseElsewhere: check === 'null' && expected !== undefined && hasValueAt(expected.schema, reply.body, place),
  };
}

/** Whether a gateway says that it has no answer of the API behind it: by status, or as Kong does where it knows no such path. */
const isByGateway = ({ status, body }: WireReply): boolean =>
  status === 502 ||
  status === 504 ||
  (body !== null && typeof body === 'object' && 'message' in body && /^no Route matched\b/.test(String(body.message)));

function hasValueAt(schema: Parameters<typeof heldBy>[0], body: unknown, place: string): boolean {
  for (const { path, value } of heldBy(schema, body)) if (path === place && value !== null) return true;
  return false;
}
