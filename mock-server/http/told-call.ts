import type { Schema } from '../../contracts/core/operation.js';
import { stopwatch } from '../domain/clock.js';
import type { LoggedCall } from '../log.js';
import type { World } from '../worlds/world.js';
import type { CallAddress } from './address.js';
import type { LoadedApi } from './api.js';
import type { Incoming } from './dispatch.js';
import type { Outcome } from './outcome.js';
import type { Sent } from './send.js';

/** A copy of a value without secrets, and without what its schema does not describe. */
export type Mask = (schema: Schema | undefined, value: unknown) => unknown;

/** Where a call went, and when it came. */
interface Where {
  readonly address: CallAddress;
  readonly loaded: LoadedApi;
  readonly world: World | undefined;
  readonly begun: number;
}

interface Answered {
  readonly why: string | null;
  readonly near: string | null;
  readonly method: string;
  readonly recorded: Where;
  readonly outcome: Outcome;
  readonly sent: Sent;
  readonly incoming: Incoming | undefined;
}

/** Characters of an answer that are read for the log. */
const LONGEST = 64 * 1024;

/** Makes of a call what the log is told of it; with a mask also what it held. */
export const createToldCalls =
  (mask: Mask | undefined) =>
  ({ method, recorded, outcome, sent, incoming, why, near }: Answered): LoggedCall => {
    const { address, loaded, world, begun } = recorded;
    const { place, failure } = outcome;
    const told = {
      ...{ method, path: address.path, world: world?.name ?? null, vendor: loaded.dispatcher.contract.vendor },
      ...{ operation: place?.id ?? null, status: sent.status, milliseconds: stopwatch() - begun },
      ...{ failure: failure?.kind ?? null, why: failure?.detail.why ?? why, near },
    };
    if (mask === undefined) return told;
    return { ...told, sent: sentIn(mask, outcome, incoming), answered: answeredIn(mask, recorded, outcome, sent) };
  };

/** The parts of the input that were sent. */
function sentIn(mask: Mask, { place }: Outcome, incoming: Incoming | undefined): unknown {
  const operation = place?.served?.operation;
  const sent: Record<string, unknown> = {};
  for (const part of ['params', 'query', 'body'] as const) {
    const value = incoming?.raw?.[part];
    if (isThere(value)) sent[part] = mask(operation?.[part], value);
  }
  return isThere(sent) ? sent : undefined;
}

const isThere = (value: unknown): boolean =>
  value !== undefined && (typeof value !== 'object' || value === null || Object.keys(value).length > 0);

/** The body of the answer, by the schema of its status or of its failure; what is no JSON, or long, is left out. */
function answeredIn(mask: Mask, { loaded }: Where, { place, failure }: Outcome, { answer, status }: Sent): unknown {
  const { text } = answer;
  if (text === undefined || text.length > LONGEST) return undefined;
  const { failures } = loaded.dispatcher.contract.dialect;
  const schema = failure === undefined ? place?.served?.operation.responses[status] : failures[failure.kind]?.schema;
  try {
    return mask(schema, JSON.parse(String(text)));
  } catch {
    return undefined;
  }
}
