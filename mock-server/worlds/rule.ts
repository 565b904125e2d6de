import { isMeant } from '../../contracts/core/names.js';
import type { Instant } from '../domain/clock.js';
import { type KeptRow, Part } from '../domain/transaction.js';
import { isMet, type SentParts, type Where } from './where.js';

/** Which calls a rule of the operator's means, and which of those it takes. */
export interface Conditions {
  /** Operation id with `*` for any piece: `acme/servers.*`; `*` for all. */
  readonly operation: string;
  /** What the input must hold, by part; null or nothing for any input. */
  readonly where?: Where | null | undefined;
  /** From an instant of the world's clock to before another. */
  readonly between?: readonly [from: Instant, to: Instant] | undefined;
  /** It lets so many go by first. */
  readonly skip?: number | undefined;
  /** It takes one in so many, beginning with the first that it does not let go by. */
  readonly every?: number | undefined;
}

/** What is counted of a rule. A rule that counts on is another object, so what was taken or shown stays as it was. */
export interface Tally {
  readonly id: number;
  /** How often it still strikes; null for always, 0 for a rule that is used up. */
  readonly left: number | null;
  /** How many calls it meant, also those that it let go by. */
  readonly met: number;
  /** How often it struck. */
  readonly struck: number;
}

/** Where a rule stands among the others. */
interface Standing {
  /** The least is tried first. */
  readonly place: number;
  /** Of those that are used up, which it was; 0 for one that may still strike. */
  readonly ended: number;
}

export type CountedRule<Wish> = Wish & Tally & Standing;

/** A rule as it is shown. */
export function shownRule<Wish>({ place: _place, ended: _ended, ...rule }: CountedRule<Wish>) {
  return rule;
}

/** A call, as far as rules ask about it. */
export interface MetCall {
  readonly vendor: string;
  /** Operation id; empty for a call of none, which only those patterns mean that mean everything. */
  readonly operation: string;
  /** Undefined for input that could not be read: no `where` is met by it. */
  readonly raw: SentParts | undefined;
  readonly now: Instant;
}

/** Most rules that stand at once, and most used up that are kept, so that it can be read how often they struck. */
export const [MOST_RULES, MOST_SPENT] = [1000, 100];

/** What is put back of a list when a turn is undone: what its rows do not say. */
interface Unkept<Wish> {
  readonly added: number;
  readonly open: readonly CountedRule<Wish>[];
  readonly spent: readonly CountedRule<Wish>[];
}

/**
 * Rules of one kind in one world, in the order in which they are tried. Empty it costs a look at a length. Lists and rules
 * never change, others take their place: who goes through one sees what it began with.
 */
export class RuleList<Wish extends Conditions> extends Part {
  #open: readonly CountedRule<Wish>[] = [];
  #spent: readonly CountedRule<Wish>[] = [];
  #added = 0;
  /** How all was before the turn, once something changed in it. */
  #before: Unkept<Wish> | undefined;

  /** Those that may still strike. */
  get open(): readonly CountedRule<Wish>[] {
    return this.#open;
  }

  /** The last that are used up, in the order in which they were. */
  get spent(): readonly CountedRule<Wish>[] {
    return this.#spent;
  }

  /** How many were ever added: ids go on from there. */
  protected get added(): number {
    return this.#added;
  }

  get(id: number): CountedRule<Wish> | undefined {
    const isMeant = (rule: CountedRule<Wish>): boolean => rule.id === id;
    return this.#open.find(isMeant) ?? this.#spent.find(isMeant);
  }

  /** Puts a rule in: `times` is how often it strikes, null for always. Its place is the last, where none is said. */
  enter(wish: Wish, times: number | null, place?: number): CountedRule<Wish> {
    this.#remember();
    this.#added += 1;
    const id = this.#added;
    return this.#set(undefined, { ...wish, id, left: times, met: 0, struck: 0, place: place ?? id, ended: 0 });
  }

  /** Forgets some; says how many there were of them. */
  removeAll(isMeant: (rule: CountedRule<Wish>) => boolean): number {
    const removed = [...this.#open, ...this.#spent].filter(isMeant);
    for (const rule of removed) this.#set(rule, undefined);
    return removed.length;
  }

  /** Forgets all; those that come later go on with the numbers, for a journal may name these. */
  clear(): void {
    this.removeAll(() => true);
  }

  /** As it was when its world was made: also the numbers begin anew. */
  reset(): void {
    this.clear();
    this.#remember();
    this.#added = 0;
  }

  /**
   * Counts calls that a rule met, and times that it struck; answers it as it is then, undefined if it is no more. One that has
   * struck as often as was wanted strikes no more.
   */
  count(id: number, met: number, struck: number): CountedRule<Wish> | undefined {
    const rule = this.get(id);
    if (rule === undefined) return undefined;
    const { left } = rule;
    const rest = left === null ? null : Math.max(0, left - struck);
    const isSpent = rest === 0 && left !== 0;
    const ended = isSpent ? (this.#spent.at(-1)?.ended ?? 0) + 1 : rule.ended;
    const counted = this.#set(rule, { ...rule, left: rest, met: rule.met + met, struck: rule.struck + struck, ended });
    const [first] = this.#spent;
    if (this.#spent.length > MOST_SPENT && first !== undefined) this.#set(first, undefined);
    return counted;
  }

  save(): unknown {
    return { added: this.#added, rules: [...this.rows()].map(([, rule]) => rule) };
  }

  load(saved: unknown): void {
    const { added, rules } = saved as { readonly added: number; readonly rules: readonly CountedRule<Wish>[] };
    this.#open = [];
    this.#spent = [];
    this.#added = added;
    for (const rule of rules) this.putRow(rule.id, rule);
  }

  override *rows(): Iterable<KeptRow> {
    for (const rule of this.#spent) if (this.isKept(rule)) yield [rule.id, rule];
    for (const rule of this.#open) if (this.isKept(rule)) yield [rule.id, rule];
  }

  override putRow(id: number, rule: CountedRule<Wish> | undefined): void {
    this.#put(this.get(id), rule);
  }

  override head(): unknown {
    return { added: this.#added };
  }

  override putHead(head: unknown): void {
    const { added } = head as { readonly added: number };
    this.#added = Math.max(added, ...this.#open.filter(rule => !this.isKept(rule)).map(({ id }) => id));
  }

  undo(id: number, before: CountedRule<Wish> | undefined): void {
    this.putRow(id, before);
  }

  override turnEnded(isUndone: boolean): void {
    if (isUndone && this.#before !== undefined) {
      this.#open = this.#before.open;
      this.#spent = this.#before.spent;
      this.#added = this.#before.added;
    }
    this.#before = undefined;
  }

  /** Whether a rule is kept with its world. One that is not is brought back by whoever added it. */
  protected isKept(_rule: CountedRule<Wish>): boolean {
    return true;
  }

  /** Gives a rule that is not kept another id: its own is that of one that is. */
  protected renumber(rule: CountedRule<Wish>): void {
    this.#added += 1;
    this.#put(rule, { ...rule, id: this.#added });
  }

  #set<Rule extends CountedRule<Wish> | undefined>(before: CountedRule<Wish> | undefined, after: Rule): Rule {
    this.#remember();
    this.#put(before, after);
    const rule = after ?? before;
    if (rule !== undefined && this.isKept(rule)) this.note(rule.id, before, after);
    return after;
  }

  #put(before: CountedRule<Wish> | undefined, after: CountedRule<Wish> | undefined): void {
    if (before !== undefined && after !== undefined && before.ended === after.ended && before.place === after.place) {
      const at = this.#open.indexOf(before);
      if (at >= 0) this.#open = this.#open.with(at, after);
      else this.#spent = this.#spent.map(rule => (rule === before ? after : rule));
      return;
    }
    if (before !== undefined && before.ended === 0) this.#open = this.#open.filter(rule => rule !== before);
    if (before !== undefined && before.ended > 0) this.#spent = this.#spent.filter(rule => rule !== before);
    if (after === undefined) return;
    if (after.ended > 0) this.#spent = inOrder(this.#spent, after, 'ended');
    else this.#open = inOrder(this.#open, after, 'place');
  }

  #remember(): void {
    if (this.#before === undefined && this.keepUntilTurn())
      this.#before = { added: this.#added, open: this.#open, spent: this.#spent };
  }
}

/** A list with one more in it, by a number. */
function inOrder<Rule extends Standing>(rules: readonly Rule[], rule: Rule, by: keyof Standing): readonly Rule[] {
  const at = rules.findLastIndex(other => other[by] <= rule[by]);
  return rules.toSpliced(at + 1, 0, rule);
}

/** Whether a rule means a call. */
export const means = (
  { operation: pattern, where, between }: Conditions,
  { vendor, operation, raw, now }: MetCall,
): boolean =>
  concerns(pattern, vendor, operation) &&
  (between === undefined || (now >= between[0] && now < between[1])) &&
  (where === undefined || where === null || (raw !== undefined && isMet(where, raw)));

/** Whether a rule takes the call that it means as its last: `met` counts that one already. */
export const isItsTurn = (rule: Conditions & Pick<Tally, 'met'>, met = rule.met): boolean => {
  const { skip = 0, every = 1 } = rule;
  return met > skip && (met - skip - 1) % every === 0;
};

/** Whether a rule's pattern means an operation of a vendor. */
export const concerns = (pattern: string, vendor: string, operation: string): boolean =>
  isMeant(pattern, pattern.includes('/') ? `${vendor}/${operation}` : operation);
