import type { Instant } from './clock.js';
import { type LoadSchema, Part } from './transaction.js';

/** A stretch of time in which a subject was charged on the same terms. `to` is null while it lasts. */
export interface Interval<Terms> {
  readonly subject: string;
  readonly from: Instant;
  readonly to: Instant | null;
  readonly terms: Terms;
}

/** An interval cut to a window: both ends are known. */
export interface Slice<Terms> {
  readonly subject: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly terms: Terms;
}

/**
 * Keeps what was charged on which terms, and when; a bill is computed on reading. The cost of reading follows the number
 * of intervals, never the time that passed.
 */
export class Meter<Terms> extends Part {
  override readonly form = 'intervals';
  /** A subject without intervals keeps its place until the transaction ends: undone, they come back to where they were. */
  #intervals = new Map<string, Interval<Terms>[]>();
  /** Subjects whose last interval was taken away in this transaction. */
  readonly #emptied: string[] = [];

  /** `schema` is of the terms; `about` is the collection whose records are charged. */
  constructor(schema?: LoadSchema<Terms>, about?: string) {
    super();
    if (schema !== undefined) this.schema = schema;
    if (about !== undefined) this.about = about;
  }

  /** Starts charging a subject on these terms, ending the terms that held before. */
  charge(subject: string | number, from: Instant, terms: Terms): void {
    const key = `${subject}`;
    const known = this.#intervals.get(key) ?? [];
    this.#end(key, known, from);
    const interval: Interval<Terms> = { subject: key, from, to: null, terms };
    if (known.push(interval) === 1) this.#intervals.set(key, known);
    this.note(keyOf(key, known.length - 1), undefined, interval);
  }

  /** Ends what is being charged, if anything is. An interval that ends where it began leaves no trace. */
  stop(subject: string | number, to: Instant): void {
    const key = `${subject}`;
    const known = this.#intervals.get(key);
    if (known === undefined || !this.#end(key, known, to) || known.length > 0) return;
    if (this.keepUntilEnd()) this.#emptied.push(key);
    else this.#intervals.delete(key);
  }

  /** Terms that hold now, or undefined. */
  current(subject: string | number): Terms | undefined {
    const last = this.#intervals.get(`${subject}`)?.at(-1);
    return last?.to === null ? last.terms : undefined;
  }

  /** All intervals of a subject, oldest first. */
  of(subject: string | number): readonly Interval<Terms>[] {
    return this.#intervals.get(`${subject}`) ?? [];
  }

  subjects(): string[] {
    const found: string[] = [];
    for (const [subject, intervals] of this.#intervals) if (intervals.length > 0) found.push(subject);
    return found;
  }

  /** The parts of a subject's intervals that lie in [from, to), oldest first. */
  slices(subject: string | number, from: Instant, to: Instant): Slice<Terms>[] {
    const slices: Slice<Terms>[] = [];
    for (const interval of this.of(subject)) {
      const start = Math.max(interval.from, from);
      const end = Math.min(interval.to ?? to, to);
      if (start < end) slices.push({ subject: interval.subject, from: start, to: end, terms: interval.terms });
    }
    return slices;
  }

  save(): unknown {
    return [...this.#intervals.values()].flat();
  }

  load(saved: unknown): void {
    this.#intervals = new Map();
    for (const interval of saved as Interval<Terms>[]) {
      const known = this.#intervals.get(interval.subject);
      if (known === undefined) this.#intervals.set(interval.subject, [interval]);
      else known.push(interval);
    }
  }

  undo(key: string, before: Interval<Terms> | undefined): void {
    const cut = key.lastIndexOf('/');
    const subject = key.slice(0, cut);
    const known = this.#intervals.get(subject) ?? [];
    if (before !== undefined) known[Number(key.slice(cut + 1))] = before;
    else if (known.pop() !== undefined && known.length === 0 && this.keepUntilEnd()) this.#emptied.push(subject);
  }

  override ended(): void {
    for (const subject of this.#emptied)
      if (this.#intervals.get(subject)?.length === 0) this.#intervals.delete(subject);
    this.#emptied.length = 0;
  }

  /** Ends the last interval of a subject if it lasts; says whether it did. */
  #end(subject: string, known: Interval<Terms>[], to: Instant): boolean {
    const at = known.length - 1;
    const last = known[at];
    if (last === undefined || last.to !== null) return false;
    const ended = last.from >= to ? undefined : { ...last, to };
    if (ended === undefined) known.pop();
    else known[at] = ended;
    this.note(keyOf(subject, at), last, ended);
    return true;
  }
}

/** The key of a change: a subject, and which of its intervals is meant. */
const keyOf = (subject: string, at: number): string => `${subject}/${at}`;
