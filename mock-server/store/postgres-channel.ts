import pg from 'pg';

/** The channel on which processes that share a database tell each other which worlds changed. */
const CHANNEL = 'hostdouble';

/** How long after a lost connection another is made, at first and at most; each time twice as long as before. */
const AGAIN = { first: 100, most: 2000 };

/**
 * Tells other processes that worlds changed, and hears it from them. It is a hint, sent after what it tells of is kept: what
 * a process must know it looks at. So it waits for no disk, and no commit waits for that of another, as they would if each
 * told it in its own transaction.
 */
export class PostgresChannel {
  readonly #config: pg.ClientConfig;
  readonly #pool: pg.Pool;
  readonly #listeners = new Set<(id: string) => void>();
  /** Server processes of our own connections: what they tell we know. */
  readonly #own = new Set<unknown>();
  #untold = new Set<string>();
  #telling: Promise<void> | undefined;
  #hearing: pg.Client | undefined;
  #again: NodeJS.Timeout | undefined;
  #wait = AGAIN.first;

  constructor(config: pg.ClientConfig, pool: pg.Pool) {
    this.#config = config;
    this.#pool = pool;
    pool.on('connect', client => this.#own.add(Reflect.get(client, 'processID')));
    pool.on('remove', client => this.#own.delete(Reflect.get(client, 'processID')));
  }

  tell(id: string): void {
    this.#untold.add(id);
    this.#telling ??= this.#tellAll().finally(() => {
      this.#telling = undefined;
    });
  }

  onChange(listener: (id: string) => void): () => void {
    // A wrapper of its own: the same function may listen twice.
    const told = (id: string): void => listener(id);
    this.#listeners.add(told);
    if (this.#listeners.size === 1) this.#hear();
    return () => {
      this.#listeners.delete(told);
      if (this.#listeners.size === 0) this.#hearNoMore();
    };
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#hearNoMore();
    await this.#telling;
  }

  async #tellAll(): Promise<void> {
    while (this.#untold.size > 0) {
      const ids = [...this.#untold];
      this.#untold = new Set();
      await this.#pool
        .query({
          name: 'tell',
          text: `select set_config('synchronous_commit', 'off', true), pg_notify('${CHANNEL}', id) from unnest($1::text[]) as id`,
          values: [ids],
        })
        .catch(() => {});
    }
  }

  #hear(): void {
    const client = new pg.Client(this.#config);
    this.#hearing = client;
    client.on('notification', ({ processId, payload }) => {
      if (payload === undefined || this.#own.has(processId)) return;
      for (const listener of this.#listeners) listener(payload);
    });
    const lost = (): void => {
      if (this.#hearing !== client) return;
      this.#hearing = undefined;
      client.end().catch(() => {});
      this.#again = setTimeout(() => this.#hear(), this.#wait);
      this.#again.unref();
      this.#wait = Math.min(this.#wait * 2, AGAIN.most);
    };
    client.on('error', lost);
    client.on('end', lost);
    client
      .connect()
      .then(() => client.query(`listen ${CHANNEL}`))
      .then(() => {
        this.#wait = AGAIN.first;
      }, lost);
  }

  async #hearNoMore(): Promise<void> {
    clearTimeout(this.#again);
    const client = this.#hearing;
    this.#hearing = undefined;
    await client?.end().catch(() => {});
  }
}
