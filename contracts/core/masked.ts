import { z } from 'zod';
import { isDeeper } from './depth.js';
import type { Dialect } from './dialect.js';
import { readExact, writeExact } from './exact-json.js';
import { jsonInside } from './json-inside.js';
import type { Schema } from './operation.js';
import { bare, memberOf } from './schema.js';

export const HIDDEN = '[redacted]';
export const UNDESCRIBED = '[undescribed]';
/** A second line of defence behind the contract's marks, for what a client sends: names that speak for themselves. */
export const SPEAKING =
  /pass(word|wd|phrase)?$|^pass|secret|token|api[-_]?key|private[-_]?key|session|credential|cookie|^auth|signature/i;

/** Told of each text that is a secret. */
type Seen = (text: string) => void;

const ignoring: Seen = () => {};

/** A copy of a value in which secrets are masked, and what no schema describes, for nothing says whether that is one. */
export function masked(schema: Schema | undefined, value: unknown, seen: Seen = ignoring): unknown {
  return schema === undefined ? hidden(value, UNDESCRIBED, ignoring) : maskedBy(planOf(schema), value, seen);
}

/** A header as it may be shown: one that carries a credential is hidden, and addresses in one lose their query. */
export function maskedHeader(dialect: Dialect, name: string, value: string): string {
  const known = headerMasks.get(dialect) ?? new Map<string, HeaderMask>();
  headerMasks.set(dialect, known);
  const mask = known.get(name) ?? maskOfHeader(dialect, name);
  if (known.size < MOST_KEPT) known.set(name, mask);
  if (mask === 'hidden') return HIDDEN;
  return mask === 'address' ? value.replaceAll(/[?#][^\s>;,]*/g, '') : value;
}

type HeaderMask = 'hidden' | 'address' | 'plain';

/** What is to be masked of each header, by its name: most calls have the same ones. */
const headerMasks = new WeakMap<Dialect, Map<string, HeaderMask>>();

function maskOfHeader({ schemes }: Dialect, name: string): HeaderMask {
  const isCarrying = Object.values(schemes).some(one => one.in === 'header' && one.name === name.toLowerCase());
  if (isCarrying || SPEAKING.test(name) || /authenticat|authoriz/i.test(name)) return 'hidden';
  return /^(location|referer|content-location|link|refresh)$/i.test(name) ? 'address' : 'plain';
}

/** What is to be masked where a value is of one of these schemas. Each is worked out once, for many records have the same. */
class MaskPlan {
  /** All of it. */
  readonly isSecret: boolean;
  /** A text is JSON, which is of these. */
  readonly inside: readonly Schema[];
  readonly #within: readonly Schema[];
  readonly #isOpen: boolean;
  readonly #members = new Map<string | number, MaskedMember>();

  /** A value may be of any option of a union: what one of them marks is hidden. */
  constructor(schemas: readonly Schema[]) {
    this.isSecret = schemas.some(schema => bare(schema).secret);
    this.inside = schemas.flatMap(schema => jsonInside(schema) ?? []);
    this.#within = schemas.flatMap(schema => optionsOf(jsonInside(schema) ?? schema));
    this.#isOpen = this.#within.some(schema => ['unknown', 'any'].includes(bare(schema).type));
  }

  member(key: string | number): MaskedMember {
    const known = this.#members.get(key);
    if (known !== undefined) return known;
    const member = this.#memberOf(key);
    if (this.#members.size < MOST_KEPT) this.#members.set(key, member);
    return member;
  }

  #memberOf(key: string | number): MaskedMember {
    const isSpeaking = typeof key === 'string' && SPEAKING.test(key);
    const inner = this.#within.flatMap(schema => {
      const found = memberOf(schema, key)?.schema;
      return found === undefined ? [] : optionsOf(found);
    });
    const known = inner.filter(schema => bare(schema).type !== 'never');
    if (known.length > 0) return { isSpeaking, plan: new MaskPlan(known) };
    return { isSpeaking, plan: this.#isOpen ? anything : undefined };
  }
}

interface MaskedMember {
  /** Its name says that it is a secret. */
  readonly isSpeaking: boolean;
  /** Undefined where nothing describes it. */
  readonly plan: MaskPlan | undefined;
}

/** Most members of one plan, and headers of one dialect, that are kept: a map may have any number of keys. */
const MOST_KEPT = 500;

const anything = new MaskPlan([z.unknown()]);
const plans = new WeakMap<Schema, MaskPlan>();

function planOf(schema: Schema): MaskPlan {
  const plan = plans.get(schema) ?? new MaskPlan(optionsOf(schema));
  plans.set(schema, plan);
  return plan;
}

function maskedBy(plan: MaskPlan, value: unknown, seen: Seen): unknown {
  if (plan.isSecret) return hidden(value, HIDDEN, seen);
  if (typeof value === 'string') return maskedInside(plan, value, seen);
  if (value === null || typeof value !== 'object') return value;
  const member = (key: string | number, one: unknown): unknown => {
    const { isSpeaking, plan: inner } = plan.member(key);
    if (isSpeaking && typeof one === 'string') return hidden(one, HIDDEN, seen);
    return inner === undefined ? hidden(one, UNDESCRIBED, ignoring) : maskedBy(inner, one, seen);
  };
  if (Array.isArray(value)) return value.map((one, at) => member(at, one));
  // As `fromEntries` does it, in half the time: but for that name an assignment makes a member.
  const copy: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value))
    if (key === '__proto__') Object.defineProperty(copy, key, { ...OWN, value: member(key, one) });
    else copy[key] = member(key, one);
  return copy;
}

const OWN = { enumerable: true, configurable: true, writable: true };

/** Keeps the form of a value and hides what stands in it. */
function hidden(value: unknown, as: string, seen: Seen): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(one => hidden(one, as, seen));
  if (typeof value === 'string') seen(value);
  if (typeof value !== 'object') return as;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hidden(one, as, seen)]));
}

/** A text that is read as JSON, with what stands in it masked; any other text itself. */
function maskedInside({ inside }: MaskPlan, text: string, seen: Seen): string {
  if (inside.length === 0) return text;
  try {
    const plan = new MaskPlan(inside.flatMap(optionsOf));
    return isDeeper(text) ? UNDESCRIBED : writeExact(maskedBy(plan, readExact(text), seen));
  } catch {
    return text;
  }
}

/** The schema itself, or all options of a union, each with the mark that the whole bears. */
function optionsOf(schema: Schema): Schema[] {
  const { core, secret } = bare(schema);
  if (secret) return [schema];
  if (core instanceof z.ZodUnion) return core.options.flatMap(option => optionsOf(option));
  if (core instanceof z.ZodIntersection) return [...optionsOf(core.def.left), ...optionsOf(core.def.right)];
  return [schema];
}
