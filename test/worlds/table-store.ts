import type {
  Committed,
  KeptWorld,
  NewWorld,
  Standing,
  Store,
  StoredCall,
  StoredCloud,
  StoredRecord,
  StoredText,
  StoredWorld,
  TenantCalls,
  Woken,
  WorldAddress,
  WorldCommit,
} from '../../mock-server/store/store.js';

interface Row extends StoredRecord {
  readonly version: number;
}

interface Table {
  world: StoredWorld;
  readonly credentials: Set<string>;
  clouds: Map<string, StoredCloud & { readonly version: number }>;
  records: Map<string, Row>;
  calls: StoredCall[];
  holder: string | undefined;
}

/** A store in memory, which several servers of one process share as others share a database. `fail` has the next verbs fail. */
export class TableStore implements Store {
  readonly engine = 'sqlite';
  readonly isShared: boolean;
  readonly #tables = new Map<string, Table>();
  readonly #bases = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  /** Called before each commit, look and append, and may throw. */
  before: ((verb: 'commit' | 'look' | 'append' | 'count') => Promise<void> | void) | undefined;
  /** Called when a commit is kept, before its answer arrives; it may throw. */
  after: (() => Promise<void> | void) | undefined;
  commits = 0;
  looks = 0;

  constructor({ isShared }: { readonly isShared: boolean }) {
    this.isShared = isShared;
  }

  async create(world: NewWorld, credentials: readonly string[]): Promise<'made' | 'exists' | 'full'> {
    if ((await this.find({ name: world.name })) !== undefined) return 'exists';
    const stored = { ...world, version: 0, epoch: 0, wakes: null, calls: 0, cleared: 0 };
    this.#tables.set(world.id, {
      ...{ world: stored, credentials: new Set(credentials), clouds: new Map(), records: new Map() },
      ...{ calls: [], holder: undefined },
    });
    return 'made';
  }

  async find(by: WorldAddress): Promise<StoredWorld | undefined> {
    for (const { world, credentials } of this.#tables.values()) {
      if ('id' in by && world.id === by.id) return world;
      if ('name' in by && world.name === by.name) return world;
      if ('key' in by && world.key === by.key && world.tenant === by.tenant) return world;
      if ('credential' in by && credentials.has(by.credential)) return world;
    }
    return undefined;
  }

  async list(page: { readonly after?: string; readonly limit: number }): Promise<readonly StoredWorld[]> {
    const all = [...this.#tables.values()].map(({ world }) => world).sort((a, b) => (a.name < b.name ? -1 : 1));
    return all.filter(({ name }) => page.after === undefined || name > page.after).slice(0, page.limit);
  }

  async look(id: string): Promise<Standing | undefined> {
    this.looks += 1;
    await this.before?.('look');
    return this.#tables.get(id)?.world;
  }

  async load(id: string, since?: Standing): Promise<KeptWorld | undefined> {
    const table = this.#tables.get(id);
    if (table === undefined) return undefined;
    const { world } = table;
    const after = since?.epoch === world.epoch ? since.version : Number.NEGATIVE_INFINITY;
    const records = [...table.records.values()]
      .filter(({ version }) => version > after)
      .sort((one, other) => (one.born ?? -1) - (other.born ?? -1) || one.nth - other.nth);
    return { world, clouds: [...table.clouds.values()].filter(({ version }) => version > after), records };
  }

  async base(id: string): Promise<string | undefined> {
    return this.#bases.get(id);
  }

  async commit(change: WorldCommit): Promise<Committed> {
    this.commits += 1;
    await this.before?.('commit');
    const table = this.#tables.get(change.id);
    if (table === undefined) return { state: 'gone' };
    const { world } = table;
    if (world.version !== change.at.version || world.epoch !== change.at.epoch) return { state: 'conflict' };
    const version = world.version + 1;
    if (change.isReplaced) {
      table.clouds.clear();
      table.records.clear();
    }
    if (change.isCleared) table.calls = [];
    for (const [id, content] of change.bases) this.#bases.set(id, content);
    for (const cloud of change.clouds) table.clouds.set(cloud.vendor, { ...cloud, version });
    const keys = new Set<string>();
    for (const record of change.records) {
      const key = `${record.vendor} ${record.part} ${record.key}`;
      if (keys.has(key)) throw new Error(`a commit holds "${key}" twice`);
      keys.add(key);
      const known = table.records.get(key);
      const place = record.born === null && known !== undefined ? { born: known.born, nth: known.nth } : {};
      table.records.set(key, { ...record, ...place, version });
    }
    for (const hash of change.credentials) table.credentials.add(hash);
    table.world = {
      ...world,
      ...{ version, epoch: world.epoch + (change.isReplaced ? 1 : 0), head: change.head ?? world.head },
      wakes: change.wakes,
      ...(change.isCleared && { calls: 0, cleared: world.cleared + 1 }),
    };
    const calls = this.#append(table, change.calls);
    await this.after?.();
    return { state: 'kept', calls };
  }

  async append(id: string, calls: readonly StoredText[]): Promise<number | undefined> {
    await this.before?.('append');
    const table = this.#tables.get(id);
    if (table === undefined) return undefined;
    return this.#append(table, calls);
  }

  async calls(id: string, after: number): Promise<readonly StoredCall[]> {
    return (this.#tables.get(id)?.calls ?? []).filter(({ number }) => number > after);
  }

  async remove(id: string): Promise<boolean> {
    return this.#tables.delete(id);
  }

  async sweep(): Promise<readonly string[]> {
    return [];
  }

  async wake(by: number, until: number): Promise<Woken> {
    const isDue = ({ world: { wakes }, holder }: Table): boolean =>
      wakes !== null && wakes <= by && holder === undefined;
    const due = [...this.#tables.values()].filter(isDue);
    const waiting = [...this.#tables.values()].flatMap(({ world: { wakes } }) =>
      wakes !== null && wakes > by ? [wakes] : [],
    );
    for (const table of due) table.world = { ...table.world, wakes: until };
    return { worlds: due.map(({ world }) => world), next: waiting.length > 0 ? Math.min(...waiting) : undefined };
  }

  async count(minute: number, calls: readonly TenantCalls[]): Promise<readonly TenantCalls[]> {
    await this.before?.('count');
    return calls.map(({ tenant, calls: more }) => {
      const key = `${minute} ${tenant}`;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + more);
      return { tenant, calls: this.#counts.get(key) ?? 0 };
    });
  }

  async lease(id: string, holder: string, until: number): Promise<boolean> {
    const table = this.#tables.get(id);
    if (table === undefined || (table.holder !== undefined && table.holder !== holder)) return false;
    table.holder = until === 0 ? undefined : holder;
    return true;
  }

  onChange(): () => void {
    return () => {};
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}

  #append(table: Table, calls: readonly StoredText[]): number {
    for (const call of calls) {
      table.world = { ...table.world, calls: table.world.calls + 1 };
      table.calls.push({ number: table.world.calls, ...call });
    }
    return table.world.calls;
  }
}
