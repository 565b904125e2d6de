import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';

/**
 * Patterns that clients send, as `sed` takes them (basic) or `grep -E` (extended). JavaScript's own are not used, for some
 * of them run for years on a short text: this one looks at each character once for each piece of the pattern.
 * What it does not know, such as references back, it takes as plain characters.
 */
export interface Pattern {
  /** The end of the longest match that begins here, or -1. */
  endOf(line: string, from: number): number;
}

/** More steps than any honest pattern needs. */
const MOST_STEPS = 4_000_000;

type Step =
  | { readonly is: 'character'; readonly holds: (character: string) => boolean; readonly next: number }
  | { readonly is: 'start' | 'end'; readonly next: number }
  | { readonly is: 'fork'; next: number; other: number }
  | { readonly is: 'match' };

/** A piece of a pattern: adds its steps and answers where it begins, if `next` comes after it. */
type Piece = (steps: Step[], next: number) => number;

const add = (steps: Step[], step: Step): number => steps.push(step) - 1;

const character =
  (holds: (character: string) => boolean): Piece =>
  (steps, next) =>
    add(steps, { is: 'character', holds, next });
const anchor =
  (is: 'start' | 'end'): Piece =>
  (steps, next) =>
    add(steps, { is, next });
const sequence =
  (pieces: readonly Piece[]): Piece =>
  (steps, next) =>
    pieces.reduceRight((after, piece) => piece(steps, after), next);
const either =
  (pieces: readonly Piece[]): Piece =>
  (steps, next) =>
    pieces
      .map(piece => piece(steps, next))
      .reduceRight((other, first) => add(steps, { is: 'fork', next: first, other }));
const maybe =
  (piece: Piece): Piece =>
  (steps, next) =>
    add(steps, { is: 'fork', next: piece(steps, next), other: next });
const many =
  (piece: Piece): Piece =>
  (steps, next) => {
    const fork: Step = { is: 'fork', next, other: next };
    const at = add(steps, fork);
    fork.next = piece(steps, at);
    return at;
  };

const atLeastOnce =
  (piece: Piece): Piece =>
  (steps, next) => {
    const fork: Step = { is: 'fork', next, other: next };
    const start = piece(steps, add(steps, fork));
    fork.other = start;
    return start;
  };

/** Reads a pattern from left to right. */
class Reader {
  readonly #text: string;
  readonly #isExtended: boolean;
  #at = 0;
  #depth = 0;

  constructor(text: string, isExtended: boolean) {
    this.#text = text;
    this.#isExtended = isExtended;
  }

  whole(): Piece {
    const read = this.#choice();
    if (this.#at < this.#text.length) throw wrong();
    return read;
  }

  #choice(): Piece {
    const choices = [this.#sequence()];
    while (this.#takes('|')) choices.push(this.#sequence());
    return choices.length === 1 && choices[0] !== undefined ? choices[0] : either(choices);
  }

  #sequence(): Piece {
    const pieces: Piece[] = [];
    const begun = this.#at;
    while (this.#at < this.#text.length && !this.#sees('|') && !(this.#depth > 0 && this.#sees(')')))
      pieces.push(this.#repeated(this.#one(this.#at === begun)));
    return sequence(pieces);
  }

  #repeated(piece: Piece): Piece {
    let read = piece;
    for (;;) {
      if (this.#text[this.#at] === '*') {
        this.#at += 1;
        read = many(read);
      } else if (this.#takes('+')) read = atLeastOnce(read);
      else if (this.#takes('?')) read = maybe(read);
      else return read;
      // a star of a star says no more than the star
      while (this.#text[this.#at] === '*') this.#at += 1;
    }
  }

  #one(isFirst: boolean): Piece {
    if (this.#takes('(')) return this.#group();
    const read = this.#text[this.#at] ?? '';
    this.#at += 1;
    if (read === '.') return character(() => true);
    if (read === '[') return this.#class();
    if (read === '^' && (isFirst || this.#isExtended)) return anchor('start');
    if (read === '$' && (this.#isExtended || this.#isLast())) return anchor('end');
    if (read !== '\\') return character(other => other === read);
    const escaped = this.#text[this.#at];
    if (escaped === undefined) throw wrong();
    this.#at += 1;
    const meant = escaped === 't' ? '\t' : escaped;
    return character(other => other === meant);
  }

  #isLast(): boolean {
    return this.#at === this.#text.length || this.#sees('|') || (this.#depth > 0 && this.#sees(')'));
  }

  #group(): Piece {
    this.#depth += 1;
    if (this.#depth > 20) throw wrong();
    const read = this.#choice();
    if (!this.#takes(')')) throw wrong();
    this.#depth -= 1;
    return read;
  }

  #class(): Piece {
    const isNot = this.#text[this.#at] === '^';
    if (isNot) this.#at += 1;
    // a bracket that comes first is one of the characters
    const end = this.#text.indexOf(']', this.#at + 1);
    if (end < 0) throw wrong();
    const inside = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    const ranges: [string, string][] = [];
    for (let at = 0; at < inside.length; at += 1) {
      const [first = '', dash, last] = inside.slice(at, at + 3);
      const isRange = dash === '-' && last !== undefined;
      ranges.push([first, isRange ? last : first]);
      if (isRange) at += 2;
    }
    return character(other => ranges.some(([first, last]) => first <= other && other <= last) !== isNot);
  }

  /** Whether a special character comes: written plainly in an extended pattern, after `\` in a basic one. */
  #sees(special: string): boolean {
    return this.#text.startsWith(this.#isExtended ? special : `\\${special}`, this.#at);
  }

  #takes(special: string): boolean {
    const sees = this.#sees(special);
    if (sees) this.#at += this.#isExtended ? 1 : 2;
    return sees;
  }
}

const wrong = () => refuse(refusals.invalidParameter, { name: 'pattern' });

/** Reads a pattern. Refuses one that no program reads, and while it searches, one that would take too long. */
export function patternOf(text: string, kind: 'basic' | 'extended'): Pattern {
  const steps: Step[] = [{ is: 'match' }];
  const start = new Reader(text, kind === 'extended').whole()(steps, 0);
  let left = MOST_STEPS;
  /** At which round each step was last reached. */
  const reached = new Int32Array(steps.length);
  let round = 0;
  /** The steps that wait for a character, of all that can be at once from these; and whether the pattern ends here. */
  const reach = (from: readonly number[], line: string, at: number): { readonly waiting: number[]; isEnd: boolean } => {
    round += 1;
    const waiting: number[] = [];
    let isEnd = false;
    const open = [...from];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (reached[one] === round) continue;
      reached[one] = round;
      left -= 1;
      const step = steps[one];
      if (step?.is === 'character') waiting.push(one);
      else if (step?.is === 'match') isEnd = true;
      else if (step?.is === 'fork') open.push(step.next, step.other);
      else if (step?.is === 'start' && at === 0) open.push(step.next);
      else if (step?.is === 'end' && at === line.length) open.push(step.next);
    }
    if (left < 0) throw wrong();
    return { waiting, isEnd };
  };
  return {
    endOf(line, from) {
      let end = -1;
      let now = [start];
      for (let at = from; ; at += 1) {
        const { waiting, isEnd } = reach(now, line, at);
        if (isEnd) end = at;
        const seen = line[at];
        if (seen === undefined) return end;
        now = [];
        for (const one of waiting) {
          const step = steps[one];
          if (step?.is === 'character' && step.holds(seen)) now.push(step.next);
        }
        if (now.length === 0) return end;
      }
    },
  };
}

/** Whether a pattern is found anywhere in a text. */
export function isFound(pattern: Pattern, text: string): boolean {
  for (let at = 0; at <= text.length; at += 1) if (pattern.endOf(text, at) >= 0) return true;
  return false;
}

/** A text with what the pattern finds in its lines replaced, `most` times at most. */
export function replaced(text: string, pattern: Pattern, replacement: string, most: number): string {
  let left = most;
  const ofLine = (line: string): string => {
    const pieces: string[] = [];
    let at = 0;
    while (at <= line.length && left > 0) {
      const end = pattern.endOf(line, at);
      if (end >= 0) {
        pieces.push(replacement);
        left -= 1;
      }
      // nothing found, or nothing in it: the next character stays as it is
      if (end <= at) pieces.push(line[at] ?? '');
      at = Math.max(end, at + (end <= at ? 1 : 0));
    }
    return pieces.join('') + line.slice(at);
  };
  return text
    .split('\n')
    .map((line, index, all) => (index === all.length - 1 && line === '' && index > 0 ? line : ofLine(line)))
    .join('\n');
}
