/** How a server comes to its end. */
export interface LifeOptions {
  /** Real milliseconds for which it goes on listening once it has begun to end, so that whoever sends calls to it notices. */
  readonly delay: number;
  /** Whether it can answer, as long as it is not ending: a store may be out of reach. Default: it can. */
  isReady?(): boolean | Promise<boolean>;
  /** Called at once when it begins to end: it says so in each answer. */
  takeLeave(): void;
  /** Stops listening, lets what is under way end, and gives up the rest. */
  stop(): Promise<void>;
}

/** Why no calls should be sent to a server, if that is so. */
export type Readiness = 'ready' | 'draining' | 'waiting';

/**
 * Whether a server takes calls, and how it ends. From the first word of its end it says that it is not ready; it listens on
 * for the delay; then it stops. It ends once, however often and by whomever that is asked for.
 */
export class ServerLife {
  readonly #options: LifeOptions;
  #ending: Promise<void> | undefined;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  #tellEnd: () => void = () => {};

  constructor(options: LifeOptions) {
    this.#options = options;
    this.ended = new Promise(resolve => {
      this.#tellEnd = resolve;
    });
  }

  /** Asked for no credential, so it tells nothing of why. A store that cannot be asked is one that is out of reach. */
  async readiness(): Promise<Readiness> {
    if (this.#ending !== undefined) return 'draining';
    try {
      return (await this.#options.isReady?.()) === false ? 'waiting' : 'ready';
    } catch {
      return 'waiting';
    }
  }

  /** Ends the server; resolves when it has ended. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    const { delay, takeLeave, stop } = this.#options;
    takeLeave();
    if (delay > 0) await new Promise(resolve => setTimeout(resolve, delay));
    await stop().finally(this.#tellEnd);
  }
}
