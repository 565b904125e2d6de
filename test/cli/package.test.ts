import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));
const listing = z.array(z.object({ files: z.array(z.object({ path: z.string() })) })).length(1);

it('the package has the documents and the vendor that the README names, and no other test', () => {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const told = execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const packed = listing.parse(JSON.parse(told))[0]?.files.map(({ path }) => path) ?? [];
  const acme = readdirSync(join(root, 'test/vendors/acme')).map(file => `test/vendors/acme/${file}`);
  expect(packed.filter(path => path.startsWith('test/')).sort()).toEqual(acme.sort());
  for (const document of ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'DEPLOYMENT.md']) {
    const links = [...readFileSync(join(root, document), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)\)/g)];
    for (const [, link = ''] of links) expect(existsSync(join(root, link)) && packed).toContain(link);
    expect(packed).toContain(document);
  }
});

it('has no script that npm would tell of to whoever installs the packed file', () => {
  const atInstall = ['preinstall', 'install', 'postinstall', 'prepare'];
  expect(Object.keys(manifest.scripts).filter(name => atInstall.includes(name))).toEqual([]);
});

it('asks for no package but what no build can hold, and what its declarations name', () => {
  expect(Object.keys(manifest.dependencies)).toEqual(['libsql', 'zod']);
});

it('asks for zod as a peer as it does as a dependency', () => {
  expect(manifest.peerDependencies.zod).toBe(manifest.dependencies.zod);
});
