/** Ends a transaction so that nothing of it stays, with what came of it. */
class Undone extends Error {
  readonly result: unknown;

  constructor(result: unknown) {
    super('undone');
    this.result = result;
  }
}

/**
 * Answers what comes of something, and undoes it: nothing has happened, and nobody who listens hears of it. What it throws
 * is thrown. `cloud` is whatever does things whole or not at all.
 */
export function undone<T>(cloud: { transact<R>(act: () => R): R }, act: () => T): T {
  try {
    return cloud.transact((): T => {
      throw new Undone(act());
    });
  } catch (error) {
    if (error instanceof Undone) return error.result as T;
    throw error;
  }
}
