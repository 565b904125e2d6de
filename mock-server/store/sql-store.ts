import { MINUTE, realTime } from '../domain/clock.js';
import { callsIn } from './calls-together.js';
import { ask, type Port } from './port.js';
import { type Statements, statementsOf } from './statements.js';
import {
  type Committed,
  type KeptWorld,
  MOST_CALLS,
  type NewWorld,
  type Standing,
  type Store,
  type StoredCall,
  type StoredText,
  type StoredWorld,
  type TenantCalls,
  type Woken,
  type WorldAddress,
  type WorldCommit,
} from './store.js';
import * as work from './work.js';

/** How long a base is left that no cloud refers to: the commit that will may be on its way. */
const BASE_IS_LEFT = 60_000;

/** How long a base is taken to be there that was: well before any process may forget it. */
const BASE_IS_KNOWN = 20_000;

/** A store in tables, whichever the engine. */
export class SqlStore implements Store {
  readonly engine: 'sqlite' | 'postgres';
  readonly isShared: boolean;
  readonly #port: Port;
  readonly #statements: Statements;
  /** When bases were last known to be kept. */
  readonly #usedBases = new Map<string, number>();

  constructor(port: Port) {
    this.engine = port.engine;
    this.isShared = port.isShared;
    this.#port = port;
    this.#statements = statementsOf(port.engine);
  }

  create(world: NewWorld, credentials: readonly string[], most?: number): Promise<'made' | 'exists' | 'full'> {
    return this.#port.run('transaction', () => work.create(this.#statements, world, credentials, most));
  }

  find(by: WorldAddress): Promise<StoredWorld | undefined> {
    return this.#port.run('query', () => work.find(this.#statements, by));
  }

  list(page: { readonly tenant?: string | null; readonly after?: string; readonly limit: number }) {
    return this.#port.run('query', () => work.list(this.#statements, page));
  }

  async look(id: string): Promise<Standing | undefined> {
    const [standing] = await this.#port.run('query', () => ask(this.#statements.look, { id, now: realTime() }), id);
    return standing;
  }

  load(id: string, since?: Standing): Promise<KeptWorld | undefined> {
    return this.#port.run('snapshot', () => work.load(this.#statements, id, since));
  }

  async base(id: string): Promise<string | undefined> {
    const [base] = await this.#port.run('query', () => ask(this.#statements.base, { id }));
    return base?.content;
  }

  async commit(change: WorldCommit): Promise<Committed> {
    for (const [id, content] of change.bases) await this.#keepBase(id, content);
    const committed = await this.#port.run('transaction', () => work.commit(this.#statements, change), change.id);
    if (committed.state === 'kept') this.#port.tell(change.id);
    return committed;
  }

  append(id: string, calls: readonly StoredText[]): Promise<number | undefined> {
    return this.#port.run('transaction', () => work.append(this.#statements, id, calls), id);
  }

  async calls(id: string, after: number): Promise<readonly StoredCall[]> {
    const rows = await this.#port.run('query', () => ask(this.#statements.callsAfter, { id, after }));
    return rows.flatMap(row => callsIn(row, after)).slice(-MOST_CALLS);
  }

  async remove(id: string): Promise<boolean> {
    const wasThere = await this.#port.run('transaction', () => work.remove(this.#statements, id));
    if (wasThere) this.#port.tell(id);
    return wasThere;
  }

  async sweep(now: number): Promise<readonly string[]> {
    this.#usedBases.clear();
    const swept: string[] = [];
    for (const { id } of await this.#port.run('query', () => ask(this.#statements.expired, { now })))
      if (await this.#port.run('transaction', () => work.removeExpired(this.#statements, id, now))) {
        swept.push(id);
        this.#port.tell(id);
      }
    await this.#port.run('query', () => ask(this.#statements.forgetBases, { before: now - BASE_IS_LEFT }));
    await this.#port.run('query', () => ask(this.#statements.forgetMinutes, { before: Math.floor(now / MINUTE) - 1 }));
    return swept;
  }

  count(minute: number, calls: readonly TenantCalls[]): Promise<readonly TenantCalls[]> {
    return this.#port.run('transaction', () => work.count(this.#statements, minute, calls));
  }

  wake(by: number, until: number): Promise<Woken> {
    return this.#port.run('query', () => work.wake(this.#statements, by, until));
  }

  lease(id: string, holder: string, until: number): Promise<boolean> {
    return this.#port.run('query', () => work.lease(this.#statements, id, holder, until));
  }

  onChange(listener: (id: string) => void): () => void {
    return this.#port.onChange(listener);
  }

  async ping(): Promise<void> {
    await this.#port.run('query', () => ask(this.#statements.ping, {}));
  }

  close(): Promise<void> {
    return this.#port.close();
  }

  /** Before the commit that refers to it: others that make worlds of the same base need not wait for its end. */
  async #keepBase(id: string, content: string): Promise<void> {
    const now = realTime();
    if (now - (this.#usedBases.get(id) ?? 0) < BASE_IS_KNOWN) return;
    await this.#port.run('transaction', () => work.keepBase(this.#statements, id, content));
    this.#usedBases.set(id, now);
  }
}
