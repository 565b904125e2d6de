import { createHash } from 'node:crypto';
import { readExact, writeExact } from '../../contracts/core/exact-json.js';
import type { Instant } from '../domain/clock.js';
import type { Cloud, CloudHead } from '../domain/cloud.js';
import type { Credential } from '../domain/credentials.js';
import type { PartRow } from '../domain/folded.js';
import type { KeptWorld, StoredRecord } from '../store/store.js';
import type { Origin } from './ready-cloud.js';

/** Vendor of the rows that are the world's own. */
export const OWN = '';

/** Name of the part that holds a cloud's credentials. */
const CREDENTIALS = 'credentials';

/** By what a credential is found, which cannot be read back from it. */
export const credentialHash = (vendor: string, scheme: string, value: string): string =>
  createHash('sha256').update(`${vendor} ${scheme} ${value}`).digest('hex');

/** What a cloud says of itself where it is kept. */
export interface CloudSays {
  /** From what it was made, where its base does not say that: before, none did. */
  readonly origin?: Origin;
  /** What its parts hold beside their rows. */
  readonly head: CloudHead;
  /** When it is due (`dueIn`), as it was when it was kept; null for never. */
  readonly due: Instant | null;
}

export const headOf = (cloud: Cloud, due: Instant | undefined, origin?: Origin): string => {
  const says: CloudSays = { ...(origin && { origin }), head: cloud.head(), due: due ?? null };
  return JSON.stringify(says);
};

/** What a cloud says of itself, which an older version wrote perhaps: then it is due at once, so that somebody looks. */
export const saidIn = (head: string): CloudSays => ({ due: Number.NEGATIVE_INFINITY, ...JSON.parse(head) });

/** Rows of one commit, as they are stored. */
export class CommittedRows {
  readonly records: StoredRecord[] = [];
  /** Hashes of the credentials among them. */
  readonly credentials: string[] = [];
  readonly #version: number;

  /** `version` is the one that the commit makes. */
  constructor(version: number) {
    this.#version = version;
  }

  add(vendor: string, rows: Iterable<PartRow>): void {
    for (const { part, key, value, isNew } of rows) {
      this.records.push({
        ...{ vendor, part, key: JSON.stringify(key) },
        // What the operator wants answered may hold numbers of any length; a record holds none.
        value: value === undefined ? null : vendor === OWN ? writeExact(value) : JSON.stringify(value),
        born: isNew ? this.#version : null,
        nth: this.records.length,
      });
      if (vendor === OWN || part !== CREDENTIALS || value === undefined) continue;
      const credential = value as Credential;
      this.credentials.push(credentialHash(vendor, credential.scheme, credential.value));
    }
  }
}

/** Rows of a cloud, or of the world's own parts; one is new at its place where it came to that after a version. */
export const rowsOf = ({ records }: KeptWorld, vendor: string, since = Number.NEGATIVE_INFINITY): PartRow[] =>
  records
    .filter(record => record.vendor === vendor)
    .map(({ part, key, value, born }) => ({
      part,
      key: JSON.parse(key),
      value: value === null ? undefined : vendor === OWN ? readExact(value) : JSON.parse(value),
      isNew: value !== null && born !== null && born > since,
    }));
