import { calendar } from '../../../../../../contracts/core/time.js';
import { lines } from './filters.js';
import { files } from './folders.js';
import { Exit } from './limits.js';
import type { Invocation, ShellCommand } from './shell.js';

const succeed: ShellCommand = () => 0;

/** `\n` and its like as `echo -e` and `printf` write them. */
const unescaped = (text: string): string =>
  text.replace(/\\([ntr\\0])/g, (_, letter: string) => ({ n: '\n', t: '\t', r: '\r', '0': '\0' })[letter] ?? letter);

const echo: ShellCommand = ({ args, out }) => {
  let at = 0;
  let [isOpen, isEscaped] = [false, false];
  for (; /^-[neE]+$/.test(args[at] ?? ''); at += 1) {
    isOpen ||= args[at]?.includes('n') ?? false;
    isEscaped ||= args[at]?.includes('e') ?? false;
  }
  const text = args.slice(at).join(' ');
  out((isEscaped ? unescaped(text) : text) + (isOpen ? '' : '\n'));
  return 0;
};

/** The format is used again until no argument is left, a hundred times at most. */
const printf: ShellCommand = ({ args: [format = '', ...values], out }) => {
  const left = [...values];
  for (let turn = 0; turn === 0 || (left.length > 0 && left.length < values.length && turn < 100); turn += 1) {
    if (turn > 0 && !/%[sdi]/.test(format)) break;
    out(
      unescaped(format).replace(/%(%|-?\d{0,3}[sdi])/g, (_, kind: string) => {
        if (kind === '%') return '%';
        const value = left.shift() ?? '';
        const text = kind.endsWith('s') ? value : `${Number.parseInt(value, 10) || 0}`;
        const width = Number.parseInt(kind, 10) || 0;
        return width < 0 ? text.padEnd(-width) : text.padStart(width);
      }),
    );
  }
  return 0;
};

const env: ShellCommand = ({ shell, args, input, out, err }) => {
  const first = args.findIndex(arg => !arg.includes('='));
  const set = args.slice(0, first < 0 ? undefined : first);
  const child = set.length + (first < 0 ? 0 : 1) === 0 ? shell : shell.child();
  for (const one of set) child.assign(one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1), true);
  if (first < 0) {
    for (const [name, value] of child.environment) out(`${name}=${value}\n`);
    return 0;
  }
  return passOn(child.perform(args[first] ?? '', args.slice(first + 1), input), out, err);
};

const printenv: ShellCommand = ({ shell, args, out }) => {
  const given = new Map(shell.environment);
  if (args.length === 0) for (const [name, value] of given) out(`${name}=${value}\n`);
  for (const name of args) if (given.has(name)) out(`${given.get(name)}\n`);
  return args.every(name => given.has(name)) ? 0 : 1;
};

const passOn = (
  { out, err, status }: { readonly out: string; readonly err: string; readonly status: number },
  toOut: Invocation['out'],
  toErr: Invocation['err'],
): number => {
  toOut(out);
  toErr(err);
  return status;
};

/** As the platform's containers, which share the kernel of their host; the version is a guess. */
const kernel = { s: 'Linux', r: '5.14.0-427.el9.x86_64', v: '#1 SMP PREEMPT_DYNAMIC', m: 'x86_64', o: 'GNU/Linux' };

const uname: ShellCommand = ({ shell, args, out }) => {
  const letters = args.join('').replaceAll('-', '') || 's';
  const parts = { s: kernel.s, n: shell.machine.hostname, r: kernel.r, v: kernel.v, m: kernel.m, o: kernel.o };
  const wanted = Object.entries(parts).filter(([letter]) => letters.includes('a') || letters.includes(letter));
  out(`${wanted.map(([, part]) => part).join(' ')}\n`);
  return 0;
};

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** The platform's own time, in UTC. */
const date: ShellCommand = ({ shell, args, out }) => {
  const at = new Date(Math.min(shell.machine.now, calendar.last));
  const two = (number: number): string => `${number}`.padStart(2, '0');
  const parts: Readonly<Record<string, string>> = {
    Y: `${at.getUTCFullYear()}`,
    m: two(at.getUTCMonth() + 1),
    d: two(at.getUTCDate()),
    H: two(at.getUTCHours()),
    M: two(at.getUTCMinutes()),
    S: two(at.getUTCSeconds()),
    s: `${Math.floor(at.getTime() / 1000)}`,
    N: '000000000',
    a: DAYS[at.getUTCDay()] ?? '',
    b: MONTHS[at.getUTCMonth()] ?? '',
    Z: 'UTC',
    z: '+0000',
    n: '\n',
    '%': '%',
  };
  const format = args.find(arg => arg.startsWith('+'))?.slice(1) ?? '%a %b %d %H:%M:%S %Z %Y';
  const whole = format.replaceAll('%F', '%Y-%m-%d').replaceAll('%T', '%H:%M:%S');
  out(`${whole.replace(/%(.)/g, (written, letter: string) => parts[letter] ?? written)}\n`);
  return 0;
};

/** Words of `test`, as far as they are about one or two things. */
const test: ShellCommand = ({ shell, name, args, err }) => {
  const all = name === '[' ? args.slice(0, -1) : args;
  if (name === '[' && args.at(-1) !== ']') {
    err("sh: [: missing `]'\n");
    return 2;
  }
  const words = all[0] === '!' ? all.slice(1) : all;
  const isTrue = judged(shell, words);
  if (isTrue === undefined) {
    err(`sh: ${name}: ${words[1] ?? ''}: unexpected operator\n`);
    return 2;
  }
  return isTrue === (all[0] !== '!') ? 0 : 1;
};

function judged(shell: Invocation['shell'], words: readonly string[]): boolean | undefined {
  const [one = '', two = '', three = ''] = words;
  if (words.length < 2) return one !== '';
  if (words.length === 2) {
    if (one === '-n') return two !== '';
    if (one === '-z') return two === '';
    const entry = shell.machine.disk.read(shell.absolute(two));
    if (one === '-f') return entry?.kind === 'file';
    if (one === '-d') return entry?.kind === 'folder';
    if (one === '-s') return entry?.kind === 'file' && entry.size > 0;
    if (['-e', '-r', '-w'].includes(one)) return entry !== undefined;
    if (one === '-x') return entry !== undefined && (entry.mode & 0o111) !== 0;
    return undefined;
  }
  if (two === '=' || two === '==') return one === three;
  if (two === '!=') return one !== three;
  const [left, right] = [Number(one), Number(three)];
  const compared: Readonly<Record<string, boolean>> = {
    '-eq': left === right,
    '-ne': left !== right,
    '-lt': left < right,
    '-le': left <= right,
    '-gt': left > right,
    '-ge': left >= right,
  };
  return words.length === 3 ? compared[two] : undefined;
}

const exportNames: ShellCommand = ({ shell, args }) => {
  for (const arg of args.filter(one => !one.startsWith('-'))) {
    const at = arg.indexOf('=');
    if (at < 0) shell.exported.add(arg);
    else shell.assign(arg.slice(0, at), arg.slice(at + 1), true);
  }
  return 0;
};

/** `sh -c text`, or a script and its arguments. */
const runShell: ShellCommand = ({ shell, args, input, out, err }) => {
  const at = args.findIndex(arg => !/^[-+]/.test(arg) || /^-[a-z]*c$/.test(arg));
  const isText = args[at]?.startsWith('-') ?? false;
  const [text, parameters] = isText
    ? [args[at + 1] ?? '', args.slice(at + 3)]
    : at < 0
      ? [input, []]
      : [shell.contentOf(args[at] ?? ''), args.slice(at + 1)];
  const child = shell.child(parameters);
  child.endsOnFailure = args.slice(0, Math.max(0, at)).some(arg => /^-[a-z]*e/.test(arg));
  return passOn(child.run(text, isText || at >= 0 ? input : ''), out, err);
};

/** The shell itself reads the file; parameters stay those of the shell. */
const source: ShellCommand = ({ shell, args: [path = ''], out, err }) => {
  const child = shell.child();
  const printed = child.run(shell.contentOf(path));
  for (const [name, value] of child.variables) shell.assign(name, value, child.exported.has(name));
  shell.folder = child.folder;
  return passOn(printed, out, err);
};

const sudo: ShellCommand = ({ shell, args, input, out, err }) => {
  const at = args.findIndex((arg, place) => !arg.startsWith('-') && args[place - 1] !== '-u');
  return at < 0 ? 0 : passOn(shell.perform(args[at] ?? '', args.slice(at + 1), input), out, err);
};

const which: ShellCommand = ({ shell, args, out }) => {
  const { commands } = shell.machine;
  const names = args.filter(arg => !arg.startsWith('-'));
  for (const name of names) if (commands.has(name)) out(`/usr/bin/${name}\n`);
  return names.every(name => commands.has(name)) ? 0 : 1;
};

const sleep: ShellCommand = ({ shell, args: [length = ''], err }) => {
  const [, count, unit = 's'] = /^(\d{1,6}(?:\.\d{1,3})?)([smhd]?)$/.exec(length) ?? [];
  if (count === undefined) {
    err(`sleep: invalid time interval '${length}'\n`);
    return 1;
  }
  shell.budget.slept += Number(count) * ({ m: 60, h: 3600, d: 86_400 }[unit] ?? 1);
  return 0;
};

const own: Readonly<Record<string, ShellCommand>> = {
  ':': succeed,
  true: succeed,
  false: () => 1,
  exit({ shell, args: [status] }) {
    throw new Exit(status === undefined ? shell.status : (Number.parseInt(status, 10) || 0) & 255);
  },
  echo,
  printf,
  env,
  printenv,
  hostname: ({ shell, out }) => {
    out(`${shell.machine.hostname}\n`);
    return 0;
  },
  uname,
  whoami: ({ shell, out }) => {
    out(`${shell.machine.user}\n`);
    return 0;
  },
  id: ({ args, out }) => {
    out(args.includes('-u') || args.includes('-g') ? '0\n' : 'uid=0(root) gid=0(root) groups=0(root)\n');
    return 0;
  },
  date,
  test,
  '[': test,
  export: exportNames,
  unset: ({ shell, args }) => {
    for (const name of args) shell.variables.delete(name);
    return 0;
  },
  set: ({ shell, args }) => {
    if (args.some(arg => /^-[a-z]*e/.test(arg))) shell.endsOnFailure = true;
    if (args.some(arg => /^\+[a-z]*e/.test(arg))) shell.endsOnFailure = false;
    return 0;
  },
  sh: runShell,
  bash: runShell,
  '.': source,
  source,
  sudo,
  which,
  command: ({ shell, args, input, out, err, name }) =>
    args[0]?.startsWith('-')
      ? which({ shell, name, args, input, out, err })
      : passOn(shell.perform(args[0] ?? 'true', args.slice(1), input), out, err),
  sleep,
};

/** The commands that there are. Any other is answered as a shell answers it. */
export const commands: ReadonlyMap<string, ShellCommand> = new Map(Object.entries({ ...own, ...files, ...lines }));
