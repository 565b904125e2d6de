import type { Chance } from '../any-calls.js';

type Key = string | number;

/** A copy of plain data in which one value is not as it was. */
export interface Damaged<T> {
  readonly state: T;
  /** What was done where. */
  readonly what: string;
}

/** Plain data, looked through once so that it can be damaged many times. */
export class Damage<T> {
  readonly #text: string;
  /** Paths of all values by their shape, in which the places of lists are alike: rare shapes are hit as often as others. */
  readonly #byShape = new Map<string, Key[][]>();
  readonly #shapes: readonly string[];
  /** Values by the name they go under: what stands there may stand here. */
  readonly #named = new Map<Key, unknown[]>();
  readonly #numbers: number[] = [];

  readonly #isSpared: (path: readonly Key[]) => boolean;

  /** Values are damaged within a place, but for those that are spared. */
  constructor(state: T, within: readonly Key[], isSpared: (path: readonly Key[]) => boolean) {
    this.#text = JSON.stringify(state);
    this.#isSpared = isSpared;
    this.#look(at(JSON.parse(this.#text), within), [...within]);
    this.#shapes = [...this.#byShape.keys()];
  }

  /** Undefined when chance changed nothing. */
  take(chance: Chance): Damaged<T> | undefined {
    const path = chance.pick(this.#byShape.get(chance.pick(this.#shapes)) ?? []);
    const state: T = JSON.parse(this.#text);
    const [key = '', ...parents] = [...path].reverse();
    const holder = Object(at(state, parents.reverse()));
    const [kind, damage] = chance.pick(Object.entries(this.#damages(key, Reflect.get(holder, key), chance)));
    damage(holder, key);
    if (JSON.stringify(state) === this.#text) return undefined;
    return { state, what: `${kind} at ${path.join('.')}` };
  }

  #look(value: unknown, path: Key[]): void {
    if (this.#isSpared(path)) return;
    const shape = path.map(key => (typeof key === 'number' ? '*' : key)).join('.');
    this.#byShape.set(shape, [...(this.#byShape.get(shape) ?? []).slice(-200), path]);
    const key = path.at(-1) ?? '';
    this.#named.set(key, [...(this.#named.get(key) ?? []).slice(-50), value]);
    if (typeof value === 'number') this.#numbers.push(value);
    if (Array.isArray(value)) for (const [index, member] of value.entries()) this.#look(member, [...path, index]);
    else if (value !== null && typeof value === 'object')
      for (const [name, member] of Object.entries(value)) this.#look(member, [...path, name]);
  }

  #damages(key: Key, value: unknown, chance: Chance): Record<string, (holder: object, key: Key) => void> {
    const set = (other: unknown) => (holder: object, key: Key) => void Reflect.set(holder, key, other);
    const any = {
      null: set(null),
      'a text': set('NaN'),
      'a number': set(7),
      'a flag': set(true),
      'an empty text': set(''),
      'an empty list': set([]),
      'an empty record': set({}),
      nothing: (holder: object, key: Key) => void Reflect.deleteProperty(holder, key),
      'what stands elsewhere under this name': set(chance.pick(this.#named.get(key) ?? [value])),
    };
    if (typeof value === 'number')
      return {
        ...any,
        'its negative': set(-value - 1),
        'a huge number': set(chance.pick([1e15, 1e21, 1e300])),
        'a fraction': set(value + 0.5),
        'the next': set(value + chance.pick([-1, 1])),
        'another number that is there': set(chance.pick(this.#numbers)),
        'another instant': set(value + chance.pick([-1, 1]) * chance.pick([1000, 86_400_000, 400 * 86_400_000])),
      };
    if (typeof value === 'string') return { ...any, 'other letters': set(`${value}x`), 'a number as text': set('12') };
    if (Array.isArray(value) && value.length > 0) {
      const index = chance.below(value.length);
      return {
        ...any,
        'a record twice': set([...value, value[index]]),
        'a record less': set(value.filter((_, place) => place !== index)),
        'another order': set([...value].reverse()),
      };
    }
    if (value !== null && typeof value === 'object') return { ...any, 'one more name': set({ ...value, extra: 1 }) };
    return any;
  }
}

const at = (whole: unknown, path: readonly Key[]): unknown =>
  path.reduce<unknown>((value, key) => Reflect.get(Object(value), key), whole);
