import { describe, expect, it } from 'vitest';
import { StoreError } from '../../mock-server/store/store.js';
import { type TurnedWorld, Turns, WorldGone } from '../../mock-server/worlds/turns.js';

/** A world of one number, kept by a store of one number that others may change. */
class Counted implements TurnedWorld {
  value = 0;
  kept = 0;
  stored = 0;
  isGone = false;
  trouble: StoreError | undefined;
  commits = 0;

  get isChanged(): boolean {
    return this.value !== this.kept;
  }

  get at() {
    return { version: this.kept, epoch: 0 };
  }

  async commit(): Promise<'kept' | 'conflict' | 'gone'> {
    this.commits += 1;
    if (this.trouble !== undefined) throw this.trouble;
    await Promise.resolve();
    if (this.isGone) return 'gone';
    if (this.stored !== this.kept) return 'conflict';
    this.stored = this.value;
    this.kept = this.value;
    return 'kept';
  }

  goOn(): void {}

  undo(): void {
    this.value = this.kept;
  }

  async look() {
    return this.isGone ? undefined : { version: this.stored, epoch: 0 };
  }

  async catchUp(): Promise<boolean> {
    this.kept = this.stored;
    this.value = this.stored;
    return !this.isGone;
  }
}

const shared = (world: Counted) => new Turns(world, { isShared: true });
const add =
  (world: Counted, by = 1) =>
  () => {
    world.value += by;
    return world.value;
  };

describe('turns', () => {
  it('answer at once what nothing has to be kept of, where nobody else writes', () => {
    const world = new Counted();
    const turns = new Turns(world, { isShared: false });
    expect(turns.take(() => 7)).toBe(7);
    expect(() => turns.take(() => JSON.parse('{'))).toThrow(SyntaxError);
    expect(world.commits).toBe(0);
  });

  it('keep together what comes together', async () => {
    const world = new Counted();
    const turns = shared(world);
    expect(await Promise.all([1, 2, 3].map(() => turns.take(add(world))))).toEqual([1, 2, 3]);
    expect([world.stored, world.commits]).toEqual([3, 1]);
  });

  it('are performed again when another was first, and begin once what cannot be undone', async () => {
    const world = new Counted();
    const turns = shared(world);
    let begun = 0;
    let performed = 0;
    const taken = turns.take(() => {
      performed += 1;
      const later = turns.later(async () => {
        begun += 1;
        return 'done';
      });
      return add(world)() === 0 ? later : later;
    });
    world.stored = 10;
    expect(await taken).toBe('done');
    expect([world.stored, performed, begun]).toEqual([11, 2, 1]);
  });

  it('look at what is read, where others write too', async () => {
    const world = new Counted();
    const turns = shared(world);
    world.stored = 5;
    expect(await turns.take(() => world.value)).toBe(5);
    expect(world.commits).toBe(0);
  });

  it('undo what cannot be kept, and learn first what became of it', async () => {
    const world = new Counted();
    const turns = shared(world);
    world.trouble = new StoreError('unreachable', 'gone');
    await expect(turns.take(add(world))).rejects.toThrow(StoreError);
    expect(world.value).toBe(0);
    world.trouble = undefined;
    world.stored = 1; // it was kept after all
    expect(await turns.take(add(world))).toBe(2);
  });

  it('end with the world', async () => {
    const world = new Counted();
    const turns = shared(world);
    world.isGone = true;
    await expect(turns.take(add(world))).rejects.toThrow(WorldGone);
  });

  it('give way to whoever wants the world for himself, however much is asked for', async () => {
    const world = new Counted();
    const turns = shared(world);
    let isOver = false;
    const ask = async (): Promise<void> => {
      while (!isOver) await turns.take(add(world));
    };
    const asking = [ask(), ask(), ask()];
    const seen = await turns.alone(async () => {
      const before = world.value;
      await new Promise(resolve => setImmediate(resolve));
      return [before, world.value];
    });
    expect(seen[0]).toBe(seen[1]);
    isOver = true;
    await Promise.all(asking);
    expect(world.stored).toBe(world.value);
  }, 10_000);
});
