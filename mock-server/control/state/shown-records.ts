import { HIDDEN, masked } from '../../../contracts/core/masked.js';
import type { Schema } from '../../../contracts/core/operation.js';
import type { Cloud } from '../../domain/cloud.js';
import type { Part } from '../../domain/transaction.js';

/** A record as it is shown. */
export type ShownRecord = Record<string, unknown>;

/** Schemas of records and of terms, once a part has loaded its own. */
const loaded = new WeakMap<Part, { readonly schema: Schema | undefined }>();

/** The schema of a part's records, or of the terms of its intervals; undefined for a part that says none. */
export async function schemaOf(part: Part): Promise<Schema | undefined> {
  const known = loaded.get(part) ?? { schema: (await part.schema?.()) as Schema | undefined };
  loaded.set(part, known);
  return known.schema;
}

/** Shows records without what their schemas mark as a secret, and without the values of credentials. */
export class ShownRecords {
  readonly #values: ReadonlySet<string>;

  constructor({ credentials }: Cloud) {
    this.#values = new Set(credentials.all().map(({ value }) => value));
  }

  async of(part: Part, records: readonly object[]): Promise<ShownRecord[]> {
    if (records.length === 0) return [];
    // One that says no schema shows nothing that could be a secret.
    const schema = await schemaOf(part);
    return records.map(record => this.#one(part, schema, record));
  }

  /** What a schema describes, without its secrets. */
  under(schema: Schema | undefined, value: unknown): unknown {
    return this.#scrubbed(masked(schema, value));
  }

  #one({ form }: Part, schema: Schema | undefined, record: object): ShownRecord {
    if (form !== 'intervals') return this.under(schema, record) as ShownRecord;
    const { terms, ...interval } = Object(record);
    return { ...interval, terms: this.under(schema, terms) };
  }

  /** What was masked is a copy, so that it may be changed. */
  #scrubbed(value: unknown): unknown {
    if (typeof value === 'string') return this.#values.has(value) ? HIDDEN : value;
    if (value === null || typeof value !== 'object') return value;
    for (const key of Object.keys(value)) {
      const inner: unknown = Reflect.get(value, key);
      const clean = this.#scrubbed(inner);
      if (clean !== inner) Reflect.set(value, key, clean);
    }
    return value;
  }
}

/** Names of members that name a thing to people, the tellingest first. */
const NAMES = ['name', 'displayName', 'title', 'label', 'hostname', 'domain', 'email', 'code', 'description'];

/** What people call a thing; null where its record has no such word. */
export function nameOf(record: ShownRecord): string | null {
  for (const name of NAMES) {
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (typeof value === 'string' && value !== '' && value !== HIDDEN) return value;
  }
  return null;
}
