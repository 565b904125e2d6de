import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { ran } from './process.js';

/** What is offered in the place of the last word. */
async function offered(...words: string[]): Promise<string[]> {
  const { code, out, err } = await ran(['complete', '--', ...words]);
  expect([code, err]).toEqual([0, '']);
  return out
    .trimEnd()
    .split('\n')
    .filter(line => !/^:\d+$/.test(line))
    .map(line => line.split('\t')[0] ?? '');
}

describe('completion', () => {
  it('offers the commands that the help shows, and not what the script calls', async () => {
    const { out } = await ran(['--help']);
    const commands = [...(out.split('Commands:')[1] ?? '').matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name);
    expect(commands.length).toBeGreaterThan(12);
    expect(await offered('')).toEqual(commands);
  });

  it.each<[string[], string[]]>([
    [['fau'], ['fault']],
    [['serve', '--lo'], ['--log-level']],
    [['--lo'], ['--log-level']],
    [
      ['env', '--format', ''],
      ['shell', 'dotenv', 'json', 'github', 'powershell'],
    ],
    [
      ['--clock', ''],
      ['running', 'frozen'],
    ],
    [['check', 'hy'], ['hyperstack']],
    [
      ['check', '--fail-on', ''],
      ['error', 'warning', 'notice'],
    ],
    [['check', '--format', 'ju'], ['junit']],
    [['fault', '--failure', 'rate'], ['rateLimited']],
    [['seed', 'ch'], ['check']],
    [['completion', 'z'], ['zsh']],
  ])('offers for %o', async (words, expected) => {
    expect(await offered(...words)).toEqual(expected);
  });

  it.each(['bash', 'zsh', 'fish', 'powershell'])('writes a script for %s', async shell => {
    const { code, out } = await ran(['completion', shell]);
    expect([code, out]).toEqual([0, expect.stringContaining('hostdouble complete')]);
  });

  it.runIf(process.platform === 'linux')('completes in bash', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
    writeFileSync(join(folder, 'hostdouble'), `#!/bin/sh\nexec "${process.execPath}" "${inject('command')}" "$@"\n`);
    chmodSync(join(folder, 'hostdouble'), 0o755);
    const { out } = await ran(['completion', 'bash']);
    writeFileSync(join(folder, 'script'), out);
    // What bash-completion gives beside; a shell without it has no such function.
    const words = '_get_comp_words_by_ref() { cur=fau prev=hostdouble words=(hostdouble fau) cword=1; }';
    const asked = `source "${folder}/script"; ${words}; compopt() { :; }; COMP_TYPE=9; ${/complete -F (\w+)/.exec(out)?.[1]}; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const said = execFileSync('bash', ['--norc', '-c', asked], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: `${folder}${delimiter}${process.env.PATH}` },
    });
    expect(said.toString().trim()).toBe('fault');
  });

  it('names what is near another shell', async () => {
    expect((await ran(['completion', 'powershel'])).err).toBe(
      'hostdouble: there is no shell "powershel"; did you mean powershell?\n',
    );
  });
});
