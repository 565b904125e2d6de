import type { IncomingMessage } from 'node:http';
import type { Finding } from '../../contracts/core/checks.js';
import { stopwatch } from '../domain/clock.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import { Exchanged } from '../worlds/exchanged.js';
import type { Received } from '../worlds/journal.js';
import type { World } from '../worlds/world.js';
import type { CallAddress } from './address.js';
import type { ApiTarget, LoadedApi } from './api.js';
import type { Incoming } from './dispatch.js';
import { noticesOf } from './ignored.js';
import type { Outcome } from './outcome.js';
import { createRefusedNotes } from './refused-notes.js';
import type { SelfCheck } from './self-check.js';
import type { Sent } from './send.js';
import { createToldCalls, type Mask } from './told-call.js';
import { createUnservedNotes, SERVED } from './unserved.js';

/** A call that was answered, as far as the journal asks where it went. */
export interface Recorded {
  readonly address: CallAddress;
  readonly target: ApiTarget;
  readonly loaded: LoadedApi;
  /** Undefined for a call that is in no world. */
  readonly world: World | undefined;
  /** When its head had arrived, on the stopwatch. */
  readonly begun: number;
}

export interface RecorderOptions {
  readonly selfCheck: SelfCheck;
  readonly log: Log;
  /** What shows of calls in the log, where their bodies are told. */
  readonly mask?: Mask | undefined;
  onFinding(finding: Finding): void;
  readonly metrics?: Metrics | undefined;
}

const NONE: readonly string[] = [];
const NOTHING: readonly Finding[] = [];

/** Keeps the journals of worlds, and logs what was wrong with answers. */
export function createRecorder({ selfCheck, log, mask, onFinding, metrics }: RecorderOptions) {
  const noteOn = createUnservedNotes(log);
  const noteRefused = createRefusedNotes(log);
  const toldCall = createToldCalls(mask);

  /** Tells what the self-check found. */
  function tell({ dispatcher }: LoadedApi, { place }: Outcome, findings: readonly Finding[]): void {
    const { vendor } = dispatcher.contract;
    for (const finding of findings) {
      log.warn('self-check', { vendor, operation: place?.id ?? null, ...finding });
      onFinding(finding);
    }
  }

  /** Keeps a call in the journal of its world, and logs what was wrong with its answer. */
  function record(
    request: IncomingMessage,
    recorded: Recorded,
    outcome: Outcome,
    sent: Sent,
    incoming?: Incoming,
  ): void {
    const { world } = recorded;
    const entry = entryOf(request, recorded, outcome, sent, incoming);
    logged(request, recorded, outcome, sent, entry, incoming);
    world?.journal.add(entry);
  }

  /** Logs a call, and what was wrong with its answer. */
  function logged(
    { method = 'GET' }: IncomingMessage,
    recorded: Recorded,
    outcome: Outcome,
    sent: Sent,
    { near, why }: Pick<Received, 'near' | 'why'>,
    incoming?: Incoming,
  ): void {
    const { address, loaded } = recorded;
    const { place, failure, error } = outcome;
    const { path } = address;
    const { contract } = loaded.dispatcher;
    if (error !== undefined) log.error(`${contract.vendor} ${place?.id ?? path} failed`, error);
    tell(loaded, outcome, sent.findings);
    if (failure?.kind === 'unauthenticated') noteRefused(contract.vendor, method, path, outcome);
    if (log.call !== undefined) log.call(toldCall({ method, recorded, outcome, sent, incoming, why, near }));
    const { vendor } = contract;
    metrics?.called({
      vendor,
      operation: place?.id ?? null,
      status: sent.status,
      milliseconds: stopwatch() - recorded.begun,
    });
  }

  /** A call as the journal has it. */
  function entryOf(
    request: IncomingMessage,
    { address, target, loaded, world, begun }: Recorded,
    outcome: Outcome,
    { status, findings, answer }: Pick<Sent, 'status' | 'findings' | 'answer'>,
    incoming?: Incoming,
  ): Received {
    const { method = 'GET' } = request;
    const { place, failure } = outcome;
    const { path } = address;
    const { base } = target;
    const { contract } = loaded.dispatcher;
    const found = outcome.findings ?? findings;
    const { why, near } = place?.served
      ? SERVED
      : noteOn(contract, outcome, { method, base, path: path.slice(base.length) });
    return {
      at: world?.clock.now() ?? 0,
      vendor: contract.vendor,
      method,
      path,
      operation: place?.id ?? null,
      status,
      failure: failure?.kind ?? null,
      why: failure?.detail.why ?? why,
      near,
      ignored: outcome.ignored?.map(({ name }) => name) ?? NONE,
      override: outcome.override?.id ?? null,
      forwarded: outcome.forwarded,
      fault: outcome.fault ?? null,
      transport: outcome.broken?.how.transport ?? null,
      findings: outcome.ignored === undefined ? found : [...found, ...noticesIn(outcome)],
      duration: stopwatch() - begun,
      exchanged: new Exchanged(incoming ?? { headers: request.headers, ...UNREAD }, answer),
      cut: null,
    };
  }

  /** What is to be said of the request, where calls are checked at all. */
  function noticesIn({ place, ignored }: Outcome): readonly Finding[] {
    const isChecked = selfCheck.every > 0 && place?.served && ignored;
    return isChecked ? noticesOf(place.served.operation, ignored) : NOTHING;
  }

  return { record, entryOf, logged, tell };
}

/** Of a call that was refused before it was read. */
const UNREAD = { path: '', search: '', body: { length: 0 } } as const;
