import { type Disk, DiskProblem } from './disk.js';
import { SyntaxProblem, type Word } from './lexer.js';
import { type Budget, DEEPEST, Exhausted, Exit, LONGEST_TEXT } from './limits.js';
import { type Command, type Pipeline, pipelinesOf, type Redirect } from './parser.js';
import { type OutputTarget, type Printed, sentOn } from './redirects.js';

/** One command as it is called. */
export interface Invocation {
  readonly shell: Shell;
  readonly name: string;
  readonly args: readonly string[];
  /** What it reads. */
  readonly input: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Prints what it has to say and answers its exit status. May throw `DiskProblem`. */
export type ShellCommand = (call: Invocation) => number;

/** The machine that commands run on. */
export interface Machine {
  /** Those that there are; any other is answered as a shell answers it. */
  readonly commands: ReadonlyMap<string, ShellCommand>;
  readonly disk: Disk;
  readonly hostname: string;
  readonly home: string;
  readonly user: string;
  readonly now: number;
  readonly variables: ReadonlyMap<string, string>;
}

const NOT_FOUND = 127;
const KILLED = 137;

/** A small shell: quotes, variables, pipes, redirections, `&&`, `||`, and the commands of its machine. */
export class Shell {
  readonly machine: Machine;
  readonly budget: Budget;
  readonly variables: Map<string, string>;
  /** Names of variables that commands are given. */
  readonly exported: Set<string>;
  folder: string;
  status = 0;
  /** `set -e`: end at the first command that fails. */
  endsOnFailure = false;
  /** What commands inside words complained of. */
  #complaints = '';
  readonly #parameters: readonly string[];
  readonly #depth: number;

  constructor(machine: Machine, budget: Budget, from?: Shell, parameters: readonly string[] = from?.parameters ?? []) {
    this.machine = machine;
    this.budget = budget;
    this.variables = new Map(from?.variables ?? [...machine.variables, ['HOME', machine.home], ['PWD', machine.home]]);
    this.exported = new Set(from?.exported ?? this.variables.keys());
    this.folder = from?.folder ?? machine.home;
    this.status = from?.status ?? 0;
    this.#parameters = parameters;
    this.#depth = (from?.depth ?? 0) + (from === undefined ? 0 : 1);
  }

  get parameters(): readonly string[] {
    return this.#parameters;
  }

  get depth(): number {
    return this.#depth;
  }

  /** Another shell with all that this one knows; what it changes does not come back. */
  child(parameters?: readonly string[]): Shell {
    if (this.#depth >= DEEPEST) throw new Exhausted();
    return new Shell(this.machine, this.budget, this, parameters);
  }

  /** Runs a text to its end, whatever becomes of it. */
  run(text: string, input = ''): Printed {
    const printed = { out: '', err: '' };
    try {
      this.#runAll(text, input, printed);
    } catch (problem) {
      if (problem instanceof Exit) this.status = problem.status;
      else if (problem instanceof SyntaxProblem) {
        printed.err += `sh: syntax error near unexpected token \`${problem.message}'\n`;
        this.status = 2;
      } else if (problem instanceof Exhausted) {
        printed.err += 'Killed\n';
        this.status = KILLED;
      } else throw problem;
    }
    return { ...printed, status: this.status };
  }

  /** Runs a text in this shell itself; where it ends, this shell goes on. */
  #runAll(text: string, input: string, printed: { out: string; err: string }): void {
    this.budget.spend(text.length);
    for (const pipeline of pipelinesOf(text)) {
      if (pipeline.when === 'success' && this.status !== 0) continue;
      if (pipeline.when === 'failure' && this.status === 0) continue;
      this.#runPipeline(pipeline, input, printed);
      if (printed.out.length + printed.err.length > LONGEST_TEXT) throw new Exhausted();
      if (this.endsOnFailure && this.status !== 0 && !pipeline.isAsked) throw new Exit(this.status);
    }
  }

  #runPipeline({ commands }: Pipeline, input: string, printed: { out: string; err: string }): void {
    let [read, isFirst] = [input, true];
    for (const [at, command] of commands.entries()) {
      const isLast = at === commands.length - 1;
      const shell = commands.length === 1 ? this : this.child();
      let result: Printed;
      try {
        result = shell.#runCommand(command, isFirst ? input : read);
      } catch (problem) {
        if (!(problem instanceof Exit) || shell === this) throw problem;
        result = { out: '', err: '', status: problem.status };
      }
      this.budget.spend(result.out.length + result.err.length);
      printed.err += shell.#complaints + result.err;
      shell.#complaints = '';
      if (isLast) printed.out += result.out;
      read = result.out;
      isFirst = false;
      this.status = result.status;
    }
  }

  #runCommand({ words, redirects }: Command, input: string): Printed {
    const texts = words.flatMap(word => this.#expanded(word));
    const assigned: [string, string][] = [];
    for (const text of texts) {
      const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
      if (name === undefined || value === undefined) break;
      assigned.push([name, value]);
    }
    const [name, ...args] = texts.slice(assigned.length);
    let stdin = input;
    try {
      for (const redirect of redirects) if (redirect.of === 'in') stdin = this.contentOf(this.#targetOf(redirect));
    } catch (problem) {
      if (problem instanceof DiskProblem) return { out: '', err: `sh: ${problem.message}\n`, status: 1 };
      throw problem;
    }
    if (name === undefined) {
      for (const [variable, value] of assigned) this.variables.set(variable, value);
      return this.#sent({ out: '', err: '', status: words.length === 0 ? 0 : this.status }, redirects);
    }
    const shell = assigned.length === 0 ? this : this.child();
    for (const [variable, value] of assigned) shell.assign(variable, value, true);
    return this.#sent(shell.perform(name, args, stdin), redirects);
  }

  /** One command by its name: one of this shell's, or a script that stands on the disk. */
  perform(name: string, args: readonly string[], input: string): Printed {
    this.budget.spend(args.length);
    const command = this.machine.commands.get(name.startsWith('/') ? name.replace(/^.*\/(?=[^/]+$)/, '') : name);
    const isFile = name.includes('/');
    if (isFile) {
      const entry = this.machine.disk.read(this.absolute(name));
      if (entry?.kind === 'file') return this.child(args).run(entry.content, input);
      if (entry?.kind === 'folder') return { out: '', err: `sh: ${name}: Is a directory\n`, status: 126 };
    }
    if (command === undefined) {
      const why = isFile ? 'No such file or directory' : 'command not found';
      return { out: '', err: `sh: line 1: ${name}: ${why}\n`, status: NOT_FOUND };
    }
    const printed = { out: '', err: '' };
    const print = (stream: 'out' | 'err') => (text: string) => {
      if (printed[stream].length + text.length > LONGEST_TEXT) throw new Exhausted();
      printed[stream] += text;
    };
    try {
      const status = command({ shell: this, name, args, input, out: print('out'), err: print('err') });
      return { ...printed, status };
    } catch (problem) {
      if (!(problem instanceof DiskProblem)) throw problem;
      return { ...printed, err: `${printed.err}${name}: ${problem.message}\n`, status: 1 };
    }
  }

  /** Sends what was printed where the redirections say. */
  #sent(printed: Printed, redirects: readonly Redirect[]): Printed {
    try {
      const targets = redirects.flatMap((redirect): OutputTarget[] => {
        if (redirect.how === 'join') return [redirect];
        return redirect.of === 'in' ? [] : [{ of: redirect.of, how: redirect.how, path: this.#targetOf(redirect) }];
      });
      return sentOn(printed, targets, (path, text, isAppended) => this.write(path, text, isAppended));
    } catch (problem) {
      if (!(problem instanceof DiskProblem)) throw problem;
      return { out: '', err: `sh: ${problem.message}\n`, status: 1 };
    }
  }

  #targetOf({ to }: Redirect & { to: Word }): string {
    const [path = ''] = this.#expanded(to);
    return this.absolute(path);
  }

  /** A word with what stands for its pieces; unquoted values fall into several words. */
  #expanded(word: Word): string[] {
    const [only] = word;
    // a value that is assigned stays one word
    const isWhole = only?.kind === 'text' && !only.isQuoted && /^[A-Za-z_]\w*=/.test(only.text);
    let texts = [''];
    let isKept = false;
    for (const piece of word) {
      if (piece.isQuoted || (piece.kind === 'text' && piece.text !== '')) isKept = true;
      const value = piece.kind === 'text' ? piece.text : this.#valueOf(piece);
      const parts = piece.kind === 'text' || piece.isQuoted || isWhole ? [value] : value.split(/[ \t\n]+/);
      const [first = '', ...others] = parts;
      const last = texts.at(-1) ?? '';
      texts = [...texts.slice(0, -1), last + first, ...others];
      if (value.length > LONGEST_TEXT || last.length > LONGEST_TEXT) throw new Exhausted();
    }
    if (only?.kind === 'text' && !only.isQuoted && /^~(\/|$)/.test(only.text))
      texts = texts.map((text, at) => (at === 0 ? this.machine.home + text.slice(1) : text));
    return isKept ? texts : texts.filter(text => text !== '');
  }

  #valueOf(piece: Exclude<Word[number], { kind: 'text' }>): string {
    if (piece.kind === 'command') {
      const child = this.child();
      const { out, err } = child.run(piece.text);
      this.#complaints += err;
      this.budget.spend(out.length);
      this.status = child.status;
      return out.replace(/\n+$/, '');
    }
    const { name, otherwise } = piece;
    const value = this.#variable(name);
    this.budget.spend(value.length);
    return value === '' && otherwise !== null ? otherwise : value;
  }

  #variable(name: string): string {
    if (name === '?') return `${this.status}`;
    if (name === '#') return `${this.#parameters.length}`;
    if (name === '@' || name === '*') return this.#parameters.join(' ');
    if (name === '0') return 'sh';
    if (/^\d+$/.test(name)) return this.#parameters[Number(name) - 1] ?? '';
    return this.variables.get(name) ?? '';
  }

  assign(name: string, value: string, isExported: boolean): void {
    this.variables.set(name, value);
    if (isExported) this.exported.add(name);
  }

  /** What commands are given, in the order in which it was set. */
  get environment(): [string, string][] {
    return [...this.variables].filter(([name]) => this.exported.has(name));
  }

  absolute(path: string): string {
    const names: string[] = [];
    for (const name of (path.startsWith('/') ? path : `${this.folder}/${path}`).split('/')) {
      if (name === '..') names.pop();
      else if (name !== '' && name !== '.') names.push(name);
    }
    return `/${names.join('/')}`;
  }

  /** The text of a file; throws what a command prints where there is none. */
  contentOf(path: string): string {
    const meant = this.absolute(path);
    if (meant === NOWHERE) return '';
    const entry = this.machine.disk.read(meant);
    if (entry === undefined) throw new DiskProblem(`${path}: No such file or directory`);
    if (entry.kind === 'folder') throw new DiskProblem(`${path}: Is a directory`);
    this.budget.spend(entry.size);
    return entry.content;
  }

  write(path: string, text: string, isAppended: boolean): void {
    const meant = this.absolute(path);
    if (meant === NOWHERE) return;
    const entry = this.machine.disk.read(meant);
    this.budget.spend(text.length + (entry?.kind === 'file' && isAppended ? entry.size : 0));
    const parent = this.machine.disk.read(meant.slice(0, meant.lastIndexOf('/')) || '/');
    if (entry === undefined && parent?.kind !== 'folder') throw new DiskProblem(`${path}: No such file or directory`);
    this.machine.disk.write(meant, text, isAppended);
  }
}

const NOWHERE = '/dev/null';
