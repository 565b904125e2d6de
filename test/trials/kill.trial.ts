import { afterAll, describe, expect, inject, it } from 'vitest';
import { Caller } from './caller.js';
import { type Chance, chanceOfRun } from './chance.js';
import { Client } from './client.js';
import { openWorld } from './control.js';
import { type DoubleProcess, killAll, openDouble } from './doubles.js';
import { gaps } from './history.js';
import { JournalFollower } from './journal-follower.js';
import { type Beginning, beginningOf, unbilled, unrestorable, untold } from './kept.js';
import type { WorldAccess } from './kinds.js';
import { Ledger } from './ledger.js';
import { freshFile, type StateOf } from './stores.js';

/** Kills the server at random instants under a load of writes, and looks after each restart whether what it said is so. */

const KILLS = inject('isShort') ? 10 : 200;
/** Kills of one state, which grows meanwhile. */
const OF_ONE_STATE = 20;
const [CLIENTS, WORLDS] = [12, 4];

const engines: Readonly<Record<string, () => Promise<StateOf>>> = { SQLite: async () => freshFile() };

afterAll(killAll);

/** A state that is written to by a server which dies again and again. */
class Dying {
  readonly ledger = new Ledger();
  readonly #chance: Chance;
  readonly #args: readonly string[];
  readonly #worlds: { access: WorldAccess; beginning: Beginning; journal: JournalFollower }[] = [];
  readonly #clients: { client: Client; caller: Caller }[] = [];
  #double: DoubleProcess;

  static async begin(state: string, more: readonly string[], chance: Chance): Promise<Dying> {
    const args = ['--state', state, ...more];
    const dying = new Dying(args, chance, await openDouble(args));
    await dying.#open();
    return dying;
  }

  private constructor(args: readonly string[], chance: Chance, double: DoubleProcess) {
    this.#args = args;
    this.#chance = chance;
    this.#double = double;
  }

  async #open(): Promise<void> {
    const { url } = this.#double;
    for (let number = 1; number <= WORLDS; number++) {
      const name = `kept-${number}`;
      const access = await openWorld(url, name, number % 2 === 0 ? 'empty' : 'shop');
      const beginning = await beginningOf(url, access);
      this.#worlds.push({ access, beginning, journal: new JournalFollower(name) });
    }
    const worlds = this.#worlds.map(({ access }) => access);
    for (let number = 1; number <= CLIENTS; number++) {
      const caller = new Caller(url);
      const { ledger } = this;
      const client = new Client({ number, caller, ledger, chance: this.#chance, worlds, writesOfTen: 8 });
      this.#clients.push({ client, caller });
    }
  }

  /** Lets the clients work, kills the server at some instant, starts it anew and says what is not as it was told. */
  async die(): Promise<string[]> {
    const after = 30 + this.#chance.below(570);
    const work = this.#clients.map(({ client }) => client.work(() => false, true));
    await new Promise(resolve => setTimeout(resolve, after));
    await Promise.all([this.#double.kill(), ...work]);
    // Some starts are killed too: what is done at a start must be whole as well.
    if (this.#chance.below(6) === 0) {
      const signal = AbortSignal.timeout(20 + this.#chance.below(500));
      await openDouble(this.#args, { signal }).then(
        double => double.kill(),
        () => undefined,
      );
    }
    this.#double = await openDouble(this.#args);
    for (const { caller } of this.#clients) caller.moveTo(this.#double.url);
    return this.look();
  }

  async look(): Promise<string[]> {
    const { url } = this.#double;
    const wrong: string[] = this.#clients.flatMap(({ client }) => client.unseen.splice(0));
    for (const { access, beginning, journal } of this.#worlds) {
      const count = await journal.readOn(url);
      if (count !== journal.last)
        wrong.push(`${access.name}: its journal counts ${count} calls and ends at ${journal.last}`);
      wrong.push(...gaps(journal.calls.map(({ number }) => number)).map(gap => `${access.name}: ${gap}`));
      const tags = journal.calls.filter(({ failure }) => failure === null).map(({ tag }) => tag);
      const twice = tags.filter((tag, index) => tag.startsWith('trial-') && tags.indexOf(tag) !== index);
      wrong.push(...twice.map(tag => `${access.name}: ${tag} is in the journal twice`));
      wrong.push(...(await untold(url, access, this.ledger.of(access.name), new Set(tags), beginning)));
    }
    return wrong;
  }

  /** What holds for each world as a whole: what restoring it checks, and that the bill and the credit tell one story. */
  async finish(): Promise<string[]> {
    const { url } = this.#double;
    const wrong: string[] = [];
    for (const { access } of this.#worlds) {
      wrong.push(...(await unrestorable(url, access.name)));
      wrong.push(...(await unbilled(url, access)));
      wrong.push(...(await unrestorable(url, access.name)));
    }
    await this.#double.kill();
    for (const { caller } of this.#clients) caller.close();
    return wrong;
  }
}

describe.each(Object.entries(engines))('killed again and again, on %s', (engine, fresh) => {
  it.each(inject('isShort') ? ['normal'] : ['normal', 'full'])(
    'what was acknowledged is there once, durability %s',
    async durability => {
      const chance = chanceOfRun();
      const kills = durability === 'full' ? KILLS / 10 : KILLS;
      for (let done = 0; done < kills; ) {
        const state = await fresh();
        const dying = await Dying.begin(state.state, ['--durability', durability], chance);
        for (let ofThis = 0; ofThis < OF_ONE_STATE && done < kills; ofThis++, done++)
          expect(await dying.die()).toEqual([]);
        expect(await dying.finish()).toEqual([]);
        const { calls } = dying.ledger;
        const perWrite =
          (await state.size()) / calls.filter(({ effect, fate }) => effect === 'write' && fate === 'done').length;
        process.stderr.write(
          `${engine}, ${done} kills; ${dying.ledger.counts()}; ${Math.round(perWrite)} bytes of state a write\n`,
        );
        await state.drop();
      }
    },
  );
});
