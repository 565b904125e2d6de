import { Failure } from '../../contracts/core/failure.js';
import { concerns, countedDown } from './faults.js';
import type { PatchOperation } from './json-patch.js';
import { isMet, type SentParts, type Where } from './where.js';

/** What the operator wants answered. */
interface WantedReply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** Another answer that the operator wants of some calls. */
export interface Override {
  readonly id: number;
  /** One of the same name takes its place; null for none. */
  readonly name: string | null;
  /** Operation id with `*` for any piece: `acme/lamps.*`. */
  readonly operation: string;
  /** What the input must hold, by part; null for any input. */
  readonly where: Where | null;
  /** Calls it still answers; null for all. */
  readonly left: number | null;
  /** Calls that it has answered. */
  readonly struck: number;
  /** The whole answer, in place of the handler's; null where it is changed in parts, or an endpoint answers. */
  readonly reply: WantedReply | null;
  /** What is other in the handler's own answer (RFC 7396). */
  readonly patch?: unknown;
  /** The same as operations, one after the other (RFC 6902). */
  readonly operations?: PatchOperation[] | undefined;
  /** Address of an endpoint that answers in the double's place, `https://api.example.com/v1`. */
  readonly forward?: string | undefined;
  /** It may depart from the contract. */
  readonly drift: boolean;
  /** It stands in the world from its opening, and again after each reset. */
  readonly standing: boolean;
}

/** An override as it is asked for. */
export type WantedOverride = Omit<Override, 'id' | 'struck' | 'standing'>;

/** The operator's overrides, for one vendor. */
export interface Overriding {
  match(operation: string, raw: SentParts, struck: readonly Override[]): Override | undefined;
  spend(override: Override): void;
}

/** Most overrides of a world. */
const MOST = 1000;

/**
 * The overrides of one world: the first that matches is taken. Those that were added come first, in the order in which they
 * were, for a test that adds one means it; then those that stand in the world from its opening.
 */
export class Overrides {
  #rules: readonly Override[] = [];
  #standing: readonly WantedOverride[] = [];
  #added = 0;

  /** Throws `Failure` where there are too many. */
  add(wanted: WantedOverride): Override {
    const override = this.#made(wanted, false);
    const isSame = ({ name }: Override): boolean => name !== null && name === wanted.name;
    const others = this.#rules.filter(rule => !isSame(rule));
    if (others.length >= MOST) throw new Failure('invalid', { text: `a world has ${MOST} overrides at most` });
    const replaced = this.#rules.findIndex(rule => isSame(rule) && !rule.standing);
    const standing = others.findIndex(rule => rule.standing);
    const at = replaced >= 0 ? replaced : standing >= 0 ? standing : others.length;
    this.#rules = others.toSpliced(at, 0, override);
    return override;
  }

  /** Puts others in the place of those that stand, now and after each reset. */
  stand(wanted: readonly WantedOverride[]): void {
    this.#standing = wanted;
    const names = new Set(wanted.map(({ name }) => name));
    const added = this.#rules.filter(({ name, standing }) => !standing && (name === null || !names.has(name)));
    this.#rules = [...added, ...wanted.map(one => this.#made(one, true))];
  }

  all(): readonly Override[] {
    return this.#rules;
  }

  /** Forgets one by its id or its name; says whether there was one. */
  remove(idOrName: string): boolean {
    const before = this.#rules.length;
    this.#rules = this.#rules.filter(({ id, name }) => String(id) !== idOrName && name !== idOrName);
    return this.#rules.length < before;
  }

  /** Forgets all, also those that stand, until the world is reset. */
  clear(): void {
    this.#rules = [];
  }

  /** As the world was opened. */
  reset(): void {
    this.#rules = [];
    this.#added = 0;
    this.stand(this.#standing);
  }

  /** The first rule that means this call; `struck` are those that the call has taken already and not yet counted down. */
  match(vendor: string, operation: string, raw: SentParts, struck: readonly Override[]): Override | undefined {
    return this.#rules.find(
      rule =>
        concerns(rule.operation, vendor, operation) &&
        (rule.left === null || rule.left > struck.filter(({ id }) => id === rule.id).length) &&
        isMet(rule.where, raw),
    );
  }

  /** Counts a rule down that was taken. */
  spend(override: Override): void {
    this.#rules = countedDown(this.#rules, override).map(rule =>
      rule.id === override.id ? { ...rule, struck: rule.struck + 1 } : rule,
    );
  }

  #made(wanted: WantedOverride, standing: boolean): Override {
    this.#added += 1;
    return { id: this.#added, ...wanted, struck: 0, standing };
  }
}
