import { ForkedMap } from './forked-map.js';

/** A place that was given up within a turn. */
interface LostPlace<K> {
  readonly key: K;
  readonly isOfBase: boolean;
}

/**
 * What a part holds by key, in the order in which it came, through transactions and turns: what is taken away within a
 * transaction keeps its place until that ends, and what is undone comes back to where it was.
 */
export class KeptPlaces<K extends string | number, V extends NonNullable<unknown>> extends ForkedMap<K, V> {
  /** Keys of places that were emptied in this transaction, once for each time. */
  #emptied: K[] | undefined;
  /** Keys of which an addition was undone. */
  #vacated: K[] | undefined;
  /** What was given up in this turn, and before the first of it the order of its own keys. */
  #lost: { readonly places: LostPlace<K>[]; readonly order: readonly K[] } | undefined;

  /** Takes away what comes back to its place if that is added again, or this is undone, before the transaction ends. */
  vacate(key: K): void {
    this.empty(key);
    this.#emptied ??= [];
    this.#emptied.push(key);
  }

  /** Takes away a key with its place; in a turn it can be undone all the same. */
  giveUp(key: K, isInTurn: boolean): void {
    if (isInTurn) {
      this.#lost ??= { places: [], order: this.ownKeys() };
      this.#lost.places.push({ key, isOfBase: this.isOfBase(key) });
    }
    this.delete(key);
  }

  /** Undoes that a key was added. It keeps its place until `undone`: the removal that it followed may be undone too. */
  undoAdded(key: K): void {
    this.empty(key);
    this.#vacated ??= [];
    this.#vacated.push(key);
  }

  /** Undoes that a key was taken away. */
  undoRemoved(key: K, value: V): void {
    this.#emptied?.pop(); // what was done last is undone first
    const at = this.isVacant(key) ? -1 : (this.#lost?.places.findLastIndex(lost => lost.key === key) ?? -1);
    const [lost] = at < 0 ? [] : (this.#lost?.places.splice(at, 1) ?? []);
    if (lost === undefined) this.set(key, value);
    else this.restore(key, value, lost.isOfBase);
  }

  /** Gives up the places of what was added and undone, but for those that others had before in this transaction. */
  undone(): void {
    if (this.#vacated === undefined) return;
    for (const key of this.#vacated) if (this.isVacant(key) && !this.#emptied?.includes(key)) this.delete(key);
    this.#vacated = undefined;
  }

  /** Gives up the places that are empty. */
  ended(isInTurn: boolean): void {
    if (this.#emptied === undefined) return;
    for (const key of this.#emptied) if (this.isVacant(key)) this.giveUp(key, isInTurn);
    this.#emptied = undefined;
  }

  /** Forgets what the turn gave up; if that was undone, its own keys come back to their order. */
  turnEnded(isUndone: boolean): void {
    if (isUndone && this.#lost !== undefined) this.reorder(this.#lost.order);
    this.#lost = undefined;
  }

  protected override get mayFlatten(): boolean {
    return this.#lost === undefined;
  }
}
