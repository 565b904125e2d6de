import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { envFormats } from '../../mock-server/cli/env-formats.js';
import { ran } from './process.js';

/** Values that each form must carry unharmed. */
const odd = {
  PLAIN: 'http://127.0.0.1:4850/api/v1',
  EMPTY: '',
  BLANK: ' two words ',
  MARKS: '#$HOME`"\\n$(id) %PATH% &;|<>*?[]{}~!',
  QUOTE: "it's",
  LINES: 'one\ntwo',
  PAIR: 'a=b=c',
};

const script = `process.stdout.write(JSON.stringify(${JSON.stringify(Object.keys(odd))}.map(name => process.env[name])))`;
const wanted = Object.values(odd);
const fileOf = (text: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'hostdouble-')), 'env');
  writeFileSync(file, text);
  return file;
};

/** Whether this machine has a program that can do so. */
function can(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the forms of env', () => {
  it.each(['sh', 'bash', 'zsh'].filter(shell => can(shell, '-c', ':')))('shell is what %s reads', shell => {
    const said = execFileSync(shell, [
      '-c',
      `eval "$1"; exec "$2" -e "$3"`,
      shell,
      envFormats.shell(odd),
      process.execPath,
      script,
    ]);
    expect(JSON.parse(said.toString())).toEqual(wanted);
  });

  it('dotenv is what Node reads', () => {
    const file = fileOf(envFormats.dotenv(odd));
    const said = execFileSync(process.execPath, [`--env-file=${file}`, '-e', script], { env: {} });
    expect(JSON.parse(said.toString())).toEqual(wanted);
  });

  it.runIf(can('python3', '-c', 'import dotenv'))(
    "dotenv is what Python's reader takes, but for quotes of each kind",
    () => {
      const { MARKS: _, ...others } = odd;
      const file = fileOf(envFormats.dotenv({ ...others, DOLLAR: 'a$b #c' }));
      const said = execFileSync('python3', [
        '-c',
        'import dotenv,json,sys; print(json.dumps(dotenv.dotenv_values(sys.argv[1])))',
        file,
      ]);
      expect(JSON.parse(said.toString())).toEqual({ ...others, DOLLAR: 'a$b #c' });
    },
  );

  it('dotenv refuses a value that no quotes hold', () => {
    expect(() => envFormats.dotenv({ ODD: `'"\`` })).toThrow('the value of ODD has quotes of each kind');
  });

  it('json is JSON', () => {
    expect(JSON.parse(envFormats.json(odd))).toEqual(odd);
  });

  it('github is what the runner of GitHub reads', () => {
    const text = envFormats.github({ ...odd, ENDS: 'a\nEND\nEND_' });
    expect(asGitHubReads(text)).toEqual({ ...odd, ENDS: 'a\nEND\nEND_' });
    expect(text).not.toContain('::add-mask::');
  });

  it('powershell doubles what would end its quotes', () => {
    expect(envFormats.powershell({ A: "it's \u2019so\u2018", B: '$x `n' })).toBe(
      "$env:A = 'it''s \u2019\u2019so\u2018\u2018'\n$env:B = '$x `n'\n",
    );
  });
});

/** As the documentation of `GITHUB_ENV` has it: `NAME=value`, or `NAME<<WORD`, lines and the word alone. */
function asGitHubReads(text: string): Record<string, string> {
  const lines = text.split('\n').slice(0, -1);
  const read: Record<string, string> = {};
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name = '', mark, rest = ''] = /^([^=<]+)(=|<<)(.*)$/.exec(line) ?? [];
    read[name] = mark === '=' ? rest : lines.splice(0, lines.indexOf(rest)).join('\n');
    if (mark === '<<') lines.shift();
  }
  return read;
}

describe('hostdouble env --format', () => {
  it.each([
    ['shell', /^export VIRTFUSION_TOKEN=virtfusion-test-token$/m],
    ['dotenv', /^VIRTFUSION_TOKEN=virtfusion-test-token$/m],
    ['json', /^ {2}"VIRTFUSION_TOKEN": "virtfusion-test-token",?$/m],
    ['github', /^VIRTFUSION_TOKEN=virtfusion-test-token$/m],
    ['powershell', /^\$env:VIRTFUSION_TOKEN = 'virtfusion-test-token'$/m],
  ])('writes %s', async (format, line) => {
    const { code, out } = await ran(['env', '--format', format]);
    expect([code, out]).toEqual([0, expect.stringMatching(line)]);
  });

  it('names what is near another', async () => {
    expect(await ran(['env', '--format', 'gihub'])).toEqual({
      ...{ code: 1, out: '' },
      err: 'hostdouble: there is no format "gihub"; did you mean github?\n',
    });
  });
});
