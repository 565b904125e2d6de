/** Records, or things as large, that are worked on before others may be served: some milliseconds at most. */
export const BIT = 500;

/** Ends a bit of long work. */
export const PAUSE = undefined;

/** Resolves when others were served. */
export const othersServed = (): Promise<void> => new Promise(setImmediate);

/** Does long work bit by bit: at each pause others are served. Answers what it comes to. */
export async function bitByBit<T>(work: Generator<typeof PAUSE, T>): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await othersServed();
  }
}
