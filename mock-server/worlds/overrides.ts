import { Failure } from '../../contracts/core/failure.js';
import type { PatchOperation } from './json-patch.js';
import {
  type Conditions,
  type CountedRule,
  countStrike,
  isItsTurn,
  type MetCall,
  MOST_RULES,
  MOST_SPENT,
  means,
} from './rule.js';
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

/** An override of a world, counted. */
export type Override = CountedRule<Omit<WantedOverride, 'times'>> & {
  /** It stands in the world from its opening, and again after each reset. */
  readonly standing: boolean;
};

/** What one call has taken, and not counted yet: calls that it makes as a part of itself may come to nothing. */
export class Taken {
  readonly #met = new Map<Override, number>();
  readonly #struck = new Map<Override, number>();

  note(override: Override, isStruck: boolean): void {
    const count = isStruck ? this.#struck : this.#met;
    count.set(override, (count.get(override) ?? 0) + 1);
  }

  met = (override: Override): number => override.met + (this.#met.get(override) ?? 0);

  isLeft = (override: Override): boolean => override.left === null || override.left > (this.#struck.get(override) ?? 0);

  /** Counts all of it. */
  count(overrides: Pick<Overriding, 'strike'>): void {
    for (const [override, times] of this.#met) override.met += times;
    for (const [override, times] of this.#struck)
      for (let time = 0; time < times; time += 1) overrides.strike(override);
  }
}

/** The operator's overrides, for one vendor. */
export interface Overriding {
  /** The override that takes a call, if one does; with `taken` nothing is counted, but noted there. */
  match(operation: string, raw: SentParts, taken?: Taken): Override | undefined;
  /** Counts an override that answered a call. */
  strike(override: Override): void;
}

/**
 * The overrides of one world: the first that matches is taken. Those that were added come first, in the order in which they
 * were, for a test that adds one means it; then those that stand in the world from its opening.
 */
export class Overrides {
  #open: readonly Override[] = [];
  #spent: readonly Override[] = [];
  #standing: readonly WantedOverride[] = [];
  #added = 0;

  /** Those that may still strike. */
  get open(): readonly Override[] {
    return this.#open;
  }

  /** Those in the order in which they are tried, and the last that are used up. */
  all(): readonly Override[] {
    return [...this.#open, ...this.#spent];
  }

  /** One of the same name is replaced where it stands. Throws `Failure` where there are too many. */
  add(wanted: WantedOverride): Override {
    const isSame = ({ name }: Override): boolean => name !== null && name === wanted.name;
    const others = this.#open.filter(rule => !isSame(rule));
    if (others.length >= MOST_RULES)
      throw new Failure('invalid', { text: `a world has ${MOST_RULES} overrides at most` });
    const override = this.#made(wanted, false);
    const replaced = this.#open.findIndex(rule => isSame(rule) && !rule.standing);
    const standing = others.findIndex(rule => rule.standing);
    const at = replaced >= 0 ? replaced : standing >= 0 ? standing : others.length;
    this.#open = others.toSpliced(at, 0, override);
    this.#spent = this.#spent.filter(rule => !isSame(rule));
    return override;
  }

  /** Puts others in the place of those that stand, now and after each reset. */
  stand(wanted: readonly WantedOverride[]): void {
    this.#standing = wanted;
    const names = new Set(wanted.flatMap(({ name }) => name ?? []));
    const goesOn = ({ name, standing }: Override): boolean => !standing && (name === null || !names.has(name));
    this.#open = [...this.#open.filter(goesOn), ...wanted.map(one => this.#made(one, true))];
    this.#spent = this.#spent.filter(goesOn);
  }

  /** Forgets one by its id or its name; says whether there was one. */
  remove(idOrName: string): boolean {
    const stays = ({ id, name }: Override): boolean => String(id) !== idOrName && name !== idOrName;
    const before = this.#open.length + this.#spent.length;
    this.#open = this.#open.filter(stays);
    this.#spent = this.#spent.filter(stays);
    return this.#open.length + this.#spent.length < before;
  }

  /** Forgets all, also those that stand, until the world is reset. */
  clear(): void {
    this.#open = [];
    this.#spent = [];
  }

  /** As the world was opened. */
  reset(): void {
    this.clear();
    this.#added = 0;
    this.stand(this.#standing);
  }

  /** The first rule that means a call and whose turn it is. */
  match(call: MetCall, taken?: Taken): Override | undefined {
    for (const rule of this.#open) {
      if (!means(rule, call) || taken?.isLeft(rule) === false) continue;
      if (taken === undefined) rule.met += 1;
      else taken.note(rule, false);
      const met = taken?.met(rule) ?? rule.met;
      if (isItsTurn({ ...rule, met })) return rule;
    }
    return undefined;
  }

  /** Counts a rule that was taken. */
  strike(rule: Override): void {
    if (!countStrike(rule)) return;
    this.#open = this.#open.filter(other => other !== rule);
    this.#spent = [...this.#spent, rule].slice(-MOST_SPENT);
  }

  #made({ times, ...wanted }: WantedOverride, standing: boolean): Override {
    this.#added += 1;
    return { id: this.#added, ...wanted, left: times, met: 0, struck: 0, standing };
  }
}
