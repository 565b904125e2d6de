import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { context } from './dockerfile.js';

const changelog =
  '# Changelog\n\nWords.\n\n## Unreleased\n\n- Later.\n\n## 1.2.0 - 2026-01-02\n\n- This.\n- That.\n\n## 1.1.0\n';

/** What is said of a tag in a repository with this version and this CHANGELOG. */
function notesOf(tag: string, version: string, text = changelog) {
  const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, '.ci'));
  cpSync(join(context, '.ci/release-notes.mjs'), join(folder, '.ci/release-notes.mjs'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'hostdouble', version }));
  writeFileSync(join(folder, 'CHANGELOG.md'), text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, '.ci/release-notes.mjs'), tag], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

it('writes what the CHANGELOG says of a version', () => {
  expect(notesOf('v1.2.0', '1.2.0')).toEqual({ status: 0, stdout: '- This.\n- That.\n', stderr: '' });
  const linked = changelog.replace('## 1.2.0', '## [1.2.0]');
  expect(notesOf('v1.2.0', '1.2.0', linked).stdout).toBe('- This.\n- That.\n');
});

it.each([
  ['a tag that is another version', 'v1.2.1', '1.2.0', 'the tag is v1.2.1, and package.json has hostdouble 1.2.0\n'],
  ['a tag without a v', '1.2.0', '1.2.0', 'the tag is 1.2.0, and package.json has hostdouble 1.2.0\n'],
  ['a version of which nothing is told', 'v1.3.0', '1.3.0', 'CHANGELOG.md has no section "## 1.3.0"\n'],
  ['one that is only a part of another', 'v1.2', '1.2', 'CHANGELOG.md has no section "## 1.2"\n'],
  ['a section without words', 'v1.1.0', '1.1.0', 'CHANGELOG.md says nothing of 1.1.0\n'],
])('refuses %s', (_, tag, version, said) => {
  expect(notesOf(tag, version)).toEqual({ status: 1, stdout: '', stderr: said });
});

it('has words for the version that package.json has', () => {
  const run = spawnSync(process.execPath, ['.ci/release-notes.mjs', `v${manifest.version}`], { cwd: context });
  expect(run.status).toBe(0);
});
