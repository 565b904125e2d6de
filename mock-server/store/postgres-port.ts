import pg from 'pg';
import type { Batch, Isolation, Port, Steps } from './port.js';
import { PostgresChannel } from './postgres-channel.js';
import { migratePostgres } from './postgres-schema.js';
import type { Execution } from './statement.js';
import type { StoreError } from './store.js';
import { together } from './together.js';
import { closedError, isGivenUp, storeErrorOf } from './trouble.js';

type Row = Readonly<Record<string, unknown>>;

/** Most connections of one process. */
const MOST_CONNECTIONS = 10;

/** Most pieces of work that are done together. */
const MOST_TOGETHER = 64;

/** How often a transaction is begun that the server gives up for another. */
const ATTEMPTS = 3;

/** Work on a world that waits for the end of a tick, to be done together with what came in the same. */
interface WaitingWork {
  readonly world: string;
  readonly work: () => Steps<unknown>;
  readonly succeed: (answer: unknown) => void;
  readonly fail: (error: unknown) => void;
}

const BEGIN: Readonly<Record<Isolation, string | undefined>> = {
  query: undefined,
  snapshot: 'begin isolation level repeatable read read only',
  transaction: 'begin',
};

/** The OID of `bigint`, which is a number to us: none of ours outgrows it. */
const BIGINT = 20;

/** How a connection is made, whatever it is for. */
export const connectionTo = (address: string): pg.ClientConfig => ({
  connectionString: address,
  application_name: 'hostdouble',
  keepAlive: true,
  connectionTimeoutMillis: 2000,
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 5000,
  // Of a server that answers nothing any more; one that does has ended the query before.
  query_timeout: 12_000,
});

/** Tables in a database that processes share. It need not be there: all work is refused until it is. */
export class PostgresPort implements Port {
  readonly engine = 'postgres';
  readonly isShared = true;
  readonly #pool: pg.Pool;
  readonly #channel: PostgresChannel;
  readonly #waiting: Readonly<Record<Isolation, WaitingWork[]>> = { query: [], snapshot: [], transaction: [] };
  #ready: Promise<void> | undefined;
  #isClosed = false;

  constructor(address: string, durability: 'full' | 'normal') {
    this.#pool = new pg.Pool({
      ...connectionTo(address),
      max: MOST_CONNECTIONS,
      ...(durability === 'normal' && { options: '-c synchronous_commit=off' }),
      // What needs no answer of what went before is sent along: a transaction takes three round trips, not one a query.
      pipeline: true,
      types: {
        getTypeParser: (oid: number, format?: 'text' | 'binary') =>
          oid === BIGINT && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
      },
    });
    // A connection that breaks is replaced by the next that is asked for; whoever used it is told by its query.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', client => client.on('error', () => {}));
    this.#channel = new PostgresChannel(connectionTo(address), this.#pool);
  }

  async run<T>(kind: Isolation, work: () => Steps<T>, world?: string): Promise<T> {
    if (this.#isClosed) throw closedError();
    return world === undefined ? this.#alone(kind, work) : this.#together(kind, work, world);
  }

  tell(id: string): void {
    if (!this.#isClosed) this.#channel.tell(id);
  }

  onChange(listener: (id: string) => void): () => void {
    return this.#channel.onChange(listener);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#channel.close();
    await this.#pool.end();
  }

  /** Brings the tables up to date at the first contact, and tries again at the next when that fails. */
  #prepared(): Promise<void> {
    this.#ready ??= this.#migrate().catch(error => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  async #migrate(): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await migratePostgres(client);
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async #alone<T>(kind: Isolation, work: () => Steps<T>): Promise<T> {
    try {
      return await this.#tried(kind, work);
    } catch (error) {
      throw this.#errorOf(error);
    }
  }

  #errorOf(error: unknown): StoreError {
    return this.#isClosed ? closedError() : storeErrorOf(error);
  }

  async #tried<T>(kind: Isolation, work: () => Steps<T>): Promise<T> {
    await this.#prepared();
    for (let attempt = 1; ; attempt += 1)
      try {
        return await this.#perform(BEGIN[kind], work);
      } catch (error) {
        if (!isGivenUp(error) || attempt === ATTEMPTS) throw error;
      }
  }

  #together<T>(kind: Isolation, work: () => Steps<T>, world: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting[kind];
      if (waiting.length === 0) setImmediate(() => this.#flush(kind));
      waiting.push({ world, work, succeed: answer => resolve(answer as T), fail: reject });
    });
  }

  /** Does what waits: each by itself where together it fails, so that none fails for another. */
  #flush(kind: Isolation): void {
    const waiting = this.#waiting[kind].splice(0);
    waiting.sort((one, other) => (one.world < other.world ? -1 : Number(one.world > other.world)));
    while (waiting.length > 0) {
      const some = waiting.splice(0, MOST_TOGETHER);
      this.#tried(kind, () => together(some.map(({ work }) => work))).then(
        answers => {
          for (const [nth, { succeed }] of some.entries()) succeed(answers[nth]);
        },
        (error: unknown) => {
          // Only of what the server refused is it sure that nothing has happened.
          const isRefused = error instanceof pg.DatabaseError && some.length > 1;
          for (const { work, succeed, fail } of some)
            if (isRefused) this.#alone(kind, work).then(succeed, fail);
            else fail(this.#errorOf(error));
        },
      );
    }
  }

  /** Does work over one connection, in a transaction where there is a query that begins one. */
  async #perform<T>(begin: string | undefined, work: () => Steps<T>): Promise<T> {
    const client = await this.#pool.connect();
    let isOver = false;
    const send = ({ asked, isLast }: Batch, isFirst: boolean) => {
      const sent = asked.map(one => client.query(configOf(one)));
      isOver = isLast ?? false;
      const [before, after] = [isFirst ? begun : undefined, isOver && begun ? client.query('commit') : undefined];
      return answersOf(sent, before, after);
    };
    const begun = begin === undefined ? undefined : client.query(begin);
    // It is awaited with the first query; until then nobody would hear that it failed.
    begun?.catch(() => {});
    try {
      const steps = work();
      let step = steps.next();
      for (let isFirst = true; !step.done; isFirst = false) step = steps.next(await send(step.value, isFirst));
      if (!isOver && begun) await client.query('commit');
      client.release();
      return step.value;
    } catch (error) {
      // A connection in the middle of a transaction is thrown away with it: that is sure to end it.
      client.release(true);
      throw error;
    }
  }
}

/** PostgreSQL keeps no NUL, and JSON holds none: another character stands for it, so that what holds one is just not found. */
const keepable = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uffff') : value;

const configOf = ({ name, text, values }: Execution): pg.QueryConfig<unknown[]> => ({
  name,
  text,
  values: values.map(keepable),
});

/** The rows of queries, once all are answered: after the first that fails, the others say only that it did. */
async function answersOf(
  sent: readonly Promise<pg.QueryResult<Row>>[],
  before?: Promise<unknown>,
  after?: Promise<unknown>,
): Promise<readonly (readonly Row[])[]> {
  const settled = await Promise.allSettled([before, ...sent, after]);
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
  return Promise.all(sent.map(async one => (await one).rows));
}
