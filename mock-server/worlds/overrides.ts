import { Failure } from '../../contracts/core/failure.js';
import type { Part } from '../domain/transaction.js';
import type { PatchOperation } from './json-patch.js';
import { type Conditions, type CountedRule, isItsTurn, type MetCall, MOST_RULES, means, RuleList } from './rule.js';
import type { SentParts } from './where.js';

/** What the operator wants answered. */
export interface WantedReply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** Another answer that the operator wants of some calls, as it is asked for. */
export interface WantedOverride extends Conditions {
  /** One of the same name takes its place; null for none. */
  readonly name: string | null;
  /** Calls to answer so; null for all. */
  readonly times: number | null;
  /** The whole answer, in place of the handler's; null where it is changed in parts, or an endpoint answers. */
  readonly reply: WantedReply | null;
  /** What is other in the handler's own answer (RFC 7396). */
  readonly patch?: unknown;
  /** The same as operations, one after the other (RFC 6902). */
  readonly operations?: readonly PatchOperation[] | undefined;
  /** Address of an endpoint that answers in the double's place, `https://api.example.com/v1`. */
  readonly forward?: string | undefined;
  /** It may depart from the contract. */
  readonly drift: boolean;
}

/** An override as a world has it. */
export interface OverrideWish extends Omit<WantedOverride, 'times'> {
  /** It stands in the world from its opening, and again after each reset. */
  readonly standing: boolean;
}

/** An override of a world, counted. */
export type Override = CountedRule<OverrideWish>;

/** What one call has taken, and not counted yet: calls that it makes as a part of itself may come to nothing. */
export class Taken {
  readonly #counts = new Map<number, { met: number; struck: number }>();

  note({ id }: Override, isStruck: boolean): void {
    const count = this.#counts.get(id) ?? { met: 0, struck: 0 };
    count[isStruck ? 'struck' : 'met'] += 1;
    this.#counts.set(id, count);
  }

  met = ({ id, met }: Override): number => met + (this.#counts.get(id)?.met ?? 0);

  isLeft = ({ id, left }: Override): boolean => left === null || left > (this.#counts.get(id)?.struck ?? 0);

  /** Counts all of it. */
  count(overrides: Pick<Overriding, 'count'>): void {
    for (const [id, { met, struck }] of this.#counts) overrides.count(id, met, struck);
  }
}

/** The operator's overrides, for one vendor. */
export interface Overriding {
  /** The override that takes a call, if one does; with `taken` nothing is counted, but noted there. */
  match(operation: string, raw: SentParts, taken?: Taken): Override | undefined;
  /** Counts an override that answered a call. */
  strike(override: Override): void;
  /** Counts calls that an override met, and those that it answered. */
  count(id: number, met: number, struck: number): void;
}

/** After all others come those that stand, in the order of their ids. */
const FIRST_STANDING = 2 ** 40;

const NONE: ReadonlySet<string | null> = new Set();

/**
 * The overrides of one world: the first that matches is taken. Those that were added come first, in the order in which they
 * were, for a test that adds one means it; then those that stand in the world from its opening. The latter are not kept with
 * the world: each server has its own.
 */
export class Overrides extends RuleList<OverrideWish> {
  /** By the names under which a world has them. */
  readonly parts: Readonly<Record<string, Part>> = { overrides: this };
  #standing: readonly WantedOverride[] = [];
  /** Names of those that stand no more until the world is reset, for they were removed or replaced; null for all that have none. */
  #without: ReadonlySet<string | null> = NONE;
  #withoutBefore: ReadonlySet<string | null> | undefined;

  /** Those in the order in which they are tried, and the last that are used up. */
  all(): readonly Override[] {
    return [...this.open, ...this.spent];
  }

  /** One of the same name is replaced where it stands. Throws `Failure` where there are too many. */
  add({ times, ...wanted }: WantedOverride): Override {
    const isSame = ({ name }: Override): boolean => name !== null && name === wanted.name;
    if (this.open.filter(rule => !isSame(rule)).length >= MOST_RULES)
      throw new Failure('invalid', { text: `a world has ${MOST_RULES} overrides at most` });
    const replaced = this.open.find(rule => isSame(rule) && !rule.standing);
    this.removeAll(isSame);
    return this.enter({ ...wanted, standing: false }, times, replaced?.place);
  }

  /** Puts others in the place of those that stand, now and after each reset. */
  stand(wanted: readonly WantedOverride[]): void {
    this.#standing = wanted;
    const names = new Set(wanted.flatMap(({ name }) => name ?? []));
    super.removeAll(({ name, standing }) => standing || (name !== null && names.has(name)));
    for (const { times, ...one } of wanted) this.enter({ ...one, standing: true }, times, FIRST_STANDING + this.added);
    this.#setWithout(new Set());
  }

  /** Forgets one by its id or its name; says whether there was one. */
  remove(idOrName: string): boolean {
    return this.removeAll(({ id, name }) => String(id) === idOrName || name === idOrName) > 0;
  }

  override removeAll(isMeant: (rule: Override) => boolean): number {
    const names = [...this.open, ...this.spent].filter(rule => rule.standing && isMeant(rule)).map(({ name }) => name);
    const removed = super.removeAll(isMeant);
    if (names.length > 0) this.#setWithout(new Set([...this.#without, ...names]));
    return removed;
  }

  /** As the world was opened. */
  override reset(): void {
    super.reset();
    this.stand(this.#standing);
  }

  /** The first rule that means a call and whose turn it is. */
  match(call: MetCall, taken?: Taken): Override | undefined {
    for (const rule of this.open) {
      if (!means(rule, call) || taken?.isLeft(rule) === false) continue;
      const counted = taken === undefined ? this.count(rule.id, 1, 0) : rule;
      taken?.note(rule, false);
      if (counted !== undefined && isItsTurn(counted, taken?.met(rule))) return counted;
    }
    return undefined;
  }

  /** Counts a rule that was taken. */
  strike({ id }: Override): void {
    this.count(id, 0, 1);
  }

  override head(): unknown {
    return { added: this.added, without: [...this.#without] };
  }

  override putHead(head: unknown): void {
    const { without } = head as { readonly without: readonly (string | null)[] };
    this.#without = new Set(without);
    super.removeAll(({ name, standing }) => standing && this.#without.has(name));
    super.putHead(head);
  }

  /** One that stands gives way to one that is kept and has its id. */
  override putRow(id: number, rule: Override | undefined): void {
    const known = this.get(id);
    if (rule !== undefined && known?.standing) this.renumber(known);
    if (rule !== undefined || known?.standing === false) super.putRow(id, rule);
  }

  override turnEnded(isUndone: boolean): void {
    if (isUndone && this.#withoutBefore !== undefined) this.#without = this.#withoutBefore;
    this.#withoutBefore = undefined;
    super.turnEnded(isUndone);
  }

  protected override isKept({ standing }: Override): boolean {
    return !standing;
  }

  #setWithout(names: ReadonlySet<string | null>): void {
    if (this.keepUntilTurn()) this.#withoutBefore ??= this.#without;
    this.#without = names;
  }
}
