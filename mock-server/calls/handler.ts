import type { Operation, Operations, PartOutput, Reply } from '../../contracts/core/operation.js';
import type { Instant } from '../domain/clock.js';
import type { Cloud } from '../domain/cloud.js';
import type { Caller } from '../domain/credentials.js';

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
}

/** What a handler may say beside status and body. */
export interface ReplyNotes {
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * How long the same call has the same answer, for an operation that only reads: until the cloud changes, or until it
   * changes or this instant comes. Until then the answer is sent again; without it the handler is always asked.
   */
  readonly cache?: 'untilChange' | Instant;
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
