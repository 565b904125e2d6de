import type { Instant } from '../domain/clock.js';
import { Folded, type PartRow } from '../domain/folded.js';
import type { ChangeSet } from '../domain/transaction.js';
import type { CloudBase } from '../seeds/templates.js';
import type { KeptWorld, Standing, Store, StoredCloud, StoredWorld } from '../store/store.js';
import type { CallKeeping } from './call-keeping.js';
import { FollowedCloud, type MadeCloud } from './followed-cloud.js';
import { CommittedRows, OWN, rowsOf, saidIn } from './kept-rows.js';
import type { KeptCloud, KeptSelf } from './kept-self.js';
import { type TurnedWorld, WorldGone } from './turns.js';
import { WakeTime } from './wake-time.js';

/** Keeps one world in a store: it says what changed in a turn, and takes over what others changed. */
export class Keeper implements TurnedWorld {
  readonly id: string;
  at: Standing;
  readonly #store: Store;
  readonly #self: KeptSelf;
  readonly #calls: CallKeeping;
  readonly #clouds = new Map<string, FollowedCloud>();
  /** Clouds of the store that are not made yet. */
  readonly #waiting = new Map<string, KeptCloud>();
  /** What was told of the world's own parts in the open turn. */
  #own: ChangeSet[] = [];
  /** As the store has it. */
  #head: string;
  #isHeadOther = false;
  /** The journal is emptied in this turn. */
  #isClearing = false;
  /** When it ends, where that changes in this turn. */
  #expires: { readonly at: number | null } | undefined;
  readonly #wakes = new WakeTime(() => this.#self.wakeTime(this.#dues()));
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
      this.#own.push(changes);
      this.onChanged?.();
    });
    this.#self.own.beginTurn();
  }

  get isChanged(): boolean {
    if (this.#isHeadOther || this.#isClearing || this.#expires !== undefined || this.#own.length > 0) return true;
    if (this.#wakes.isOther) return true;
    for (const followed of this.#clouds.values()) if (followed.isChanged) return true;
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

  /** All was done that is due by now: the store is to hear when the world is to be woken next. */
  rested(): void {
    this.#wakes.look();
    if (this.#wakes.isOther) this.onChanged?.();
  }

  /** Clouds of the store that are not made yet. */
  get unmade(): readonly string[] {
    return [...this.#waiting.keys()];
  }

  /** The cloud of a vendor as the store has it, if it has one: it is not made yet. */
  waiting(vendor: string): KeptCloud | undefined {
    return this.#waiting.get(vendor);
  }

  /** Base of a cloud, by its id. */
  base(id: string): Promise<string | undefined> {
    return this.#store.base(id);
  }

  /** Follows a cloud from now on. */
  follow(vendor: string, made: MadeCloud): void {
    this.#waiting.delete(vendor);
    this.#clouds.set(vendor, new FollowedCloud(made, () => this.onChanged?.()));
  }

  async commit(): Promise<'kept' | 'conflict' | 'gone'> {
    const version = this.at.version + 1;
    const rows = new CommittedRows(version);
    const clouds: StoredCloud[] = [];
    const bases = new Map<string, string>();
    const own = new Folded();
    const isOwnChanged = this.#own.length > 0;
    for (const set of this.#own.splice(0)) own.add(set);
    rows.add(OWN, own.rows());
    // One that is to be woken is kept, though nobody changed it yet.
    const isMeant = (vendor: string, { isChanged, isSaved }: FollowedCloud): boolean =>
      isChanged || (!isSaved && this.#self.due(vendor) !== undefined);
    const changed = [...this.#clouds].filter(([vendor, followed]) => isMeant(vendor, followed));
    for (const [vendor, followed] of changed) {
      const { newBase } = followed;
      if (newBase !== undefined) bases.set(newBase.id, newBase.content);
      const { rows: taken, said } = followed.take(this.#self.due(vendor));
      rows.add(vendor, taken);
      clouds.push({ vendor, ...said });
    }
    const said = this.#isHeadOther || isOwnChanged ? this.#self.head() : this.#head;
    const head = said === this.#head ? undefined : said;
    const isCleared = this.#isClearing;
    const wakes = this.#wakes.wanted();
    const change = {
      isCleared,
      expires: this.#expires?.at,
      wakes,
      id: this.id,
      at: this.at,
      head,
      clouds,
      bases,
      records: rows.records,
      credentials: rows.credentials,
      calls: this.#calls.keptCalls(),
    };
    const committed = await this.#store.commit(change);
    if (committed.state !== 'kept') return committed.state;
    this.at = { version, epoch: this.at.epoch };
    if (head !== undefined) this.#head = head;
    this.#wakes.put(wakes);
    this.#isHeadOther = this.#self.head() !== this.#head;
    this.#isClearing = false;
    this.#expires = undefined;
    for (const [, followed] of changed) followed.saved();
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
    this.#own = [];
    this.#isHeadOther = false;
    this.#isClearing = false;
    this.#expires = undefined;
    this.#wakes.isOther = false;
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
    this.#wakes.put(kept.world.wakes);
    this.#calls.heard(kept.world);
    this.#self.caughtUp();
    return true;
  }

  /** Is what the store says, whatever it was before. */
  load(kept: KeptWorld): void {
    for (const { end } of this.#clouds.values()) end();
    this.#clouds.clear();
    this.#waiting.clear();
    this.#own = [];
    this.at = { version: kept.world.version, epoch: kept.world.epoch };
    this.#head = kept.world.head;
    this.#wakes.put(kept.world.wakes);
    this.#isHeadOther = false;
    for (const { vendor, base, head } of kept.clouds)
      this.#waiting.set(vendor, { base, says: saidIn(head), rows: rowsOf(kept, vendor) });
    this.#self.own.keepTurn();
    this.#self.replaced(kept, rowsOf(kept, OWN));
    this.#calls.heard(kept.world);
    this.#own = [];
    this.#isHeadOther = false;
    this.#self.own.beginTurn();
  }

  /** Replaces all that is kept of its clouds; what the world holds is changed by `load` when that is done. */
  async replace(next: {
    readonly head: string;
    readonly clouds: readonly { readonly vendor: string; readonly base: CloudBase; readonly head: string }[];
    readonly own: readonly PartRow[];
    readonly wakes: Instant | null;
    readonly isCleared: boolean;
    readonly credentials: readonly string[];
  }): Promise<void> {
    for (;;) {
      const rows = new CommittedRows(this.at.version + 1);
      rows.add(OWN, next.own);
      const committed = await this.#store.commit({
        id: this.id,
        at: this.at,
        head: next.head,
        wakes: next.wakes,
        isReplaced: true,
        isCleared: next.isCleared,
        clouds: next.clouds.map(({ vendor, base, head }) => ({ vendor, base: base.id, head })),
        bases: new Map(next.clouds.map(({ base }) => [base.id, base.content])),
        records: rows.records,
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

  /** When its clouds are due, on the clock of the world. */
  *#dues(): Iterable<Instant | undefined> {
    for (const vendor of this.#clouds.keys()) yield this.#self.due(vendor);
    for (const { says } of this.#waiting.values()) yield says.due ?? undefined;
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
      if (followed?.isSaved && followed.base === base) followed.takeOver(rows, head);
      else if (waiting !== undefined) {
        waiting.rows.push(...rows);
        waiting.says = saidIn(head);
      } else {
        // Another process made it first, and kept what it did to it.
        followed?.end();
        this.#clouds.delete(vendor);
        this.#waiting.set(vendor, { base, says: saidIn(head), rows });
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
    for (const followed of this.#clouds.values()) followed.next(end);
  }
}
