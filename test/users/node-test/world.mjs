import { after, before } from 'node:test';
import { createMockServer } from 'hostdouble';

let mock;
before(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen' });
});
after(() => mock.close());

/** A world of a test's own. From Node 24 on, `await using world = await mock.world()` needs no line that forgets it. */
export async function worldOf(t, wish = { now: '2026-01-01T00:00:00Z' }) {
  const world = await mock.world({ seed: 'empty', clock: 'frozen', ...wish });
  t.after(() => world.dispose());
  return world;
}
