/** Names and values in the order and the writing of the wire. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** A body that passed: its text, or why it was not read. `size` counts its bytes on the wire. */
export type PassedBody =
  | { readonly size: number; readonly text: string }
  | { readonly size: number; readonly unread: 'too-large' | 'unread'; readonly detail: string };

/** What a method and a path lead to in a contract. */
export type PassedRoute =
  | { readonly kind: 'operation'; readonly id: string; readonly params: Readonly<Record<string, string | undefined>> }
  | { readonly kind: 'wrong-verb'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown'; readonly near: string | undefined }
  /** Below no base path of the vendor. */
  | { readonly kind: 'outside'; readonly near: string | undefined };

/** The input of a call as it is read off the wire; undefined where it could not be read, with the reason in words. */
export interface PassedInput {
  readonly query: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** A call that passed, and its answer, as far as they were looked at. Their bytes went on unchanged. */
export interface PassedCall {
  readonly route: PassedRoute;
  readonly method: string;
  /** As the client sent it, without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly search: string;
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly headers: HeaderPairs;
  readonly sent: PassedBody;
  /** What was read of the query and the body; undefined where nothing can be said of it. */
  readonly input: PassedInput | undefined;
  /** Why the input could not be read, if that is the client's doing. */
  readonly malformed: string | undefined;
  readonly reply: PassedReply | undefined;
  /** Why no whole answer came, in words. */
  readonly broken: string | undefined;
}

export interface PassedReply {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderPairs;
  readonly body: PassedBody;
}

/** The value of a header, several joined as HTTP joins them; undefined if there is none. */
export function headerOf(headers: HeaderPairs, name: string): string | undefined {
  const values = headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}

/** All headers by their names in lower case. */
export const headersByName = (headers: HeaderPairs): Record<string, string> =>
  Object.fromEntries(
    [...new Set(headers.map(([name]) => name.toLowerCase()))].map(name => [name, headerOf(headers, name) ?? '']),
  );
