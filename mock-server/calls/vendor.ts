import type { z } from 'zod';
import type { Contract } from '../../contracts/core/contract.js';
import { nearestIssue } from '../../contracts/core/issues.js';
import { didYouMean } from '../../contracts/core/names.js';
import type { Operation, Operations, Part, Reply } from '../../contracts/core/operation.js';
import type { Instant } from '../domain/clock.js';
import type { Cloud } from '../domain/cloud.js';
import type { Caller } from '../domain/credentials.js';

/** What a handler gets: the checked input, who calls, and the cloud as it is at this instant. */
export interface Call<Op, C> {
  readonly params: Part<Op, 'params'>;
  readonly query: Part<Op, 'query'>;
  readonly body: Part<Op, 'body'>;
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
   * Of an operation that only reads: the instant up to which the same call has the same answer, if nothing else happens
   * to the cloud. It is then not asked again. Without it, it always is.
   */
  readonly freshUntil?: Instant;
}

/** Where an operation meets the cloud. Refuses by throwing `Failure`; never leaves a half-made change behind. */
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

/** How a credential that a world hands out may be used, or is refused. */
export type CredentialWay = 'valid' | 'expired' | 'revoked' | 'readonly' | 'otherTenant';

/** A credential that a world hands out to its users. */
export interface Issued {
  readonly way: CredentialWay;
  /** Key in the lists of credentials: `token`, `apiKey`, `session`, `login`, `password`. */
  readonly name: string;
  readonly value: string;
  /** Scheme by which it selects its world; null for one that does not travel alone, such as a password. */
  readonly scheme: string | null;
}

/** The credentials of a world: the fixed ones for `default`, its own for any other. */
export type Issue = (world: string, seed: number) => readonly Issued[];

/** What the operator lays down before a cloud's story begins; each vendor says which settings it knows. */
export type Settings = Readonly<Record<string, unknown>>;

/** Settings as a vendor's schema puts them out. Throws an error that names each one that is wrong, or that there is not. */
export function readSettings<S extends z.ZodObject>(schema: S, settings: Settings): z.output<S> {
  const result = schema.safeParse(settings);
  if (result.success) return result.data;
  const said = result.error.issues
    .map(nearestIssue)
    .flatMap(issue =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map(key => `there is no setting "${key}"${didYouMean(key, Object.keys(schema.shape))}`)
        : [`the setting "${issue.path.join('.')}" is wrong: ${issue.message}`],
    );
  throw new Error(said.join('; '));
}

/** From what a cloud starts: its chance, the instant its story begins, and the credentials it hands out. */
export interface Basis {
  readonly seed: number;
  /** `expired` credentials expired then. */
  readonly start: Instant;
  readonly issued: readonly Issued[];
  readonly settings: Settings;
}

/** One vendor: its contract and how it is answered. */
export interface Vendor<C extends Cloud = Cloud> {
  readonly contract: Contract;
  /** A cloud with its catalogue, its account and its credentials, before anything happened. */
  createCloud(basis: Basis): C;
  readonly handlers: Readonly<Record<string, Readonly<Record<string, AnyHandler>>>>;
}

type HandlerGroups<K extends Contract, C> = {
  readonly [Group in keyof K['operations']]?: Handlers<K['operations'][Group], C>;
};

/** A vendor whose handlers are held to its contract by the compiler. */
export function defineVendor<K extends Contract, C extends Cloud>(vendor: {
  readonly contract: K;
  createCloud(basis: Basis): C;
  readonly handlers: HandlerGroups<K, C>;
}): Vendor<C> {
  return { ...vendor, handlers: vendor.handlers as unknown as Vendor<C>['handlers'] };
}
