import { Failure } from '../../contracts/core/failure.js';
import { isMeant } from '../../contracts/core/names.js';
import type { Instant } from '../domain/clock.js';
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

/** What is counted of a rule. It counts on while the rule stands, so whoever shows it copies it. */
export interface Tally {
  readonly id: number;
  /** How often it still strikes; null for always, 0 for a rule that is used up. */
  left: number | null;
  /** How many calls it meant, also those that it let go by. */
  met: number;
  /** How often it struck. */
  struck: number;
}

export type CountedRule<Wish> = Wish & Tally;

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

/** Rules of one kind in one world, in the order they were added. Empty it costs a look at a length. */
export class RuleList<Wish extends Conditions> {
  #open: readonly CountedRule<Wish>[] = [];
  #spent: readonly CountedRule<Wish>[] = [];
  #added = 0;

  /** `times` is how often it strikes; null for always. Throws `Failure` where there are too many. */
  add(wish: Wish, times: number | null): CountedRule<Wish> {
    if (this.#open.length >= MOST_RULES)
      throw new Failure('invalid', { text: `a world has at most ${MOST_RULES} rules of a kind` });
    this.#added += 1;
    const rule = { ...wish, id: this.#added, left: times, met: 0, struck: 0 };
    this.#open = [...this.#open, rule];
    return rule;
  }

  /** Those that may still strike. The list stays as it is while others are added and used up. */
  get open(): readonly CountedRule<Wish>[] {
    return this.#open;
  }

  /** Those and the last that are used up, in the order they were added. */
  all(): readonly CountedRule<Wish>[] {
    return [...this.#spent, ...this.#open].sort((one, other) => one.id - other.id);
  }

  /** Forgets one; says whether there was one of this id. */
  remove(id: number): boolean {
    const [open, spent] = [this.#open.length, this.#spent.length];
    this.#open = this.#open.filter(rule => rule.id !== id);
    this.#spent = this.#spent.filter(rule => rule.id !== id);
    return open + spent > this.#open.length + this.#spent.length;
  }

  /** Forgets all; those that come later go on with the numbers, for a journal may name these. */
  clear(): void {
    this.#open = [];
    this.#spent = [];
  }

  /** As it was when its world was made: also the numbers begin anew. */
  reset(): void {
    this.clear();
    this.#added = 0;
  }

  /** Notes that a rule struck. One that has struck as often as was wanted strikes no more. */
  strike(rule: CountedRule<Wish>): void {
    if (!countStrike(rule)) return;
    this.#open = this.#open.filter(other => other !== rule);
    this.#spent = [...this.#spent, rule].slice(-MOST_SPENT);
  }
}

/** Counts that a rule struck; says whether it has now struck as often as was wanted. */
export function countStrike(rule: Tally): boolean {
  rule.struck += 1;
  if (rule.left === null || rule.left === 0) return false;
  rule.left -= 1;
  return rule.left === 0;
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
export const isItsTurn = ({ met, skip = 0, every = 1 }: Conditions & Pick<Tally, 'met'>): boolean =>
  met > skip && (met - skip - 1) % every === 0;

/** Whether a rule's pattern means an operation of a vendor. */
export const concerns = (pattern: string, vendor: string, operation: string): boolean =>
  isMeant(pattern, pattern.includes('/') ? `${vendor}/${operation}` : operation);
