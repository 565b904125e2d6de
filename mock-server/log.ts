/** Where the server says what happens; a pino logger serves. Nothing said here holds a credential or a body. */
export interface Log {
  warn(message: string, facts: object): void;
  error(message: string, error: unknown): void;
}

/** Says nothing. */
export const silent: Log = { warn() {}, error() {} };
