/** How what is done for a call is kept, where that outlives the process. Without it nothing is. */
export interface Turning {
  /**
   * Does something to what stands behind the call, whole and kept before it is answered, where that outlives the process: it
   * may be done several times. Without it nothing is kept.
   */
  inTurn?<T>(act: () => T | Promise<T>): T | Promise<T>;
  /** Begins something that is done once, when what was done so far is kept. */
  later?<T>(act: () => Promise<T>): Promise<T>;
}

export const inTurn = <T>(context: Turning, act: () => T | Promise<T>): T | Promise<T> =>
  context.inTurn === undefined ? act() : context.inTurn(act);

export const later = <T>(context: Turning, act: () => Promise<T>): Promise<T> =>
  context.later === undefined ? act() : context.later(act);
