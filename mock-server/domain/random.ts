import { randomUUID } from 'node:crypto';
import { ForkedMap } from './forked-map.js';
import { type KeptRow, Part } from './transaction.js';

/**
 * The only file that draws chance. A value is drawn from (seed, entity, id, field) and from nothing else, so a new field
 * or a new entity never shifts the others, and no order of calls matters.
 */
export interface Draw {
  readonly entity: string;
  readonly id: number | string;
  readonly field: string;
}

/** A text that was drawn, and with what it is drawn again. */
export interface DrawnText {
  readonly by: 'hex' | 'letters' | 'uuid' | 'bits';
  readonly draw: Draw;
  /** How many letters; of bits, which turn. */
  readonly count: number;
}

/** So many pieces as one text, put together at once: text to which some is added again and again takes ten times as much. */
const joined = (count: number, piece: (turn: number) => string): string =>
  Array.from({ length: count }, (_, turn) => piece(turn)).join('');

/** 32 well-mixed bits of a text (MurmurHash3's mixing, 32 bit). */
const hash = (text: string, seed: number): number => mixed(taken(text, seed | 0), text.length);

/** Takes in one text after the other: those of many draws begin alike. */
function taken(text: string, begun: number): number {
  let h = begun;
  for (let index = 0; index < text.length; index++) {
    let k = Math.imul(text.charCodeAt(index), 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    h ^= Math.imul(k, 0x1b873593);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  return h;
}

function mixed(taken: number, length: number): number {
  let h = taken ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A text that nobody else has: for what is told apart by it, and never seen in an answer of a vendor's. */
export const uniqueId = (): string => randomUUID();

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Marks of the two kinds of keys under which changes are noted. */
const [PIN, SETTLED] = ['?', '!'];

const UUID_LENGTH = 36;

export class Random extends Part {
  readonly seed: number;
  /** Values to take instead of drawn ones, in order: under `entity` its next ids, under `entity.field` its next draws. */
  #pins = new ForkedMap<string, readonly unknown[]>();
  #pinned = new ForkedMap<string, string>();
  /** Told of each text, and of all bits, that are drawn, and not of what was set down. */
  witness?: (text: string, drawn: DrawnText) => void;

  constructor(seed: number) {
    super();
    this.seed = seed;
  }

  /** Sets down the next values of a name, instead of what would be drawn or counted. */
  pin(name: string, values: readonly unknown[]): void {
    if (values.length > 0) this.#setPins(name, [...(this.#pins.get(name) ?? []), ...values]);
  }

  /** How many values set down for a name are not taken yet. */
  waiting(name: string): number {
    return this.#pins.get(name)?.length ?? 0;
  }

  /** Takes the next value set down for a name, or undefined. */
  takePin(name: string): unknown {
    const [first, ...others] = this.#pins.get(name) ?? [];
    if (first !== undefined) this.#setPins(name, others);
    return first;
  }

  /** 32 bits for a draw; `turn` tells apart several draws of the same field. */
  bits(draw: Draw, turn = 0): number {
    const bits = this.#bits(draw, turn);
    this.witness?.(`${bits}`, { by: 'bits', draw, count: turn });
    return bits;
  }

  /** A number from 0 to below 1. */
  unit(draw: Draw, turn = 0): number {
    return this.#bits(draw, turn) / 2 ** 32;
  }

  /** A number from `low` to below `high`. */
  between(draw: Draw, low: number, high: number): number {
    return low + (high - low) * this.unit(draw);
  }

  /** A whole number from `low` to `high`, both included. */
  integer(draw: Draw, low: number, high: number): number {
    return low + Math.floor(this.unit(draw) * (high - low + 1));
  }

  pick<T>(draw: Draw, among: readonly [T, ...T[]]): T {
    return among[Math.floor(this.unit(draw) * among.length)] ?? among[0];
  }

  /** Lower-case hex digits. */
  hex(draw: Draw, digits: number): string {
    return this.#settled({ by: 'hex', draw, count: digits }, () => {
      const bitsOf = this.#turns(draw);
      return joined(Math.ceil(digits / 8), turn => bitsOf(turn).toString(16).padStart(8, '0')).slice(0, digits);
    });
  }

  /** Letters and digits, as in passwords and tokens. */
  letters(draw: Draw, length: number): string {
    return this.#settled({ by: 'letters', draw, count: length }, () => {
      const bitsOf = this.#turns(draw);
      return joined(length, turn => LETTERS[bitsOf(turn) % LETTERS.length] ?? '');
    });
  }

  /** Draws a text again as it was drawn. */
  again({ by, draw, count }: DrawnText): string {
    return by === 'uuid' ? this.uuid(draw) : `${this[by](draw, count)}`;
  }

  /** A UUID of version 4. */
  uuid(draw: Draw): string {
    return this.#settled({ by: 'uuid', draw, count: UUID_LENGTH }, () => {
      const bitsOf = this.#turns(draw);
      const text = joined(4, turn => bitsOf(turn).toString(16).padStart(8, '0'));
      const variant = ((Number.parseInt(text[16] ?? '0', 16) & 3) | 8).toString(16);
      const [clock, family] = [`4${text.slice(13, 16)}`, `${variant}${text.slice(17, 20)}`];
      return [text.slice(0, 8), text.slice(8, 12), clock, family, text.slice(20, 32)].join('-');
    });
  }

  override get form() {
    return 'draws' as const;
  }

  save(): unknown {
    return { pins: this.#pins.entries(), pinned: this.#pinned.entries() };
  }

  load(saved: unknown): void {
    const { pins, pinned } = saved as { pins: [string, unknown[]][]; pinned: [string, string][] };
    this.#pins = new ForkedMap();
    this.#pinned = new ForkedMap();
    for (const [name, values] of pins) this.#pins.set(name, values);
    for (const [key, text] of pinned) this.#pinned.set(key, text);
  }

  override share(template: this): void {
    this.#pins = new ForkedMap(template.#pins);
    this.#pinned = new ForkedMap(template.#pinned);
  }

  override *rows(): Iterable<KeptRow> {
    for (const [name, values] of this.#pins.entries()) yield [`${PIN}${name}`, values];
    for (const [key, text] of this.#pinned.entries()) yield [`${SETTLED}${key}`, text];
  }

  override putRow(key: string, value: unknown, isNew: boolean): void {
    const name = key.slice(1);
    if (!key.startsWith(PIN)) this.#pinned.put(name, value as string | undefined, isNew);
    else this.#pins.put(name, value as unknown[] | undefined, isNew);
  }

  undo(key: string, before: unknown): void {
    this.putRow(key, before, false);
  }

  #bits({ entity, id, field }: Draw, turn: number): number {
    return hash(`${entity}/${id}/${field}/${turn}`, this.seed);
  }

  /** The bits of the turns of a draw. */
  #turns({ entity, id, field }: Draw): (turn: number) => number {
    const start = `${entity}/${id}/${field}/`;
    const begun = taken(start, this.seed | 0);
    return turn => {
      const text = `${turn}`;
      return mixed(taken(text, begun), start.length + text.length);
    };
  }

  #setPins(name: string, values: unknown[]): void {
    const before = this.#pins.get(name);
    this.#pins.set(name, values);
    this.note(`${PIN}${name}`, before, values);
  }

  /** The text that was set down for this draw, now or when it was made first; else the drawn one. */
  #settled(wish: DrawnText, make: () => string): string {
    const { draw } = wish;
    const key = `${draw.entity}/${draw.id}/${draw.field}`;
    const before = this.#pinned.get(key);
    if (before !== undefined) return before;
    const pinned = this.takePin(`${draw.entity}.${draw.field}`);
    if (typeof pinned !== 'string') {
      const text = make();
      this.witness?.(text, wish);
      return text;
    }
    this.#pinned.set(key, pinned);
    this.note(`${SETTLED}${key}`, undefined, pinned);
    return pinned;
  }
}
