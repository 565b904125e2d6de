/** Thrown for a seed that does not exist or is wrong; the message says what and where. */
export class SeedError extends Error {}
