import type Database from 'libsql';
import type { Isolation, Port, Steps } from './port.js';
import { closeFile, prepareFile } from './sqlite-file.js';
import { closedError, storeErrorOf } from './trouble.js';

type Connection = InstanceType<typeof Database>;
type Prepared = ReturnType<Connection['prepare']>;

/** Work that waits for the end of a tick, to be kept together with what came in the same. */
interface Waiting {
  /** Does the work within an open transaction. */
  readonly perform: () => void;
  readonly succeed: () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Tables in a file that this process has to itself. All work is synchronous; transactions of one tick share one of SQLite,
 * for the wait for the disk is what they cost.
 */
export class SqlitePort implements Port {
  readonly engine = 'sqlite';
  readonly isShared = false;
  readonly #connection: Connection;
  readonly #prepared = new Map<string, Prepared>();
  #waiting: Waiting[] = [];
  #isClosed = false;

  /** Opens or makes a file; throws `StoreError` if it is in use, of another program, or of a newer version. */
  constructor(path: string, durability: 'full' | 'normal') {
    this.#connection = prepareFile(path, durability);
  }

  run<T>(kind: Isolation, work: () => Steps<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(closedError());
    if (kind === 'transaction') return this.#together(work);
    return new Promise((resolve, reject) => {
      // What was asked for before is kept before: a look must see a commit that waits.
      this.#flush();
      try {
        resolve(this.#perform(work));
      } catch (error) {
        reject(storeErrorOf(error));
      }
    });
  }

  tell(): void {}

  onChange(): () => void {
    return () => {};
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#flush();
    this.#isClosed = true;
    this.#prepared.clear();
    closeFile(this.#connection);
  }

  #together<T>(work: () => Steps<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let done: T;
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({
        perform: () => {
          done = this.#perform(work);
        },
        succeed: () => resolve(done),
        fail: error => reject(storeErrorOf(error)),
      });
    });
  }

  /** Keeps what waits: all in one transaction, or each in its own when that fails, so that none fails for another. */
  #flush(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    if (this.#keep(waiting) === undefined) return;
    for (const one of waiting) {
      const failed = this.#keep([one]);
      if (failed !== undefined) one.fail(failed.error);
    }
  }

  #keep(together: readonly Waiting[]): { readonly error: unknown } | undefined {
    try {
      this.#connection.exec('begin immediate');
      for (const { perform } of together) perform();
      this.#connection.exec('commit');
    } catch (error) {
      // Some failures have ended the transaction already.
      if (this.#connection.inTransaction) this.#connection.exec('rollback');
      return { error };
    }
    for (const { succeed } of together) succeed();
    return undefined;
  }

  #perform<T>(work: () => Steps<T>): T {
    const steps = work();
    for (let step = steps.next(); ; ) {
      if (step.done) return step.value;
      step = steps.next(step.value.asked.map(({ name, text, values }) => this.#ask(name, text, values)));
    }
  }

  #ask(name: string, text: string, values: readonly unknown[]): Readonly<Record<string, unknown>>[] {
    let prepared = this.#prepared.get(name);
    if (prepared === undefined) {
      prepared = this.#connection.prepare(text);
      this.#prepared.set(name, prepared);
    }
    if (prepared.reader) return prepared.all(values) as Record<string, unknown>[];
    prepared.run(values);
    return [];
  }
}
