import type { Instant } from './clock.js';
import { KeptPlaces } from './kept-places.js';
import { type KeptRow, type LoadSchema, Part } from './transaction.js';

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

export interface MeterOptions<Terms> {
  /** Of the terms. */
  readonly schema?: LoadSchema<Terms> | undefined;
  /** The collection whose records are charged, where a subject is the id of one. */
  readonly about?: string | undefined;
}

/**
 * Keeps what was charged on which terms, and when; a bill is computed on reading. The cost of reading follows the number
 * of intervals, never the time that passed.
 */
export class Meter<Terms> extends Part {
  /** None is empty. */
  #intervals: KeptPlaces<string, Interval<Terms>[]> | undefined;
  /** They are those of others too: copy them before they are changed. */
  #isShared = false;

  readonly #options: MeterOptions<Terms>;

  constructor(options: MeterOptions<Terms> = {}) {
    super();
    this.#options = options;
  }

  override get form() {
    return 'intervals' as const;
  }

  override get schema(): LoadSchema<Terms> | undefined {
    return this.#options.schema;
  }

  override get about(): string | undefined {
    return this.#options.about;
  }

  /** Starts charging a subject on these terms, ending the terms that held before. */
  charge(subject: string | number, from: Instant, terms: Terms): void {
    const key = `${subject}`;
    this.whole(() => {
      this.#end(key, from);
      const interval: Interval<Terms> = { subject: key, from, to: null, terms };
      const known = this.#known(key);
      this.note(keyOf(key, known.push(interval) - 1), undefined, interval);
    });
  }

  /** Ends what is being charged, if anything is. An interval that ends where it began leaves no trace. */
  stop(subject: string | number, to: Instant): void {
    this.#end(`${subject}`, to);
  }

  /** Terms that hold now, or undefined. */
  current(subject: string | number): Terms | undefined {
    const last = this.#intervals?.get(`${subject}`)?.at(-1);
    return last?.to === null ? last.terms : undefined;
  }

  /** All intervals of a subject, oldest first. */
  of(subject: string | number): readonly Interval<Terms>[] {
    return this.#intervals?.get(`${subject}`) ?? [];
  }

  subjects(): string[] {
    return (this.#intervals?.entries() ?? []).map(([subject]) => subject);
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
    return (this.#intervals?.entries() ?? []).flatMap(([, intervals]) => intervals);
  }

  load(saved: unknown): void {
    this.#intervals = undefined;
    this.#isShared = false;
    for (const interval of saved as Interval<Terms>[]) this.#known(interval.subject).push(interval);
  }

  override share(template: this): void {
    this.#intervals = template.#intervals;
    this.#isShared = true;
  }

  override *rows(): Iterable<KeptRow> {
    for (const [subject, intervals] of this.#intervals?.entries() ?? [])
      for (const [at, interval] of intervals.entries()) yield [keyOf(subject, at), interval];
  }

  /** The first interval of a subject has the subject's place with it. */
  override putRow(key: string, interval: Interval<Terms> | undefined, isNew: boolean): void {
    const { subject, at } = placeOf(key);
    if (at === 0 && (interval === undefined || isNew)) this.#own().delete(subject);
    else if (interval === undefined && this.of(subject).length > at) this.#known(subject).splice(at);
    if (interval === undefined) return;
    const known = this.#known(subject);
    known[Math.min(at, known.length)] = interval;
  }

  undo(key: string, before: Interval<Terms> | undefined): void {
    const { subject, at } = placeOf(key);
    const own = this.#own();
    if (before === undefined) {
      const known = this.#known(subject);
      known.pop();
      if (known.length === 0) own.undoAdded(subject);
    } else if (own.get(subject) === undefined) own.undoRemoved(subject, [before]);
    else this.#known(subject)[at] = before;
  }

  override undone(): void {
    this.#intervals?.undone();
  }

  override ended(): void {
    this.#intervals?.ended(this.keepUntilTurn());
  }

  override turnEnded(isUndone: boolean): void {
    this.#intervals?.turnEnded(isUndone);
  }

  /** The intervals by subject, such as may be changed. */
  #own(): KeptPlaces<string, Interval<Terms>[]> {
    if (this.#intervals === undefined || this.#isShared) this.#intervals = new KeptPlaces(this.#intervals);
    this.#isShared = false;
    return this.#intervals;
  }

  /** The intervals of a subject, such as may be changed. */
  #known(subject: string): Interval<Terms>[] {
    const own = this.#own();
    const known = own.get(subject);
    if (known !== undefined && own.isOwn(subject)) return known;
    const copy = [...(known ?? [])];
    own.set(subject, copy);
    return copy;
  }

  /** Ends the last interval of a subject if it lasts. */
  #end(subject: string, to: Instant): void {
    const last = this.of(subject).at(-1);
    if (last === undefined || last.to !== null) return;
    const known = this.#known(subject);
    const at = known.length - 1;
    const ended = last.from >= to ? undefined : { ...last, to };
    if (ended !== undefined) known[at] = ended;
    else {
      known.pop();
      if (at === 0) this.#leave(subject);
    }
    this.note(keyOf(subject, at), last, ended);
  }

  /** Takes away a subject that has no interval left. */
  #leave(subject: string): void {
    if (this.keepUntilEnd()) this.#own().vacate(subject);
    else this.#own().giveUp(subject, this.keepUntilTurn());
  }
}

/** The key of a change: a subject, and which of its intervals is meant. */
const keyOf = (subject: string, at: number): string => `${subject}/${at}`;

/** Whose interval is meant by a key, and which. */
const placeOf = (key: string): { subject: string; at: number } => {
  const cut = key.lastIndexOf('/');
  return { subject: key.slice(0, cut), at: Number(key.slice(cut + 1)) };
};
