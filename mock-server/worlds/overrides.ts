import { concerns, countedDown } from './rule.js';
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
  /** Operation id with `*` for any piece: `acme/lamps.*`. */
  readonly operation: string;
  /** What the input must hold, by part; null for any input. */
  readonly where: Where | null;
  /** Calls it still answers; null for all. */
  readonly left: number | null;
  /** The whole answer, in place of the handler's; null where there is a patch. */
  readonly reply: WantedReply | null;
  /** What is other in the handler's own answer (RFC 7396). */
  readonly patch?: unknown;
  /** It may depart from the contract. */
  readonly drift: boolean;
}

/** The operator's overrides, for one vendor. */
export interface Overriding {
  match(operation: string, raw: SentParts, struck: readonly Override[]): Override | undefined;
  spend(override: Override): void;
}

/** The overrides of one world, in the order they were added: the first that matches is taken. */
export class Overrides {
  #rules: Override[] = [];
  #added = 0;

  add(rule: Omit<Override, 'id'>): Override {
    this.#added += 1;
    const override = { id: this.#added, ...rule };
    this.#rules.push(override);
    return override;
  }

  all(): readonly Override[] {
    return this.#rules;
  }

  clear(): void {
    this.#rules = [];
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
    this.#rules = countedDown(this.#rules, override);
  }
}

/** A value with a merge patch over it: null takes a member out (RFC 7396). */
export function patched(value: unknown, patch: unknown): unknown {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const target = value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
  const members = new Map(Object.entries(target));
  for (const [key, member] of Object.entries(patch)) {
    if (member === null) members.delete(key);
    else members.set(key, patched(members.get(key), member));
  }
  return Object.fromEntries(members);
}
