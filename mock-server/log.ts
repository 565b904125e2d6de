/** Where the server says what happens, such as a pino logger. Never say a credential, a query or a body here. */
export interface Log {
  warn(message: string, facts: object): void;
  error(message: string, error: unknown): void;
}

/** Says nothing. */
export const silent: Log = { warn() {}, error() {} };
