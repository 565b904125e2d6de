import { afterAll, describe, expect, inject, it } from 'vitest';
import { type Chance, chanceOfRun } from './chance.js';
import { killAll } from './doubles.js';
import { engines } from './stores.js';
import { WatchedState } from './watched-state.js';

/** Kills the server at random instants under a load of writes, and looks after each restart whether what it said is so. */

const KILLS = inject('isShort') ? 10 : 200;
/** Kills of one state, which grows meanwhile. */
const OF_ONE_STATE = 20;

/** Milliseconds after which it is killed however little was done. */
const LONGEST = 10_000;
const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

afterAll(killAll);

/** Lets clients work, kills the server at some instant, starts it anew, and says what is not as they were told. */
async function die(watched: WatchedState, chance: Chance): Promise<string[]> {
  const { ledger } = watched;
  const enough = ledger.done + chance.below(150);
  const work = watched.work(() => false, true);
  // Counted in answers, for a busy machine would never come far in a time; the instant within the next call is chance.
  for (let waited = 0; ledger.done < enough && waited < LONGEST; waited++) await pause(1);
  await pause(chance.below(20));
  await Promise.all([watched.double.kill(), work]);
  // What is done at a start must be whole as well.
  if (chance.below(6) === 0) await watched.startAndKill(20 + chance.below(500));
  await watched.restart();
  return watched.look();
}

/** A killed process takes nothing from the disk's cache, so both kinds of durability must hold here. */
const durabilities = inject('isShort') ? (['normal'] as const) : (['normal', 'full'] as const);

describe.each(Object.entries(engines))('killed again and again, on %s', (engine, fresh) => {
  // How careful a database is with its disk is its own setting.
  it.each(durabilities.filter(one => one === 'normal' || engine === 'SQLite'))(
    'what was acknowledged is there once, durability %s',
    async durability => {
      const chance = chanceOfRun();
      const kills = durability === 'full' ? KILLS / 10 : KILLS;
      for (let done = 0; done < kills; ) {
        const state = await fresh();
        const args = ['--state', state.state, ...(durability === 'full' ? ['--durability', durability] : [])];
        const watched = await WatchedState.begin({ args, chance, clients: 12, worlds: inject('isShort') ? 2 : 4 });
        const before = await state.size();
        for (let ofThis = 0; ofThis < OF_ONE_STATE && done < kills; ofThis++, done++)
          expect(await die(watched, chance)).toEqual([]);
        const { ledger } = watched;
        const bytes = Math.round(((await state.size()) - before) / ledger.done);
        expect(await watched.finish()).toEqual([]);
        process.stderr.write(`${engine}, ${done} kills; ${ledger.counts()}; the state grew ${bytes} bytes a write\n`);
        await state.drop();
      }
    },
  );
});
