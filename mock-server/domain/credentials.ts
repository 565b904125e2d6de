import type { Instant } from './clock.js';
import { ForkedMap } from './forked-map.js';
import { type KeptRow, Part } from './transaction.js';

/** A key to a cloud: a token, an API key, a session. */
export interface Credential {
  /** How it travels: the name of one of the dialect's schemes. */
  readonly scheme: string;
  readonly value: string;
  /** Id of the account, organisation or user it speaks for. */
  readonly holder: number;
  /** Id of the person whose credential it is, where the holder is not one person. */
  readonly user?: number;
  readonly state: 'valid' | 'revoked';
  readonly rights: 'all' | 'read';
  /** From this instant on it is expired; null for never. */
  readonly expires: Instant | null;
}

/** Who makes a call. */
export interface Caller {
  readonly holder: number;
  readonly credential: Credential;
}

/** The credentials of one cloud. Looking one up costs the same however many there are. */
export class KnownCredentials extends Part {
  #known = new ForkedMap<string, Credential>();

  add(credential: Credential): Credential {
    this.#set(keyOf(credential.scheme, credential.value), credential);
    return credential;
  }

  find(scheme: string, value: string): Credential | undefined {
    return this.#known.get(keyOf(scheme, value));
  }

  /** From now on the credential is known, and refused. */
  revoke(scheme: string, value: string): void {
    const known = this.find(scheme, value);
    if (known?.state === 'valid') this.#set(keyOf(scheme, value), { ...known, state: 'revoked' });
  }

  all(): Credential[] {
    return this.#known.entries().map(([, credential]) => credential);
  }

  override get form() {
    return 'credentials' as const;
  }

  save(): unknown {
    return this.all();
  }

  load(saved: unknown): void {
    this.#known = new ForkedMap();
    for (const one of saved as Credential[]) this.#known.set(keyOf(one.scheme, one.value), one);
  }

  override share(template: this): void {
    this.#known = new ForkedMap(template.#known);
  }

  override rows(): Iterable<KeptRow> {
    return this.#known.entries();
  }

  override putRow(key: string, credential: Credential | undefined, isNew: boolean): void {
    this.#known.put(key, credential, isNew);
  }

  undo(key: string, before: Credential | undefined): void {
    this.#known.put(key, before, false);
  }

  #set(key: string, credential: Credential): void {
    const before = this.#known.get(key);
    this.#known.set(key, credential);
    this.note(key, before, credential);
  }
}

const keyOf = (scheme: string, value: string): string => `${scheme} ${value}`;
