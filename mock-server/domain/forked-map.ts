/** Stands for the value at a place of the base: nothing is there for now. */
const EMPTY = Symbol('empty');
/** The place of the base is given up: the key, added again, comes to the end. */
const GONE = Symbol('gone');

/** From so many changed places of a base on, all are copied once they are more than a half. */
const FEW = 32;

/**
 * A map in the order in which its keys came, which may go on from another one, its base: what is not changed is read from
 * there, so that any number of maps share what they have in common. The base must not change any more. A key that the base
 * has keeps its place when its value changes. Without a base it costs what a `Map` does.
 *
 * A place can be empty: its value is gone, and comes back to where it was when it is set again.
 */
export class ForkedMap<K extends string | number, V extends NonNullable<unknown>> {
  #base: ForkedMap<K, V> | undefined;
  /** What stands at places of the base instead. */
  #over: Map<K, V | typeof EMPTY | typeof GONE> | undefined;
  /** What has a place after those of the base; undefined where that is empty. */
  #own: Map<K, V | undefined> | undefined;
  /** Places, of the base and of its own, at which nothing stands. */
  #vacant = 0;

  constructor(base?: ForkedMap<K, V>) {
    // What has changed nothing of its base need not be looked at again and again.
    this.#base = base !== undefined && base.#own === undefined && base.#over === undefined ? base.#base : base;
  }

  get size(): number {
    return (this.#own?.size ?? 0) + (this.#base?.size ?? 0) - this.#vacant;
  }

  get(key: K): V | undefined {
    const value = this.#own?.get(key);
    return value !== undefined || this.#base === undefined ? value : this.#below(this.#base, key);
  }

  /** Whether the value of a key is this map's own and not that of the base. */
  isOwn(key: K): boolean {
    return this.#own?.has(key) || this.#over?.has(key) || false;
  }

  /** Whether a place of the base is the place of this key. */
  isOfBase(key: K): boolean {
    return this.#base?.get(key) !== undefined && this.#over?.get(key) !== GONE;
  }

  /** Whether there is a place for this key at which nothing stands. */
  isVacant(key: K): boolean {
    if (this.#vacant === 0) return false;
    return this.#own?.has(key) ? this.#own.get(key) === undefined : this.#over?.get(key) === EMPTY;
  }

  /** A key that has a place keeps it, any other comes to the end. */
  set(key: K, value: V): void {
    if (this.isVacant(key)) this.#vacant -= 1;
    if (this.#base !== undefined && this.isOfBase(key)) this.#putOver(key, value);
    else {
      this.#own ??= new Map();
      this.#own.set(key, value);
    }
  }

  /** Takes a value away; its place stays. */
  empty(key: K): void {
    this.#vacant += 1;
    if (this.#own?.has(key)) this.#own.set(key, undefined);
    else this.#putOver(key, EMPTY);
  }

  /** Takes away a key with its place. */
  delete(key: K): void {
    const isVacant = this.isVacant(key);
    if (this.#own?.has(key)) {
      this.#own.delete(key);
      if (isVacant) this.#vacant -= 1;
    } else if (this.isOfBase(key)) {
      this.#putOver(key, GONE);
      if (!isVacant) this.#vacant += 1;
    }
  }

  /** Has a key hold this, or nothing where it is undefined; what `isNew` comes to the end, also where its key has a place. */
  put(key: K, value: V | undefined, isNew: boolean): void {
    if (value === undefined || isNew) this.delete(key);
    if (value !== undefined) this.set(key, value);
  }

  /** Puts a value where its key was before it was deleted: at its place of the base, or else at the end. */
  restore(key: K, value: V, isOfBase: boolean): void {
    if (isOfBase) {
      this.#vacant -= 1;
      this.#putOver(key, value);
    } else this.set(key, value);
  }

  /** The keys that are not at places of the base, in their order. */
  ownKeys(): K[] {
    return [...(this.#own?.keys() ?? [])];
  }

  /** Puts what is not at places of the base in the order of these keys; those that are not there are passed over. */
  reorder(keys: readonly K[]): void {
    const before = this.#own;
    if (before !== undefined)
      this.#own = new Map(keys.filter(key => before.has(key)).map(key => [key, before.get(key)]));
  }

  /** In order. Undefined stands where a place is empty. */
  values(): Iterable<V | undefined> {
    if (this.#base === undefined) return this.#own?.values() ?? [];
    if (this.#own === undefined && this.#over === undefined) return this.#base.values();
    const found: V[] = [];
    this.each(value => {
      found.push(value);
    });
    return found;
  }

  entries(): [K, V][] {
    const found: [K, V][] = [];
    this.each((value, key) => {
      found.push([key, value]);
    });
    return found;
  }

  /** Shows all that is there, in order. */
  each(visit: (value: V, key: K) => void): void {
    const over = this.#over;
    if (over === undefined) this.#base?.each(visit);
    else
      this.#base?.each((value, key) => {
        const instead = over.get(key);
        if (instead === undefined) visit(value, key);
        else if (isThere(instead)) visit(instead, key);
      });
    if (this.#own !== undefined) for (const [key, value] of this.#own) if (value !== undefined) visit(value, key);
  }

  /** Whether places of the base may become its own just now. */
  protected get mayFlatten(): boolean {
    return true;
  }

  /** Copies what it shares when most of it is changed: then sharing saves nothing, and costs another look at each reading. */
  #flatten(base: ForkedMap<K, V>, over: Map<K, V | typeof EMPTY | typeof GONE>): void {
    const own = new Map<K, V | undefined>();
    base.each((value, key) => {
      const instead = over.get(key);
      if (instead === EMPTY) own.set(key, undefined);
      else if (instead !== GONE) own.set(key, instead ?? value);
      else this.#vacant -= 1;
    });
    for (const [key, value] of this.#own ?? []) own.set(key, value);
    this.#own = own;
    this.#base = undefined;
    this.#over = undefined;
  }

  #putOver(key: K, value: V | typeof EMPTY | typeof GONE): void {
    this.#over ??= new Map();
    this.#over.set(key, value);
    const { size } = this.#over;
    if (size > FEW && this.#base !== undefined && size * 2 > this.#base.size && this.mayFlatten)
      this.#flatten(this.#base, this.#over);
  }

  #below(base: ForkedMap<K, V>, key: K): V | undefined {
    const value = this.#over?.get(key);
    if (value === undefined) return base.get(key);
    return isThere(value) ? value : undefined;
  }
}

const isThere = <V>(value: V | typeof EMPTY | typeof GONE): value is V => value !== EMPTY && value !== GONE;
