import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createMockServer } from '../../mock-server/index.js';

const START = '2026-01-01T00:00:00Z';
const lab = { name: 'lab', region: 'CANADA-1' };

/** Starts a server from a seed of one call of Infrahub, or of this text. */
async function started(call: object | string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const seed = join(folder, 'seed.json');
  const calls = [{ at: START, ...Object(call) }];
  const text = JSON.stringify({ now: START, vendors: { infrahub: { start: START, calls } } });
  writeFileSync(seed, typeof call === 'string' ? call : text);
  const mock = await createMockServer({ seed });
  await mock.close();
}

it.each<[string, object, string]>([
  [
    'query',
    { call: 'environments.list', query: { pageSze: 3 } },
    'it takes no query "pageSze"; did you mean pageSize?',
  ],
  ['params', { call: 'environments.show', params: { idd: 1 } }, 'it takes no params "idd"; did you mean id?'],
  [
    'body',
    { call: 'environments.create', body: { ...lab, regoin: 'x' } },
    'it takes no body "regoin"; did you mean region?',
  ],
  ['kept', { call: 'environments.create', body: { ...lab, name: 'e-{nosuch}' } }, 'nothing is kept as "nosuch"'],
])('a slip in the %s of a call is told', async (_part, call, said) => {
  await expect(started(call)).rejects.toThrow(said);
});

it("a shell's variable is no name of what is kept", async () => {
  await expect(
    started({ call: 'environments.create', body: { ...lab, name: `of-\${HOME}` } }),
  ).resolves.toBeUndefined();
});

it('a file that is no seed is not quoted, wherever it breaks', async () => {
  for (const text of ['root:x:0:0:root', '{"now": "2026",\n root:x:0:0}'])
    await expect(started(text)).rejects.toThrow(/^(?!.*root:x).*is not JSON/s);
});
