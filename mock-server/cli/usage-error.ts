/** A usage error: the command says the message and exits 1. */
export class UsageError extends Error {}
