import { Caller } from './caller.js';
import type { Chance } from './chance.js';
import { Client } from './client.js';
import { openWorld } from './control.js';
import { type DoubleProcess, openDouble } from './doubles.js';
import { gaps } from './history.js';
import { JournalFollower } from './journal-follower.js';
import { type Beginning, beginningOf, unbilled, unrestorable, untold } from './kept.js';
import type { WorldAccess } from './kinds.js';
import { Ledger } from './ledger.js';

interface WatchedWorld {
  readonly access: WorldAccess;
  readonly beginning: Beginning;
  readonly journal: JournalFollower;
}

export interface WatchedOptions {
  readonly args: readonly string[];
  readonly chance: Chance;
  readonly clients: number;
  readonly worlds: number;
}

/** A state with a server, clients that write to it, and what they were told. */
export class WatchedState {
  readonly ledger = new Ledger();
  readonly clients: Client[] = [];
  double: DoubleProcess;
  readonly #args: readonly string[];
  readonly #callers: Caller[] = [];
  readonly #worlds: WatchedWorld[] = [];

  private constructor({ args }: WatchedOptions, double: DoubleProcess) {
    this.#args = args;
    this.double = double;
  }

  static async begin(options: WatchedOptions): Promise<WatchedState> {
    const watched = new WatchedState(options, await openDouble(options.args));
    await watched.#open(options);
    return watched;
  }

  async #open({ worlds, clients, chance }: WatchedOptions): Promise<void> {
    const { url } = this.double;
    for (let number = 1; number <= worlds; number++) {
      const name = `kept-${number}`;
      const access = await openWorld(url, name, number % 2 === 0 ? 'empty' : 'shop');
      const beginning = await beginningOf(url, access);
      this.#worlds.push({ access, beginning, journal: new JournalFollower(name) });
    }
    const called = this.#worlds.map(({ access }) => access);
    for (let number = 1; number <= clients; number++) {
      const caller = new Caller(url);
      this.#callers.push(caller);
      this.clients.push(new Client({ number, caller, ledger: this.ledger, chance, worlds: called, writesOfTen: 8 }));
    }
  }

  /** Lets all clients work; answers when they ended, after they were told so. */
  async work(isOver: () => boolean, endsWhenUnsent = false): Promise<void> {
    await Promise.all(this.clients.map(client => client.work(isOver, endsWhenUnsent)));
  }

  /** Starts a server on the state, where none is. */
  async restart(): Promise<void> {
    this.double = await openDouble(this.#args);
    for (const caller of this.#callers) caller.moveTo(this.double.url);
  }

  /** Starts a server and kills it after some milliseconds, whether it was ready or not. */
  async startAndKill(after: number): Promise<void> {
    await openDouble(this.#args, { signal: AbortSignal.timeout(after) }).then(
      double => double.gone,
      () => undefined,
    );
  }

  /** What is not as clients were told. */
  async look(): Promise<string[]> {
    const { url } = this.double;
    const wrong = this.clients.flatMap(({ unseen }) => unseen.splice(0));
    for (const { access, beginning, journal } of this.#worlds) {
      const { name } = access;
      const count = await journal.readOn(url);
      if (count !== journal.last) wrong.push(`${name}: its journal counts ${count} calls and ends at ${journal.last}`);
      wrong.push(...gaps(journal.calls.map(({ number }) => number)).map(gap => `${name}: ${gap}`));
      const tags = new Set<string>();
      for (const { tag, failure } of journal.calls) {
        if (failure !== null) continue;
        if (tags.has(tag) && tag.startsWith('trial-')) wrong.push(`${name}: ${tag} is in the journal twice`);
        tags.add(tag);
      }
      wrong.push(...(await untold(url, access, this.ledger.of(name), tags, beginning)));
    }
    return wrong;
  }

  /** Ends it, and says what does not hold for a world as a whole: what restoring it checks, and that bill and credit tell one story. */
  async finish(): Promise<string[]> {
    const { url } = this.double;
    const wrong: string[] = [];
    for (const { access } of this.#worlds) {
      wrong.push(...(await unrestorable(url, access.name)));
      wrong.push(...(await unbilled(url, access)));
      wrong.push(...(await unrestorable(url, access.name)));
    }
    await this.double.kill();
    for (const caller of this.#callers) caller.close();
    return wrong;
  }
}
