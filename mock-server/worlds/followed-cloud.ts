import type { Instant } from '../domain/clock.js';
import type { Cloud } from '../domain/cloud.js';
import { Folded, type PartRow } from '../domain/folded.js';
import type { ChangeSet } from '../domain/transaction.js';
import type { CloudBase } from '../seeds/templates.js';
import type { StoredCloud } from '../store/store.js';
import { headOf, saidIn } from './kept-rows.js';
import type { Origin } from './ready-cloud.js';

/** What a cloud was made from, and what changed in it since, of which the store has nothing yet. */
interface Unsaved {
  readonly base: CloudBase;
  readonly sets: readonly ChangeSet[];
}

/** A cloud with what it was made from. */
export interface MadeCloud {
  readonly cloud: Cloud;
  /** Id of its base. */
  readonly base: string;
  /** From what it was made, where its base does not say that. */
  readonly origin?: Origin | undefined;
  /** Where the store has nothing of it: it is kept with its first change. */
  readonly unsaved?: Unsaved | undefined;
}

/** A cloud of a world that is kept: what changed in it in the open turn. */
export class FollowedCloud {
  readonly cloud: Cloud;
  readonly base: string;
  readonly #origin: Origin | undefined;
  #unsaved: Unsaved | undefined;
  /** What was told in the open turn. */
  #sets: ChangeSet[] = [];
  /** Ends that its changes are listened to. */
  readonly end: () => void;

  constructor({ cloud, base, origin, unsaved }: MadeCloud, changed: () => void) {
    this.cloud = cloud;
    this.base = base;
    this.#origin = origin;
    this.#unsaved = unsaved;
    this.end = cloud.onChange(changes => {
      this.#sets.push(changes);
      changed();
    });
    cloud.beginTurn();
  }

  /** Whether anything happened in it in the open turn: what comes to nothing by key may have counted something. */
  get isChanged(): boolean {
    return this.#sets.length > 0;
  }

  /** Whether the store has it. */
  get isSaved(): boolean {
    return this.#unsaved === undefined;
  }

  /** What it was made from, where the store has nothing of it. */
  get newBase(): CloudBase | undefined {
    return this.#unsaved?.base;
  }

  /** Takes what is to be kept of the turn; `due` is when it is due next. Say `saved` when it is kept; it is forgotten else. */
  take(due: Instant | undefined): { readonly rows: Iterable<PartRow>; readonly said: Omit<StoredCloud, 'vendor'> } {
    const all = new Folded();
    for (const set of [...(this.#unsaved?.sets ?? []), ...this.#sets]) all.add(set);
    this.#sets = [];
    return { rows: all.rows(), said: { base: this.base, head: headOf(this.cloud, due, this.#origin) } };
  }

  saved(): void {
    this.#unsaved = undefined;
  }

  /** Ends the turn, and opens the next. */
  next(how: 'keepTurn' | 'undoTurn'): void {
    this.cloud[how]();
    if (how === 'undoTurn') this.#sets = [];
    this.cloud.beginTurn();
  }

  /** Takes over what others changed. */
  takeOver(rows: readonly PartRow[], head: string): void {
    this.cloud.keepTurn();
    this.cloud.putRows(rows);
    this.cloud.putHead(saidIn(head).head);
    this.cloud.beginTurn();
  }
}
