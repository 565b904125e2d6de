import type { RawInput } from '../calls/input.js';
import { concerns, countedDown } from './faults.js';

/** What the operator wants answered. */
interface WantedReply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** What the input of a call must hold, by part. */
interface Where {
  readonly params?: Record<string, unknown> | undefined;
  readonly query?: Record<string, unknown> | undefined;
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
  match(operation: string, raw: RawInput, struck: readonly Override[]): Override | undefined;
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
  match(vendor: string, operation: string, raw: RawInput, struck: readonly Override[]): Override | undefined {
    return this.#rules.find(
      rule =>
        concerns(rule.operation, vendor, operation) &&
        (rule.left === null || rule.left > struck.filter(({ id }) => id === rule.id).length) &&
        (rule.where === null || holds({ ...raw }, rule.where)),
    );
  }

  /** Counts a rule down that was taken. */
  spend(override: Override): void {
    this.#rules = countedDown(this.#rules, override);
  }
}

/**
 * Whether a value holds all that is wanted of it: members of objects, items of lists at their place, and anything else as
 * it is. A text of the query that is JSON is also looked into, and a number matches its text.
 */
function holds(value: unknown, wanted: unknown): boolean {
  if (wanted === null || typeof wanted !== 'object')
    return value === wanted || (typeof value === 'string' && wanted !== null && value === String(wanted));
  const inside = typeof value === 'string' ? parsed(value) : value;
  if (inside === null || typeof inside !== 'object') return false;
  return Object.entries(wanted).every(([key, member]) => {
    const name = Object.hasOwn(inside, key)
      ? key
      : Object.keys(inside).find(one => one.toLowerCase() === key.toLowerCase());
    return name !== undefined && holds(Reflect.get(inside, name), member);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
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
