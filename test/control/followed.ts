/** An event as a client of the stream reads it. */
export interface SeenEvent {
  readonly event: string;
  readonly id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any of it
  readonly data: any;
}

/** A stream of events that is being followed, read as its specification says. */
export class FollowedEvents {
  readonly seen: SeenEvent[] = [];
  readonly reply: Response;
  readonly #abort: AbortController;
  #text = '';
  #isOver = false;
  #stir = (): void => {};

  private constructor(reply: Response, abort: AbortController) {
    this.reply = reply;
    this.#abort = abort;
    void this.#read();
  }

  static async of(url: string, headers: Record<string, string> = {}): Promise<FollowedEvents> {
    const abort = new AbortController();
    return new FollowedEvents(await fetch(url, { headers, signal: abort.signal }), abort);
  }

  get raw(): string {
    return this.#text;
  }

  /** Resolves when this is so of what was seen. */
  async until(holds: (seen: readonly SeenEvent[]) => boolean): Promise<readonly SeenEvent[]> {
    while (!holds(this.seen)) {
      if (this.#isOver) throw new Error(`the stream is over: ${this.#text}`);
      await new Promise<void>(resolve => {
        this.#stir = resolve;
      });
    }
    return this.seen;
  }

  named(name: string): SeenEvent[] {
    return this.seen.filter(({ event }) => event === name);
  }

  /** Resolves when the server ended it. */
  async over(): Promise<void> {
    await this.until(() => this.#isOver);
  }

  leave(): void {
    this.#abort.abort();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const chunk of this.reply.body ?? []) {
        const text = decoder.decode(chunk, { stream: true });
        this.#text += text;
        rest += text;
        const blocks = rest.split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
        this.#stir();
      }
    } catch {
      // it was left, or broke off
    }
    this.#isOver = true;
    this.#stir();
  }

  #take(block: string): void {
    const lines = Object.fromEntries(block.split('\n').map(line => line.split(/: (.*)/s, 2)));
    if (lines.event === undefined) return;
    this.seen.push({ event: lines.event, data: JSON.parse(lines.data), ...(lines.id && { id: lines.id }) });
  }
}
