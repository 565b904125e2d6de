import type { IncomingHttpHeaders } from 'node:http';
import type { Operation, Operations, PartOutput, Reply } from '../../contracts/core/operation.js';
import type { Instant } from '../domain/clock.js';
import type { Cloud } from '../domain/cloud.js';
import type { Caller } from '../domain/credentials.js';
import type { RawInput } from './input.js';

/** What a handler gets: the checked input, who calls, and the cloud as it is at this instant. */
export interface Call<Op, C> {
  readonly params: PartOutput<Op, 'params'>;
  readonly query: PartOutput<Op, 'query'>;
  readonly body: PartOutput<Op, 'body'>;
  readonly cloud: C;
  readonly caller: Caller;
  /** Address the client used, for links in the answer: `http://127.0.0.1:4850`, with a world's prefix if it had one. */
  readonly origin: string;
  /** Path and query as sent, below the origin. */
  readonly path: string;
  readonly search: string;
  /**
   * The client hears nothing of the answer, for a gateway gives up: long work is then to be seen as it goes on. Else it is
   * done when the answer comes.
   */
  readonly isCutOff: boolean;
  /** Makes another call of the vendor as a part of this one, by the same caller: `control.getEnvInfo`. */
  readonly invoke: Invoke;
}

/**
 * Makes a call inside a call: the operator's overrides and the checks of the input hold as for any other. Throws `Failure`
 * when it is refused; what the outer call did stays.
 */
export type Invoke = (operation: string, input: Partial<RawInput>) => AnyReply;

/** What a handler may say beside status and body. */
export interface ReplyNotes {
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * How long the same call has the same answer, for an operation that only reads: until the cloud changes, or until it
   * changes or this instant comes. Until then the answer is sent again. Without it the handler is asked each time, but of a vendor
   * whose reads are pure (`isPure`), where it follows from what the handler asked the cloud for.
   */
  readonly cache?: 'untilChange' | Instant;
  /**
   * Virtual time in which the work is done, in milliseconds: the clock of a world that runs moves on by it before the
   * answer. A frozen one stands, and the work takes none.
   */
  readonly takes?: number;
  /**
   * Further items of the body's last member, which is a list: they are made while the answer is sent, and others are
   * served meanwhile. So they must follow from values that never change. Whoever takes the answer as a value gets the
   * list whole. Such an answer is sent again once all of it was sent.
   */
  readonly further?: Iterable<unknown> | undefined;
  /**
   * The body as JSON, in pieces that are made while it is sent, and others are served meanwhile: so they must follow from
   * values that never change. Whoever takes the answer as a value gets the body.
   */
  readonly pieces?: Iterable<string> | undefined;
  /**
   * What follows the body, a text, for as long as the client listens: each piece is asked for when the one before was
   * taken. `return` is called when the client leaves. Only for calls over HTTP.
   */
  readonly flow?: ((headers: IncomingHttpHeaders) => AsyncIterator<string, undefined>) | undefined;
}

/** Where an operation meets the cloud. Refuses by throwing `Failure`; what it had changed by then is undone. */
export type Handler<Op extends Operation, C> = (call: Call<Op, C>) => Reply<Op> & ReplyNotes;

/** Handlers of one group of operations; one that is missing is answered 501. */
export type Handlers<Ops extends Operations, C> = { readonly [Name in keyof Ops]?: Handler<Ops[Name], C> };

/** What a handler answers, before it is written. */
export interface AnyReply extends ReplyNotes {
  readonly status: number;
  readonly body?: unknown;
}

/** A handler whose operation is known at run time only, as the dispatcher sees it. */
export type AnyHandler = (call: Call<unknown, Cloud>) => AnyReply | Promise<AnyReply>;

/** Handlers of one group, as the dispatcher sees them. */
export type AnyHandlers = Readonly<Record<string, AnyHandler>>;

/** Handlers of one group, or what loads them when they are first needed. */
export type HandlerSource = AnyHandlers | (() => Promise<{ readonly handlers: AnyHandlers }>);

/** The handlers of a group; none where nothing of it is served. */
export async function loadHandlers(
  sources: Readonly<Record<string, HandlerSource>>,
  group: string,
): Promise<AnyHandlers> {
  const source = Object.hasOwn(sources, group) ? sources[group] : undefined;
  if (typeof source !== 'function') return source ?? {};
  return (await source()).handlers;
}

/** Thrown by a call that makes another which nothing serves yet. */
export class Unserved extends Error {
  readonly operation: string;

  constructor(operation: string) {
    super(`${operation} is known, and not served yet`);
    this.name = 'Unserved';
    this.operation = operation;
  }
}
