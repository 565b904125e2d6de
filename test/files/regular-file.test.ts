import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MOST_BYTES, readRegularFile } from '../../mock-server/files/regular-file.js';
import { folderOf } from './folder.js';

it('a regular file is read, also by a link, and without the mark that some editors put before it', async () => {
  const folder = folderOf({ 'a.json': '\u{feff}{"ä": 1}' });
  symlinkSync('a.json', join(folder, 'b.json'));
  expect(await readRegularFile(join(folder, 'b.json'))).toBe('{"ä": 1}');
});

it('of the greatest size a file is read, and one byte more is refused', async () => {
  const folder = folderOf({ most: 'x'.repeat(MOST_BYTES), more: 'x'.repeat(MOST_BYTES + 1) });
  expect(await readRegularFile(join(folder, 'most'))).toHaveLength(MOST_BYTES);
  await expect(readRegularFile(join(folder, 'more'))).rejects.toThrow('is larger than 4 MiB');
});

it.each(['/dev/zero', '/dev/stdin', '/proc/self/mem', '/'])('%s is no regular file that is read', async path => {
  await expect(readRegularFile(path)).rejects.toThrow(/is no regular file|cannot be read \(E[A-Z]+\)/);
});

it('a pipe is refused at once, though nobody writes to it', async () => {
  const pipe = join(folderOf(), 'pipe.json');
  execFileSync('mkfifo', [pipe]);
  await expect(readRegularFile(pipe)).rejects.toThrow('is no regular file');
});

it('what is no UTF-8 and what is not there are told', async () => {
  const folder = folderOf();
  writeFileSync(join(folder, 'latin1'), Buffer.from([0xe4]));
  await expect(readRegularFile(join(folder, 'latin1'))).rejects.toThrow('is no text in UTF-8');
  await expect(readRegularFile(join(folder, 'none'))).rejects.toThrow('cannot be read (ENOENT)');
});
