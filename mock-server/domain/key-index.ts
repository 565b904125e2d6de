import { ForkedMap } from './forked-map.js';

/** Ids that share a key. `isMixed` when they may stand in another order than their records. */
interface SharedKey<Id extends string | number> {
  readonly ids: ForkedMap<Id, Id>;
  isMixed: boolean;
}

/** Finds ids by a key that several may have. Most keys have one, which costs an entry and no more. */
export class KeyIndex<Id extends string | number> {
  readonly #byKey: ForkedMap<string, Id | SharedKey<Id>>;

  /** Goes on from another one, which does not change any more. */
  constructor(base?: KeyIndex<Id>) {
    this.#byKey = new ForkedMap(base === undefined ? undefined : base.#byKey);
  }

  /** The lowest id of a key. */
  lowest(key: string): Id | undefined {
    const found = this.#byKey.get(key);
    if (typeof found !== 'object') return found;
    let lowest: Id | undefined;
    for (const id of found.ids.values()) if (id !== undefined && (lowest === undefined || id < lowest)) lowest = id;
    return lowest;
  }

  /** The ids of a key in the order of all ids, which is looked through only where it may be another than that of the key. */
  all(key: string, inOrder: () => Iterable<Id>): readonly Id[] {
    const found = this.#byKey.get(key);
    if (typeof found !== 'object') return found === undefined ? [] : [found];
    const ids = [...found.ids.values()].filter(id => id !== undefined);
    if (!found.isMixed) return ids;
    const sorted = new ForkedMap<Id, Id>();
    for (const id of inOrder()) if (found.ids.get(id) !== undefined) sorted.set(id, id);
    this.#byKey.set(key, { ids: sorted, isMixed: false });
    return [...sorted.values()].filter(id => id !== undefined);
  }

  /** `isLast` when its record is the last of all: then it is the last of its key too. */
  enter(key: string, id: Id, isLast: boolean): void {
    const found = this.#byKey.get(key);
    if (found === undefined) return this.#byKey.set(key, id);
    const shared = this.#ownOf(key, found);
    shared.ids.set(id, id);
    if (!isLast) shared.isMixed = true;
  }

  leave(key: string, id: Id): void {
    const found = this.#byKey.get(key);
    if (found === id) this.#byKey.delete(key);
    if (typeof found !== 'object') return;
    const { ids } = this.#ownOf(key, found);
    ids.delete(id);
    const [first] = ids.size === 1 ? ids.entries() : [];
    if (first !== undefined) this.#byKey.set(key, first[0]);
  }

  /** The ids of a key, such as may be changed here. */
  #ownOf(key: string, found: Id | SharedKey<Id>): SharedKey<Id> {
    if (typeof found === 'object' && this.#byKey.isOwn(key)) return found;
    const ids = new ForkedMap<Id, Id>(typeof found === 'object' ? found.ids : undefined);
    if (typeof found !== 'object') ids.set(found, found);
    const own = { ids, isMixed: typeof found === 'object' && found.isMixed };
    this.#byKey.set(key, own);
    return own;
  }
}
