import { type DiskEntry, DiskProblem } from './disk.js';
import { optionsOf } from './options.js';
import type { Invocation, ShellCommand } from './shell.js';

/** Commands about files and folders themselves. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `-rw-r--r-- 1 root root 12 Jan  1 00:00`, in UTC. */
function longForm(entry: DiskEntry): string {
  const letters = 'rwxrwxrwx';
  const mode = [...letters].map((letter, at) => ((entry.mode >> (8 - at)) & 1 ? letter : '-')).join('');
  const at = new Date(entry.changedOn);
  const two = (number: number): string => `${number}`.padStart(2, '0');
  const time = `${MONTHS[at.getUTCMonth()]} ${`${at.getUTCDate()}`.padStart(2)} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  const size = entry.kind === 'file' ? entry.size : 4096;
  return `${entry.kind === 'folder' ? 'd' : '-'}${mode} 1 ${entry.owner} ${entry.owner} ${size} ${time}`;
}

const childOf = (folder: string, name: string): string => `${folder === '/' ? '' : folder}/${name}`;

const ls: ShellCommand = ({ shell, name, args, out, err }) => {
  const { letters, others } = optionsOf(args);
  const { disk } = shell.machine;
  const print = (shown: string, entry: DiskEntry | undefined): void => {
    if (entry !== undefined) out(letters.includes('l') ? `${longForm(entry)} ${shown}\n` : `${shown}\n`);
  };
  let status = 0;
  for (const path of others.length === 0 ? ['.'] : others) {
    const meant = shell.absolute(path);
    const entry = disk.read(meant);
    if (entry === undefined) {
      err(`${name}: cannot access '${path}': No such file or directory\n`);
      status = 2;
    } else if (entry.kind === 'file' || letters.includes('d')) print(path, entry);
    else {
      if (others.length > 1) out(`${path}:\n`);
      if (letters.includes('l')) out('total 0\n');
      if (letters.includes('a')) for (const dots of ['.', '..']) print(dots, entry);
      const names = entry.names.filter(one => /[aA]/.test(letters) || !one.startsWith('.'));
      shell.budget.spend(names.length * 64);
      for (const one of names) print(one, letters.includes('l') ? disk.read(childOf(meant, one)) : entry);
    }
  }
  return status;
};

/** Does something for each path, and tells the first problem of each. */
const each =
  (act: (call: Invocation, path: string, letters: string) => void): ShellCommand =>
  call => {
    const { letters, others } = optionsOf(call.args);
    let status = 0;
    for (const path of others) {
      try {
        call.shell.budget.spend();
        act(call, path, letters);
      } catch (problem) {
        if (!(problem instanceof DiskProblem)) throw problem;
        call.err(`${call.name}: ${problem.message}\n`);
        status = 1;
      }
    }
    return status;
  };

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

const mkdir = each(({ shell }, path, letters) => {
  const [meant, { disk }] = [shell.absolute(path), shell.machine];
  const problem = (why: string): DiskProblem => new DiskProblem(`cannot create directory '${path}': ${why}`);
  if (!letters.includes('p')) {
    if (disk.read(meant) !== undefined) throw problem('File exists');
    if (disk.read(parentOf(meant)) === undefined) throw problem('No such file or directory');
  }
  disk.makeFolder(meant);
});

const rm = each(({ shell }, path, letters) => {
  const [meant, { disk }] = [shell.absolute(path), shell.machine];
  const entry = disk.read(meant);
  if (entry === undefined) {
    if (letters.includes('f')) return;
    throw new DiskProblem(`cannot remove '${path}': No such file or directory`);
  }
  if (entry.kind === 'folder' && !/[rR]/.test(letters))
    throw new DiskProblem(`cannot remove '${path}': Is a directory`);
  disk.remove(meant);
});

const rmdir = each(({ shell }, path) => {
  const [meant, { disk }] = [shell.absolute(path), shell.machine];
  const entry = disk.read(meant);
  const why =
    entry === undefined
      ? 'No such file or directory'
      : entry.kind === 'file'
        ? 'Not a directory'
        : entry.names.length > 0
          ? 'Directory not empty'
          : undefined;
  if (why !== undefined) throw new DiskProblem(`failed to remove '${path}': ${why}`);
  disk.remove(meant);
});

const touch = each(({ shell }, path) => {
  if (shell.machine.disk.read(shell.absolute(path))?.kind !== 'folder') shell.write(path, '', true);
});

/** The last path is where the others go. */
const carry =
  (verb: 'copy' | 'move'): ShellCommand =>
  ({ shell, name, args, err }) => {
    const { letters, others } = optionsOf(args);
    const [target, sources] = [others.at(-1), others.slice(0, -1)];
    if (target === undefined || sources.length === 0) {
      err(`${name}: missing file operand\n`);
      return 1;
    }
    for (const from of sources) {
      const entry = shell.machine.disk.read(shell.absolute(from));
      if (entry === undefined) throw new DiskProblem(`cannot stat '${from}': No such file or directory`);
      if (entry.kind === 'folder' && verb === 'copy' && !/[raR]/.test(letters))
        throw new DiskProblem(`-r not specified; omitting directory '${from}'`);
      shell.budget.spend(entry.kind === 'file' ? entry.size : 65_536);
      shell.machine.disk[verb](shell.absolute(from), shell.absolute(target));
    }
    return 0;
  };

const cd: ShellCommand = ({ shell, args: [path = shell.machine.home], err }) => {
  const meant = shell.absolute(path);
  if (shell.machine.disk.read(meant)?.kind !== 'folder') {
    err(`sh: cd: ${path}: No such file or directory\n`);
    return 1;
  }
  shell.folder = meant;
  shell.assign('PWD', meant, true);
  return 0;
};

const printed =
  (text: (path: string) => string): ShellCommand =>
  ({ args: [path = ''], out }) => {
    out(`${text(path)}\n`);
    return 0;
  };

export const files: Readonly<Record<string, ShellCommand>> = {
  ls,
  mkdir,
  rm,
  rmdir,
  touch,
  cp: carry('copy'),
  mv: carry('move'),
  cd,
  pwd: ({ shell, out }) => {
    out(`${shell.folder}\n`);
    return 0;
  },
  basename: printed(path => path.replace(/\/+$/, '').replace(/^.*\//, '')),
  dirname: printed(path => (path.includes('/') ? path.replace(/\/+[^/]*\/*$/, '') || '/' : '.')),
};
