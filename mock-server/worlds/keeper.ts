import { createHash } from 'node:crypto';
import { readExact, writeExact } from '../../contracts/core/exact-json.js';
import type { Cloud, CloudHead } from '../domain/cloud.js';
import type { Credential } from '../domain/credentials.js';
import { Folded, type PartRow } from '../domain/folded.js';
import type { Parts } from '../domain/parts.js';
import type { ChangeSet } from '../domain/transaction.js';
import type { CloudBase } from '../seeds/templates.js';
import type { KeptWorld, Standing, Store, StoredCloud, StoredRecord, StoredWorld } from '../store/store.js';
import type { CallKeeping } from './call-keeping.js';
import { type TurnedWorld, WorldGone } from './turns.js';
import type { Origin } from './world.js';

/** What a cloud holds in the store beside its base: its rows in the order in which they are put in, and what its parts hold beside theirs. */
export interface KeptCloud {
  readonly base: string;
  head: string;
  readonly rows: PartRow[];
}

/** What a keeper asks of its world. */
export interface KeptSelf {
  /** Faults, overrides and limits. */
  readonly own: Parts;
  /** What it says of itself. */
  head(): string;
  putHead(head: string): void;
  /** It is as the store has it from now on: its clouds are others, and what its own parts hold is what `rows` say. */
  replaced(kept: KeptWorld, rows: readonly PartRow[]): void;
  /** A cloud of it is another from now on: it is made when it is called next. */
  dropped(vendor: string): void;
  /** Others changed something in it. */
  caughtUp(): void;
}

/** What a cloud was made from, and what changed in it since, of which the store has nothing yet. */
interface Unsaved {
  readonly base: CloudBase;
  readonly sets: readonly ChangeSet[];
}

interface Followed {
  readonly cloud: Cloud;
  readonly origin: string;
  unsaved: Unsaved | undefined;
  /** Id of its base. */
  readonly base: string;
  /** What changed in the open turn. */
  changes: Folded;
  /** The same as it was told, of a cloud of which the store has nothing. */
  sets: ChangeSet[];
  /** Ends that its changes are listened to. */
  readonly end: () => void;
}

const OWN = '';

/** Name of the part that holds a cloud's credentials. */
const CREDENTIALS = 'credentials';

/** By what a credential is found, which cannot be read back from it. */
export const credentialHash = (vendor: string, scheme: string, value: string): string =>
  createHash('sha256').update(`${vendor} ${scheme} ${value}`).digest('hex');

/** Keeps one world in a store: it says what changed in a turn, and takes over what others changed. */
export class Keeper implements TurnedWorld {
  readonly id: string;
  at: Standing;
  readonly #store: Store;
  readonly #self: KeptSelf;
  readonly #calls: CallKeeping;
  readonly #clouds = new Map<string, Followed>();
  /** Clouds of the store that are not made yet. */
  readonly #waiting = new Map<string, KeptCloud>();
  #own = new Folded();
  /** As the store has it. */
  #head: string;
  #isHeadOther = false;
  /** The journal is emptied in this turn. */
  #isClearing = false;
  /** When it ends, where that changes in this turn. */
  #expires: { readonly at: number | null } | undefined;
  onChanged: (() => void) | undefined;

  constructor(options: {
    readonly store: Store;
    readonly self: KeptSelf;
    readonly calls: CallKeeping;
    readonly world: StoredWorld;
  }) {
    this.#store = options.store;
    this.#self = options.self;
    this.#calls = options.calls;
    const { id, version, epoch, head } = options.world;
    this.id = id;
    this.at = { version, epoch };
    this.#head = head;
    this.#self.own.onChange(changes => {
      this.#own.add(changes);
      this.onChanged?.();
    });
    this.#self.own.beginTurn();
  }

  get isChanged(): boolean {
    if (this.#isHeadOther || this.#isClearing || this.#expires !== undefined || !this.#own.isEmpty) return true;
    for (const { changes } of this.#clouds.values()) if (!changes.isEmpty) return true;
    return false;
  }

  /** Has the journal forget its calls when the turn is kept. */
  clearCalls(): void {
    this.#isClearing = true;
  }

  /** Has the world be there until a real instant, or for ever. */
  expireAt(expires: number | null): void {
    this.#expires = { at: expires };
  }

  /** What it says of itself may have changed. */
  headChanged(): void {
    this.#isHeadOther = this.#self.head() !== this.#head;
    if (this.#isHeadOther) this.onChanged?.();
  }

  /** The cloud of a vendor as the store has it, if it has one: it is not made yet. */
  waiting(vendor: string): KeptCloud | undefined {
    return this.#waiting.get(vendor);
  }

  /** Base of a cloud, by its id. */
  base(id: string): Promise<string | undefined> {
    return this.#store.base(id);
  }

  /** Whether the cloud that a world holds is one that somebody may have replaced in the store meanwhile. */
  knows(vendor: string): boolean {
    return this.#clouds.has(vendor);
  }

  /** Follows a cloud from now on. One that is `unsaved` is kept with its first change. */
  follow(
    vendor: string,
    cloud: Cloud,
    made: { readonly origin: string; readonly base: string; readonly unsaved?: Unsaved },
  ): void {
    this.#waiting.delete(vendor);
    const end = cloud.onChange(changes => {
      followed.changes.add(changes);
      if (followed.unsaved !== undefined) followed.sets.push(changes);
      this.onChanged?.();
    });
    const followed: Followed = { cloud, changes: new Folded(), sets: [], end, unsaved: undefined, ...made };
    this.#clouds.set(vendor, followed);
    cloud.beginTurn();
  }

  async commit(): Promise<'kept' | 'conflict' | 'gone'> {
    const version = this.at.version + 1;
    const rows: StoredRecord[] = [];
    const clouds: StoredCloud[] = [];
    const bases = new Map<string, string>();
    const credentials: string[] = [];
    const put = (vendor: string, changed: Iterable<PartRow>): void => {
      for (const row of changed) {
        rows.push(storedOf(vendor, row, version, rows.length));
        if (vendor !== OWN && row.part === CREDENTIALS && row.value !== undefined) {
          const { scheme, value } = row.value as Credential;
          credentials.push(credentialHash(vendor, scheme, value));
        }
      }
    };
    const own = this.#own;
    this.#own = new Folded();
    put(OWN, own.rows());
    const saved: Followed[] = [];
    for (const [vendor, followed] of this.#clouds) {
      const { changes, cloud, unsaved, base, origin } = followed;
      if (changes.isEmpty) continue;
      followed.changes = new Folded();
      if (unsaved === undefined) put(vendor, changes.rows());
      else {
        const all = new Folded();
        for (const set of [...unsaved.sets, ...followed.sets]) all.add(set);
        bases.set(unsaved.base.id, unsaved.base.content);
        put(vendor, all.rows());
        saved.push(followed);
      }
      clouds.push({ vendor, base, head: headOf(origin, cloud) });
    }
    const said = this.#isHeadOther || !own.isEmpty ? this.#self.head() : this.#head;
    const head = said === this.#head ? undefined : said;
    const isCleared = this.#isClearing;
    const change = {
      isCleared,
      expires: this.#expires?.at,
      id: this.id,
      at: this.at,
      head,
      clouds,
      bases,
      records: rows,
      credentials,
      calls: this.#calls.texts(),
    };
    const committed = await this.#store.commit(change);
    if (committed.state !== 'kept') return committed.state;
    this.at = { version, epoch: this.at.epoch };
    if (head !== undefined) this.#head = head;
    this.#isHeadOther = this.#self.head() !== this.#head;
    this.#isClearing = false;
    this.#expires = undefined;
    for (const followed of saved) {
      followed.unsaved = undefined;
      followed.sets = [];
    }
    this.#next('keepTurn');
    this.#calls.kept(committed.calls, isCleared);
    return 'kept';
  }

  goOn(): void {
    this.#calls.later();
  }

  undo(): void {
    const isOther = this.#isHeadOther;
    this.#next('undoTurn', () => {
      if (isOther) this.#self.putHead(this.#head);
    });
    this.#own = new Folded();
    for (const followed of this.#clouds.values()) {
      followed.changes = new Folded();
      followed.sets = [];
    }
    this.#isHeadOther = false;
    this.#isClearing = false;
    this.#expires = undefined;
    this.#calls.undone();
  }

  look(): Promise<Standing | undefined> {
    return this.#store.look(this.id);
  }

  async catchUp(): Promise<boolean> {
    const kept = await this.#store.load(this.id, this.at);
    if (kept === undefined) return false;
    const { version, epoch, head } = kept.world;
    if (epoch !== this.at.epoch) this.load(kept);
    else if (version !== this.at.version) this.#takeOver(kept);
    this.at = { version, epoch };
    this.#head = head;
    this.#calls.heard(kept.world);
    this.#self.caughtUp();
    return true;
  }

  /** Is what the store says, whatever it was before. */
  load(kept: KeptWorld): void {
    for (const { end } of this.#clouds.values()) end();
    this.#clouds.clear();
    this.#waiting.clear();
    this.#own = new Folded();
    this.at = { version: kept.world.version, epoch: kept.world.epoch };
    this.#head = kept.world.head;
    this.#isHeadOther = false;
    const since = Number.NEGATIVE_INFINITY;
    for (const cloud of kept.clouds)
      this.#waiting.set(cloud.vendor, { base: cloud.base, head: cloud.head, rows: rowsOf(kept, cloud.vendor, since) });
    this.#self.own.keepTurn();
    this.#self.replaced(kept, rowsOf(kept, OWN, since));
    this.#calls.heard(kept.world);
    this.#own = new Folded();
    this.#isHeadOther = false;
    this.#self.own.beginTurn();
  }

  /** Replaces all that is kept of its clouds; what the world holds is changed by `load` when that is done. */
  async replace(next: {
    readonly head: string;
    readonly clouds: readonly { readonly vendor: string; readonly base: CloudBase; readonly head: string }[];
    readonly own: readonly PartRow[];
    readonly isCleared: boolean;
    readonly credentials: readonly string[];
  }): Promise<void> {
    for (;;) {
      const version = this.at.version + 1;
      const committed = await this.#store.commit({
        id: this.id,
        at: this.at,
        head: next.head,
        isReplaced: true,
        isCleared: next.isCleared,
        clouds: next.clouds.map(({ vendor, base, head }) => ({ vendor, base: base.id, head })),
        bases: new Map(next.clouds.map(({ base }) => [base.id, base.content])),
        records: next.own.map((row, index) => storedOf(OWN, row, version, index)),
        credentials: next.credentials,
        calls: [],
      });
      if (committed.state === 'gone') throw new WorldGone();
      if (committed.state === 'conflict') {
        if (!(await this.catchUp())) throw new WorldGone();
        continue;
      }
      const kept = await this.#store.load(this.id);
      if (kept === undefined) throw new WorldGone();
      this.load(kept);
      return;
    }
  }

  /** Takes over what others changed in the same epoch. */
  #takeOver(kept: KeptWorld): void {
    const since = this.at.version;
    this.#self.own.keepTurn();
    this.#self.own.putRows(rowsOf(kept, OWN, since));
    if (kept.world.head !== this.#head) this.#self.putHead(kept.world.head);
    this.#self.own.beginTurn();
    for (const { vendor, base, head } of kept.clouds) {
      const rows = rowsOf(kept, vendor, since);
      const followed = this.#clouds.get(vendor);
      const waiting = this.#waiting.get(vendor);
      if (followed !== undefined && followed.unsaved === undefined && followed.base === base) {
        const { cloud } = followed;
        cloud.keepTurn();
        cloud.putRows(rows);
        cloud.putHead(headIn(head));
        cloud.beginTurn();
      } else if (waiting !== undefined) {
        waiting.rows.push(...rows);
        waiting.head = head;
      } else {
        // Another process made it first, and kept what it did to it.
        followed?.end();
        this.#clouds.delete(vendor);
        this.#waiting.set(vendor, { base, head, rows });
        if (followed !== undefined) this.#self.dropped(vendor);
      }
    }
  }

  /** Ends the turn on all parts, and opens the next. */
  #next(end: 'keepTurn' | 'undoTurn', between = (): void => {}): void {
    const { own } = this.#self;
    own[end]();
    between();
    own.beginTurn();
    for (const { cloud } of this.#clouds.values()) {
      cloud[end]();
      cloud.beginTurn();
    }
  }
}

/** What a cloud says of itself: from what it was made, and what its parts hold beside their rows. */
export const headOf = (origin: string, cloud: Cloud): string =>
  `{"origin":${origin},"head":${JSON.stringify(cloud.head())}}`;

/** What its parts hold beside their rows, in what a cloud says of itself. */
export const headIn = (head: string): CloudHead => JSON.parse(head).head;

/** The origin in what a cloud says of itself, as text. */
export const originIn = (head: string): Origin => JSON.parse(head).origin;

const storedOf = (
  vendor: string,
  { part, key, value, isNew }: PartRow,
  version: number,
  nth: number,
): StoredRecord => ({
  vendor,
  part,
  key: JSON.stringify(key),
  // What the operator wants answered may hold numbers of any length; a record holds none.
  value: value === undefined ? null : vendor === OWN ? writeExact(value) : JSON.stringify(value),
  born: isNew ? version : null,
  nth,
});

/** Rows of a cloud, or of the world's own parts; one is new at its place where it came to that after a version. */
const rowsOf = ({ records }: KeptWorld, vendor: string, since: number): PartRow[] =>
  records
    .filter(record => record.vendor === vendor)
    .map(({ part, key, value, born }) => ({
      part,
      key: JSON.parse(key),
      value: value === null ? undefined : vendor === OWN ? readExact(value) : JSON.parse(value),
      isNew: value !== null && born !== null && born > since,
    }));
