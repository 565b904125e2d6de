import type { Schema } from './operation.js';
import { bare, chosenFor, defOf, memberOf } from './schema.js';

/** A value inside a body, with its schema. */
export class Held {
  /** Its path with `[*]` for any item of a list or a map: `$.data[*].id`. */
  readonly path: string;
  readonly schema: Schema;
  readonly value: unknown;
  /** Whether it, or one that it is in, is a secret. */
  readonly secret: boolean;
  readonly #around: Held | undefined;
  readonly #key: PropertyKey;

  constructor({ path, schema, secret }: Inner, value: unknown, around?: Held, key: PropertyKey = '') {
    this.path = path;
    this.schema = schema;
    this.value = value;
    this.secret = secret || around?.secret === true;
    this.#around = around;
    this.#key = key;
  }

  /** The keys that lead to it. */
  get keys(): readonly PropertyKey[] {
    const keys: PropertyKey[] = [];
    for (let held: Held = this; held.#around !== undefined; held = held.#around) keys.push(held.#key);
    return keys.reverse();
  }
}

/** What a schema says of a place. */
interface Inner {
  readonly path: string;
  readonly schema: Schema;
  readonly secret: boolean;
}

const inner = (schema: Schema, path: string): Inner => ({ path, schema, secret: bare(schema).secret });

/** Walks through a value and its schema together, and skips what the schema does not describe. */
export function* heldBy(schema: Schema, value: unknown): Generator<Held> {
  // Not by generators within generators, of which each would hand on what the inner ones give; so the last comes first.
  const waiting = [new Held(inner(schema, '$'), value)];
  for (let held = waiting.pop(); held !== undefined; held = waiting.pop()) {
    yield held;
    if (held.value === null || typeof held.value !== 'object') continue;
    const members = membersOf(chosenFor(held.schema, held.value), held.path);
    if (Array.isArray(held.value)) {
      for (let index = held.value.length - 1; index >= 0; index--) {
        const item = members.of(index);
        if (item !== undefined) waiting.push(new Held(item, held.value[index], held, index));
      }
      continue;
    }
    for (const [name, one] of Object.entries(held.value).reverse()) {
      const member = members.of(name);
      if (member !== undefined) waiting.push(new Held(member, one, held, name));
    }
  }
}

/** Of each schema, by path, what it says of what it lists. */
const known = new WeakMap<Schema, Map<string, Members>>();

function membersOf(schema: Schema, path: string): Members {
  const places = known.get(schema) ?? new Map<string, Members>();
  known.set(schema, places);
  const members = places.get(path) ?? new Members(schema, path);
  places.set(path, members);
  return members;
}

/** What a schema says of members and items: of those that it lists once, for the rows of a list have the same. */
class Members {
  readonly #schema: Schema;
  readonly #path: string;
  readonly #listed = new Map<PropertyKey, Inner>();

  constructor(schema: Schema, path: string) {
    this.#schema = schema;
    this.#path = path;
  }

  of(key: PropertyKey): Inner | undefined {
    const { element, shape = {} } = defOf(bare(this.#schema).core);
    const listedAs = element === undefined ? key : '*';
    const before = this.#listed.get(listedAs);
    if (before !== undefined) return before;
    const member = memberOf(this.#schema, key);
    if (member === undefined) return undefined;
    const found = inner(member.schema, this.#path + member.step);
    // A map's keys, and members that no schema lists, are as many as an endpoint sends.
    if (element !== undefined || Object.hasOwn(shape, key)) this.#listed.set(listedAs, found);
    return found;
  }
}
