import { DiskProblem } from './disk.js';
import { optionsOf } from './options.js';
import { lineMatcher } from './pattern.js';
import type { Invocation, ShellCommand } from './shell.js';

/** Commands that read lines and print some of them. */

const linesIn = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** What a command reads: its files one after the other, or what is piped into it. Files that are not there are told. */
function readAll(
  { shell, name, input, err }: Invocation,
  paths: readonly string[],
): { text: string; isWhole: boolean } {
  if (paths.length === 0 || (paths.length === 1 && paths[0] === '-')) return { text: input, isWhole: true };
  let [text, isWhole] = ['', true];
  for (const path of paths) {
    try {
      text += path === '-' ? input : shell.contentOf(path);
    } catch (problem) {
      if (!(problem instanceof DiskProblem)) throw problem;
      err(`${name}: ${problem.message}\n`);
      isWhole = false;
    }
  }
  shell.budget.spend(text.length);
  return { text, isWhole };
}

const cat: ShellCommand = call => {
  const { text, isWhole } = readAll(call, optionsOf(call.args).others);
  call.out(text);
  return isWhole ? 0 : 1;
};

const grep: ShellCommand = call => {
  const { letters, others } = optionsOf(call.args);
  const [pattern = '', ...paths] = others;
  const { text, isWhole } = readAll(call, paths);
  const isBlind = letters.includes('i');
  const cased = (line: string): string => (isBlind ? line.toLowerCase() : line);
  const wanted = cased(pattern);
  const alternatives = letters.includes('E') ? wanted.split('|') : wanted.split('\\|');
  const matchers = letters.includes('F')
    ? [(line: string) => line.includes(wanted)]
    : alternatives.map(alternative => lineMatcher(alternative));
  call.shell.budget.spend(text.length * pattern.length);
  const found = linesIn(text).flatMap((line, at) => {
    const isFound = matchers.some(matches => matches(cased(line)));
    return isFound === letters.includes('v') ? [] : [letters.includes('n') ? `${at + 1}:${line}` : line];
  });
  if (letters.includes('c')) call.out(`${found.length}\n`);
  else if (!letters.includes('q')) call.out(found.map(line => `${line}\n`).join(''));
  if (!isWhole) return 2;
  return found.length > 0 ? 0 : 1;
};

const wc: ShellCommand = call => {
  const { letters, others } = optionsOf(call.args);
  const { text, isWhole } = readAll(call, others);
  const counts = {
    l: text.split('\n').length - 1,
    w: text.split(/\s+/).filter(word => word !== '').length,
    c: Buffer.byteLength(text),
  };
  const wanted = Object.entries(counts).filter(([letter]) => letters === '' || letters.includes(letter));
  call.out(`${[...wanted.map(([, count]) => count), ...others].join(' ')}\n`);
  return isWhole ? 0 : 1;
};

/** `head -n 3`, `head -3`, `head`. */
const ends =
  (cut: (all: readonly string[], count: number) => readonly string[]): ShellCommand =>
  call => {
    const { args } = call;
    const at = args.indexOf('-n');
    const written = at < 0 ? args.find(arg => /^-(n?)\d+$/.test(arg)) : args[at + 1];
    const count = Number.parseInt(written?.replace(/^-n?/, '') ?? '10', 10) || 0;
    const paths = args.filter((arg, place) => !arg.startsWith('-') && (at < 0 || place !== at + 1));
    const { text, isWhole } = readAll(call, paths);
    call.out(
      cut(linesIn(text), count)
        .map(line => `${line}\n`)
        .join(''),
    );
    return isWhole ? 0 : 1;
  };

const sort: ShellCommand = call => {
  const { letters, others } = optionsOf(call.args);
  const { text, isWhole } = readAll(call, others);
  const compare = letters.includes('n')
    ? (one: string, other: string) => (Number.parseFloat(one) || 0) - (Number.parseFloat(other) || 0)
    : (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  const sorted = linesIn(text).sort(compare);
  if (letters.includes('r')) sorted.reverse();
  const kept = letters.includes('u') ? [...new Set(sorted)] : sorted;
  call.out(kept.map(line => `${line}\n`).join(''));
  return isWhole ? 0 : 1;
};

const uniq: ShellCommand = call => {
  const { text, isWhole } = readAll(call, optionsOf(call.args).others);
  const all = linesIn(text);
  call.out(all.flatMap((line, at) => (line === all[at - 1] ? [] : [`${line}\n`])).join(''));
  return isWhole ? 0 : 1;
};

const tee: ShellCommand = ({ shell, args, input, out }) => {
  const { letters, others } = optionsOf(args);
  for (const path of others) shell.write(path, input, letters.includes('a'));
  out(input);
  return 0;
};

export const lines: Readonly<Record<string, ShellCommand>> = {
  cat,
  grep,
  wc,
  head: ends((all, count) => all.slice(0, count)),
  tail: ends((all, count) => all.slice(Math.max(0, all.length - count))),
  sort,
  uniq,
  tee,
};
