import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const kit = fileURLToPath(new URL('../../contracts/kit', import.meta.url));

it('the kit takes the clock, the sleep and the network of the machine from one file', () => {
  const machine = /\bDate\b|\bset(Timeout|Interval|Immediate)\b|\bAbortSignal\.|\bfetch\(|\bperformance\b|\bhrtime\b/;
  const files = readdirSync(kit, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));
  expect(files.filter(name => machine.test(readFileSync(join(kit, name), 'utf8')))).toEqual(['system.ts']);
});
