import type { Contract, Entry } from '../../core/contract.js';
import { heldBy } from '../../core/held.js';
import type { Schema } from '../../core/operation.js';
import { bare } from '../../core/schema.js';
import { headerOf, type PassedCall } from './passed.js';

/** Most secrets that are remembered, the newest; and the shortest text that is looked for elsewhere. */
const [MOST, SHORTEST] = [5000, 6];
const CARRYING = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];

/**
 * The secrets of the calls that passed: held in memory while the proxy runs, so that they can be taken out of whatever is
 * written, and written nowhere.
 */
export class SecretsSeen {
  readonly #contract: Contract;
  readonly #seen = new Set<string>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  list(): string[] {
    return [...this.#seen];
  }

  /** Learns what a call carries as a credential, in whichever of the dialect's ways. */
  learn({ headers, reply, search, input }: PassedCall): void {
    const { schemes } = this.#contract.dialect;
    for (const { in: where, name, prefix = '' } of Object.values(schemes)) {
      if (where === 'header') {
        const value = headerOf(headers, name);
        this.#add(value);
        if (value?.toLowerCase().startsWith(prefix.toLowerCase())) this.#add(value.slice(prefix.length));
        continue;
      }
      for (const [key, value] of [...new URLSearchParams(search), ...pairsOf(input?.query ?? {})])
        if (key.toLowerCase() === name.toLowerCase()) this.#add(value);
    }
    for (const name of CARRYING)
      for (const value of [headerOf(headers, name), reply && headerOf(reply.headers, name)])
        for (const part of value?.split(/[;,\s=]+/) ?? []) if (part.length >= 12) this.#add(part);
  }

  /** Learns the values that a schema marks as secrets. */
  learnMarked(schema: Schema | undefined, value: unknown): void {
    if (schema === undefined) return;
    for (const { schema: at, value: held } of heldBy(schema, value)) if (bare(at).secret) this.#addAll(held);
  }

  /** Learns what signs in, where an operation does. */
  learnSignIn({ id }: Entry, values: unknown): void {
    const { signIn } = this.#contract.playbook ?? {};
    if (signIn?.operation !== id || values === null || typeof values !== 'object') return;
    for (const name of Object.keys(signIn.sends)) this.#addAll(Reflect.get(values, name));
  }

  #addAll(value: unknown): void {
    if (typeof value === 'string') this.#add(value);
    else if (value !== null && typeof value === 'object') for (const one of Object.values(value)) this.#addAll(one);
  }

  #add(value: string | undefined): void {
    const secret = value?.trim() ?? '';
    if (secret.length < SHORTEST) return;
    this.#seen.delete(secret);
    this.#seen.add(secret);
    const [oldest] = this.#seen;
    if (this.#seen.size > MOST && oldest !== undefined) this.#seen.delete(oldest);
  }
}

const pairsOf = (query: Readonly<Record<string, string | string[] | undefined>>): [string, string][] =>
  Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? '']).map((one): [string, string] => [name, one]),
  );
