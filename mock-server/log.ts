/** A call that was answered, as it is told. Neither a credential nor a query is in it. */
export interface LoggedCall {
  readonly method: string;
  /** Without the query, for that may hold a credential. */
  readonly path: string;
  /** Null for a call of the control API. */
  readonly world: string | null;
  readonly vendor: string;
  /** Operation id, or null when none matched. */
  readonly operation: string | null;
  readonly status: number;
  /** Of real time, from its head until it was answered. */
  readonly milliseconds: number;
  /** Why it was refused, if it was: the kind of the failure, and what of a credential or a body was wrong. */
  readonly failure: string | null;
  readonly why: string | null;
  /** The known route that a call to an unknown one most likely meant. */
  readonly near: string | null;
  /** What was sent and answered, where the log wants bodies; secrets, and what no schema describes, are masked. */
  readonly sent?: unknown;
  readonly answered?: unknown;
}

/** Where the server says what happens, such as a pino logger. Never say a credential, a query or a body here. */
export interface Log {
  warn(message: string, facts: object): void;
  error(message: string, error: unknown): void;
  /** Is told of each call. */
  call?(call: LoggedCall): void;
  /** Has calls told with what they held. */
  readonly bodies?: boolean;
}

/** Says nothing. */
export const silent: Log = { warn() {}, error() {} };
