const { createMockServer, matchers } = require('hostdouble');

expect.extend(matchers);

/** A server for a file of tests, and a world of its own for each of them; answers how to reach both. */
function worldForEach(wish = {}) {
  let mock;
  let world;
  beforeAll(async () => {
    mock = await createMockServer({ seed: 'empty', clock: 'frozen' });
  });
  afterAll(() => mock.close());
  beforeEach(async () => {
    world = await mock.world({ seed: 'empty', clock: 'frozen', ...wish });
  });
  afterEach(() => world.dispose());
  return { world: () => world, mock: () => mock };
}

module.exports = { worldForEach };
