import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const kit = fileURLToPath(new URL('../../contracts/kit', import.meta.url));

it('the kit takes the clock, the sleep and the network of the machine from one file', () => {
  const machine =
    /\bDate\b(?!\.parse)|\bset(Timeout|Interval|Immediate)\b|\bAbortSignal\.|\bfetch\(|\bperformance\b|\bhrtime\b/;
  const files = readdirSync(kit, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));
  // It writes a call for others to paste.
  const written = join('report', 'snippets', 'typescript.ts');
  const found = files.filter(name => name !== written && machine.test(readFileSync(join(kit, name), 'utf8')));
  expect(found).toEqual(['system.ts']);
});
