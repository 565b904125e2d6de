import { isDeepStrictEqual } from 'node:util';
import { namesOfPointer, POINTER_INDEX } from '../../contracts/core/json-pointer.js';

/**
 * RFC 6902 over plain values, which are not changed. Whole numbers may be `bigint`s, and `__proto__` is a name like any
 * other: rfc6902 takes no patch of the whole, and edits the parent of a member that is named `constructor`; fast-json-patch
 * copies by `JSON.stringify`, which no `bigint` survives.
 */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  readonly path: string;
  /** Of `move` and `copy`. */
  readonly from?: string | undefined;
  /** Of `add`, `replace` and `test`. */
  readonly value?: unknown;
}

/** Thrown for what cannot be done: which operation, counted from 0, at which pointer, and why. */
export class PatchError extends Error {
  readonly index: number;
  readonly pointer: string;

  constructor(index: number, pointer: string, why: string) {
    super(`operation ${index} at "${pointer}": ${why}`);
    this.index = index;
    this.pointer = pointer;
  }
}

/** Values in all that is copied, texts by their length: a copy of a copy of a copy grows without end. */
const MOST_COPIED = 1_000_000;

/** A value with operations done on it one after the other. Throws `PatchError` for the first that cannot be done. */
export function operated(given: unknown, operations: readonly PatchOperation[]): unknown {
  let whole = given;
  let left = MOST_COPIED;
  for (const [index, operation] of operations.entries()) {
    const { op, path, value, from: source = '' } = operation;
    const place = new Place(index, path);
    const from = new Place(index, source);
    switch (op) {
      case 'add':
        whole = place.added(whole, value);
        break;
      case 'replace':
        place.in(whole);
        whole = place.set(whole, value);
        break;
      case 'remove':
        whole = place.removed(whole);
        break;
      case 'test':
        if (!isDeepStrictEqual(place.in(whole), value)) throw place.error('another value stands there');
        break;
      case 'copy': {
        const taken = from.in(whole);
        left -= sizeOf(taken, left);
        if (left < 0) throw place.error('copies of copies grow too large');
        whole = place.added(whole, taken);
        break;
      }
      case 'move': {
        const taken = from.in(whole);
        if (path.startsWith(`${source}/`)) throw place.error('nothing moves into itself');
        if (path !== source) whole = place.added(from.removed(whole), taken);
      }
    }
  }
  return whole;
}

/** What an operation points to. */
class Place {
  readonly #index: number;
  readonly #pointer: string;
  readonly #names: readonly string[];

  constructor(index: number, pointer: string) {
    this.#index = index;
    this.#pointer = pointer;
    this.#names = namesOfPointer(pointer);
  }

  error(why: string): PatchError {
    return new PatchError(this.#index, this.#pointer, why);
  }

  /** The value that stands there. */
  in(whole: unknown): unknown {
    return this.#names.reduce((value, name) => this.#member(value, name), whole);
  }

  /** The whole with another value there, which is put between the items of a list. */
  added(whole: unknown, value: unknown): unknown {
    return this.#changed(whole, 0, value, (holder, name) => {
      if (!Array.isArray(holder)) return withMember(holder, name, value);
      const at = name === '-' ? holder.length : POINTER_INDEX.test(name) ? Number(name) : Number.NaN;
      if (!(at <= holder.length)) throw this.error('the list has no such place');
      return holder.toSpliced(at, 0, value);
    });
  }

  /** The whole with another value in the place of the one that stands there. */
  set(whole: unknown, value: unknown): unknown {
    return this.#changed(whole, 0, value, (holder, name) =>
      Array.isArray(holder) ? holder.with(Number(name), value) : withMember(holder, name, value),
    );
  }

  removed(whole: unknown): unknown {
    this.in(whole);
    if (this.#names.length === 0) throw this.error('an answer is not taken away as a whole');
    return this.#changed(whole, 0, undefined, (holder, name) => {
      if (Array.isArray(holder)) return holder.toSpliced(Number(name), 1);
      return Object.fromEntries(Object.entries(holder).filter(([one]) => one !== name));
    });
  }

  /** Changes what holds the last name, and those that hold it: all else of the whole stays the same value. */
  #changed(value: unknown, depth: number, instead: unknown, change: (holder: object, name: string) => object): unknown {
    const name = this.#names[depth];
    if (name === undefined) return instead;
    if (value === null || typeof value !== 'object') throw this.error(`nothing holds "${name}"`);
    if (depth === this.#names.length - 1) return change(value, name);
    const inner = this.#changed(this.#member(value, name), depth + 1, instead, change);
    return Array.isArray(value) ? value.with(Number(name), inner) : withMember(value, name, inner);
  }

  #member(value: unknown, name: string): unknown {
    const isThere =
      value !== null &&
      typeof value === 'object' &&
      (!Array.isArray(value) || POINTER_INDEX.test(name)) &&
      Object.hasOwn(value, name);
    if (!isThere) throw this.error('there is no such place');
    return Reflect.get(value, name);
  }
}

/** A copy of an object with a member at its place, or after all others. A computed name makes even `__proto__` a member. */
const withMember = (holder: object, name: string, value: unknown): object => ({ ...holder, [name]: value });

/** How much a value holds, counted no further than it matters. */
function sizeOf(value: unknown, most: number): number {
  let size = 0;
  const open = [value];
  while (open.length > 0 && size <= most) {
    const one = open.pop();
    size += typeof one === 'string' ? one.length + 1 : 1;
    if (one !== null && typeof one === 'object')
      for (const [name, member] of Object.entries(one)) {
        size += name.length;
        open.push(member);
      }
  }
  return size;
}
