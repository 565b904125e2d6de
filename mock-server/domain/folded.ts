import { type ChangeSet, netOf } from './transaction.js';

/** What a key of a part holds from now on: undefined for nothing. What `isNew` comes to the end of the order of its part. */
export interface PartRow {
  readonly part: string;
  readonly key: string | number;
  readonly value: unknown;
  readonly isNew: boolean;
}

interface FoldedRow extends PartRow {
  /** Whether the key held something before all that is folded. */
  readonly wasThere: boolean;
}

/** Folds what transactions did, one after the other, into what came of it all. */
export class Folded {
  /** By part and key; new ones in the order of their places. */
  readonly #rows = new Map<string, Map<string | number, FoldedRow>>();

  /** Takes what one transaction did. What it took away and added again has kept its place. */
  add(changes: ChangeSet): void {
    for (const { part, key, before, after: value } of netOf(changes)) {
      let rows = this.#rows.get(part);
      if (rows === undefined) {
        rows = new Map();
        this.#rows.set(part, rows);
      }
      const known = rows.get(key);
      const wasThere = known?.wasThere ?? before !== undefined;
      const isNew = value !== undefined && (before === undefined || (known?.isNew ?? false));
      if (before === undefined || (value === undefined && !wasThere)) rows.delete(key); // a new place is the last of all
      if (value !== undefined || wasThere) rows.set(key, { part, key, value, isNew, wasThere });
    }
  }

  get isEmpty(): boolean {
    for (const rows of this.#rows.values()) if (rows.size > 0) return false;
    return true;
  }

  /** What came of it: put in this order, it makes of the state before all transactions the state after them. */
  *rows(): Generator<PartRow> {
    for (const rows of this.#rows.values())
      for (const { part, key, value, isNew } of rows.values()) yield { part, key, value, isNew };
  }
}
