import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import documented from '../../fixtures/seeds/documented.json' with { type: 'json' };
import empty from '../../fixtures/seeds/empty.json' with { type: 'json' };
import { jsonSchemas } from '../../mock-server/cli/json-schemas.js';
import { folderOf } from '../files/folder.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const objectSchema = z.looseObject({
  properties: z.record(z.string(), z.looseObject({ description: z.string().min(5) })),
});

/** Whether a file is right to an editor that has this schema. */
async function holds(name: string, value: unknown): Promise<boolean> {
  const schema = await jsonSchemas[name]?.();
  return z.fromJSONSchema(z.json().parse(JSON.parse(JSON.stringify(schema))) as never).safeParse(value).success;
}

describe('the JSON Schemas of the package', () => {
  it.each(Object.keys(jsonSchemas))('%s describes each member', async name => {
    const { properties } = objectSchema.parse(await jsonSchemas[name]?.());
    expect(Object.keys(properties)).toContain('$schema');
  });

  it.each<[string, unknown, boolean]>([
    [
      'config.json',
      { $schema: './x.json', port: 0, seed: 'shop', clock: 'frozen', watch: true, vendor: ['a.js'] },
      true,
    ],
    ['config.json', { prot: 0 }, false],
    ['config.json', { clock: 'slow' }, false],
    ['config.json', { port: {} }, false],
    ['overrides.json', { overrides: [{ operation: '*', reply: { status: 503 }, skip: 1 }] }, true],
    ['overrides.json', { overrides: { a: { operation: '*', operations: [{ op: 'remove', path: '/a' }] } } }, true],
    ['overrides.json', { overrides: [{ operation: '*', repply: {} }] }, false],
    ['overrides.json', { overrides: [{ operation: '*', operations: [{ op: 'delete', path: '/a' }] }] }, false],
    ['seed.json', empty, true],
    ['seed.json', documented, true],
    ['seed.json', { vendors: { acme: { start: '2026-01-01T00:00:00Z', calls: [] } } }, true],
    ['seed.json', {}, false],
    ['seed.json', { vendors: {}, nwo: '2026-01-01T00:00:00Z' }, false],
    [
      'seed.json',
      { vendors: { infrahub: { start: '2026-01-01T00:00:00Z', calls: [{ at: 'x', call: 'nothing.at' }] } } },
      false,
    ],
  ])('%s takes what is right, and says what is not: case %#', async (name, value, isRight) => {
    expect(await holds(name, value)).toBe(isRight);
  });

  it('are written by the build, each as a file', async () => {
    const folder = folderOf();
    execFileSync(process.execPath, ['.ci/build.mjs', 'schemas', folder], { cwd: root });
    expect(readdirSync(folder).sort()).toEqual(Object.keys(jsonSchemas).sort());
    for (const [name, make] of Object.entries(jsonSchemas))
      expect(JSON.parse(readFileSync(join(folder, name), 'utf8'))).toEqual(JSON.parse(JSON.stringify(await make())));
  });
});
