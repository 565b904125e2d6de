/** Why there is no certificate to serve with, in a sentence for whoever set it up. */
export class TlsError extends Error {}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The code of an error of the system, as `ENOENT`. */
export const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
