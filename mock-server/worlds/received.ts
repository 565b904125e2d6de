import type { Finding } from '../../contracts/core/checks.js';
import type { FailureKind } from '../../contracts/core/failure.js';
import type { TransportFault } from '../../contracts/core/transports.js';
import type { Instant } from '../domain/clock.js';
import type { Exchanged } from './exchanged.js';

/** One call that a world received. */
export interface Received {
  /** On the world's own clock. */
  readonly at: Instant;
  readonly vendor: string;
  readonly method: string;
  /** Path without the query, for a query may hold a credential. */
  readonly path: string;
  /** Operation id, or null when none matched. */
  readonly operation: string | null;
  readonly status: number;
  readonly failure: FailureKind | null;
  /** Why a credential or a body was refused, or why nothing served the call; else null. */
  readonly why: string | null;
  /** The known route that a call to an unknown one most likely meant, or null. */
  readonly near: string | null;
  /** Names that were sent and that the operation does not take, where the vendor passes such over. */
  readonly ignored: readonly string[];
  /** Id of the override that changed the answer, or null. */
  readonly override: number | null;
  /** Address of the endpoint that answered in the double's place, if one did. */
  readonly forwarded?: string | undefined;
  /** Id of the fault that struck the call, or null. */
  readonly fault: number | null;
  /** How the connection was broken; `status` is 0 where no head was sent. */
  readonly transport: TransportFault | null;
  /** What the self-check found in the answer; empty too when it was not checked. */
  readonly findings: readonly Finding[];
  /** Milliseconds of real time from the request's head until it was answered: no part of what is the same each time. */
  readonly duration: number;
  /** Null of a page, and of a call whose exchange was let go since. */
  readonly exchanged: Exchanged | null;
  /** Bytes of the request's body and of the answer's, once the exchange was let go of; else null. */
  readonly cut: Cut | null;
}

/** Bytes of what is not kept of a call any more. */
export interface Cut {
  readonly body: number;
  readonly reply: number;
}

/** A call with its number, counted from 1. */
export interface JournalEntry extends Received {
  readonly number: number;
}

/** Most bytes that what calls exchanged may take in memory. */
export const HEAVIEST = 32 * 2 ** 20;
/** Most letters that are kept of a path. */
export const LONGEST_PATH = 2000;

/** As much of a path as is kept. */
export const shortPath = (path: string): string =>
  path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}…` : path;

/** Bytes that what a call exchanged takes in memory at most. */
export const weightOf = ({ exchanged }: Received): number => exchanged?.weight ?? 0;

/** A call that let go of what it exchanged. */
export function lightened(call: Received): Received {
  if (call.exchanged === null) return call;
  const { bytes, replyBytes } = call.exchanged;
  return { ...call, exchanged: null, cut: { body: bytes, reply: replyBytes } };
}

/** A call with so much of its path as is kept. */
export const shortened = (call: Received): Received =>
  call.path.length > LONGEST_PATH ? { ...call, path: shortPath(call.path) } : call;
