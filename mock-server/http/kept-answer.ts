import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoreError, StoreTrouble } from '../store/store.js';
import type { Received } from '../worlds/journal.js';
import { type Turns, WorldGone } from '../worlds/turns.js';
import type { World } from '../worlds/world.js';
import { CloudContext } from './call-context.js';
import type { Incoming } from './dispatch.js';
import type { Outcome } from './outcome.js';
import type { createRecorder, Recorded } from './recorder.js';
import { type Answer, jsonAnswer } from './respond.js';
import type { Checked, createSend } from './send.js';

/** A call in a world that outlives the process. */
export interface KeptCall {
  readonly request: IncomingMessage;
  readonly reply: ServerResponse;
  readonly arrival: Recorded & { readonly world: World };
  readonly incoming: Incoming;
}

/** A call that was performed, and is not answered yet. */
interface Performed {
  readonly checked: Checked;
  readonly entry: Received;
}

interface Answering {
  readonly sender: ReturnType<typeof createSend>;
  readonly recorder: ReturnType<typeof createRecorder>;
  /** A world is no more. */
  gone(world: World): void;
  /** Sees to what comes of an answer after it was sent. */
  later(work: Promise<void>, reply: ServerResponse): void;
}

/**
 * Answers calls in worlds that outlive the process: a call is answered when what it changed is kept, with its place in the
 * journal. It may be performed several times, and is answered and logged once.
 */
export function createKeptAnswers({ sender, recorder, gone, later }: Answering) {
  /** Resolves to whether the call was answered; if not, its world or its cloud is no more, and is to be looked for anew. */
  return function answerKept(call: KeptCall): Promise<boolean> | boolean {
    const { arrival } = call;
    const { world } = arrival;
    const { turns } = world;
    if (turns === undefined) throw new Error(`nothing keeps the world "${world.name}"`);
    const { method, path } = call.incoming;
    const loading = arrival.loaded.dispatcher.ready(method, path);
    // A group that cannot be loaded is answered as any error is.
    if (loading !== undefined) return loading.catch(() => {}).then(() => attempt(call, turns));
    return attempt(call, turns);
  };

  function attempt(call: KeptCall, turns: Turns): Promise<boolean> | boolean {
    const { world } = call.arrival;
    try {
      const performed = turns.take(() => perform(call));
      if (!(performed instanceof Promise)) return answered(call, performed);
      return performed.then(
        done => answered(call, done),
        error => isAnew(world, error),
      );
    } catch (error) {
      return isAnew(world, error);
    }
  }

  /** Performs a call, and notes it for the journal; undefined where its cloud is not ready. */
  function perform(call: KeptCall): Performed | undefined | Promise<Performed> {
    const { arrival } = call;
    const { loaded, world, target } = arrival;
    const cloud = world.ready(target.api.vendor);
    if (cloud === undefined || 'cloud' in loaded.behind) return undefined;
    const outcome = loaded.dispatcher.dispatch(call.incoming, new CloudContext(loaded.behind, cloud, world));
    if (!(outcome instanceof Promise)) return noted(call, outcome);
    // What it did so far is kept by now, and what it did later was kept in turns of its own.
    return outcome.then(async done => {
      const performed = await world.turn(() => noted(call, done));
      await world.flushed();
      return performed;
    });
  }

  function noted({ request, arrival, incoming }: KeptCall, outcome: Outcome): Performed {
    const checked = sender.look(arrival.loaded.dispatcher.contract, outcome);
    const { answer, findings } = checked;
    const entry = recorder.entryOf(request, arrival, outcome, { status: answer.status, answer, findings }, incoming);
    const { contract } = arrival.loaded.dispatcher;
    const { id = null, served } = outcome.place ?? {};
    arrival.world.received(entry, { contract, id, operation: served?.operation });
    return { checked, entry };
  }

  function answered({ request, reply, arrival, incoming }: KeptCall, performed: Performed | undefined): boolean {
    if (performed === undefined) return false;
    const { checked, entry } = performed;
    const sent = sender.deliver(checked, reply);
    recorder.logged(request, arrival, checked.outcome, sent, entry, incoming);
    if (sent.later !== undefined)
      later(
        sent.later.then(found => recorder.tell(arrival.loaded, checked.outcome, found)),
        reply,
      );
    return true;
  }

  function isAnew(world: World, error: unknown): false {
    if (!(error instanceof WorldGone)) throw error;
    gone(world);
    return false;
  }
}

const SAID: Readonly<Record<StoreTrouble, string>> = {
  unreachable: 'the store that keeps the worlds cannot be reached',
  full: 'the store that keeps the worlds has no room left',
  closed: 'the store that keeps the worlds is closed',
  failed: 'the store that keeps the worlds failed',
};

/** What is answered when the store cannot be asked: no vendor says so. Whether it kept the call where it broke off, nobody knows yet. */
export const troubledStore = ({ trouble }: StoreError): Answer =>
  jsonAnswer(
    503,
    { hostdouble: `${SAID[trouble]}; nothing was changed, unless it broke off while it kept this call` },
    { 'x-hostdouble-store': trouble, 'retry-after': '1' },
  );
