import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

const CREATE = 'infrahub/environments.create';

describe('what a rule asks of the input is refused if no operation that it means has such a name', () => {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer({ seed: 'empty', clock: 'frozen' });
  });
  afterAll(() => mock.close());
  const add = (operation: `${string}/${string}`, where: object) =>
    mock.control.overrides.add({ operation, where, reply: { body: {} }, drift: true });

  it.each([
    [CREATE, { body: { nam: 'web' } }, 'where.body.nam: nothing that "infrahub/environments.create" names takes "nam"'],
    [CREATE, { body: { nam: 'web' } }, 'did you mean name?'],
    [CREATE, { query: { page: 1 } }, 'where.query.page'],
    ['infrahub/environments.list', { body: { name: 'x' } }, 'takes nothing in its body'],
    ['infrahub/environments.list', { body: 1 }, 'takes nothing in its body'],
    ['infrahub/environments.list', { query: { pagesize: 1, pageSizes: 1 } }, 'did you mean pageSize?'],
    ['infrahub/environments.delete', { params: { idd: 1 } }, 'did you mean id?'],
    ['infrahub/firewalls.*', { body: { nothing_has_this: 1 } }, 'where.body.nothing_has_this'],
  ] as const)('%s %o: %s', async (operation, where, said) => {
    await expect(add(operation, where)).rejects.toThrow(said);
  });

  it.each([
    [CREATE, { body: { name: 'web' } }],
    [CREATE, { body: { NAME: 'web' } }],
    ['infrahub/*', { body: { name: 'web' } }],
    ['virtuozzo/control.getEnvs', { query: { session: 'x' } }],
    ['virtuozzo/control.execCmdById', { query: { nodeId: 7, commandList: [{ command: 'x' }] } }],
  ] as const)('%s %o is known', async (operation, where) => {
    await expect(add(operation, where)).resolves.toMatchObject({ operation });
  });
});
