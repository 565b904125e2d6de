/** Whoever waits for an answer: a connection that may close meanwhile. */
export interface Waiting {
  readonly destroyed: boolean;
  once(event: 'close', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
}

/** Clients that the operator keeps waiting, in real time. What one waits for holds up no other, and ends when it goes away. */
export class Waits {
  readonly #open = new Set<() => void>();

  /** How many wait. */
  get size(): number {
    return this.#open.size;
  }

  /**
   * Lets so many milliseconds pass, or, without a number, all that come. Resolves to whether they have passed: not if the
   * client went away before, or all waiting was ended.
   */
  pass(client: Waiting | undefined, milliseconds?: number): Promise<boolean> {
    if (client?.destroyed) return Promise.resolve(false);
    return new Promise(resolve => {
      const ended = (hasPassed: boolean): void => {
        clearTimeout(timer);
        client?.off('close', leave);
        this.#open.delete(leave);
        resolve(hasPassed);
      };
      const leave = (): void => ended(false);
      const timer = milliseconds === undefined ? undefined : setTimeout(() => ended(true), milliseconds);
      client?.once('close', leave);
      this.#open.add(leave);
    });
  }

  /** Ends all waiting. */
  end(): void {
    for (const leave of [...this.#open]) leave();
  }
}
