import type { Contract, Entry } from '../../core/contract.js';
import { schemesOf } from '../../core/dialect.js';
import { heldBy } from '../../core/held.js';
import type { Example } from '../../core/operation.js';
import type { Credentials, CredentialUse } from '../transport/request.js';
import { variableMark } from './curl.js';
import { harmlessIn, insideOf } from './harmless.js';

/** A call of a run. */
export interface SentCall {
  readonly entry: Entry;
  readonly input: Example;
  readonly use: CredentialUse;
  /** It was to be refused. */
  readonly isRefused: boolean;
}

/** Stands for a secret that nobody needs to repeat the call. */
const HIDDEN = '[redacted]';

/**
 * An input as it may be shown. For a credential, and for any text that came from an answer, a variable stands that is named
 * as the field is: who repeats the call sets it. What the contract marks as secret is left out.
 */
export function inputShown(
  contract: Contract,
  { entry, input }: Pick<SentCall, 'entry' | 'input'>,
  credentials: Credentials,
): Example {
  const { vendor, dialect } = contract;
  const isHarmless = harmlessIn(entry);
  const secretTexts = Object.values(credentials).filter(value => value !== '');
  const carrying = schemesOf(dialect, entry.operation).filter(name => dialect.schemes[name]?.in === 'query');
  const shown: Writing = (text, key) => {
    const credential = Object.keys(credentials).find(name => credentials[name] === text);
    const scheme = carrying.find(name => dialect.schemes[name]?.name.toLowerCase() === key.toLowerCase());
    const name = credential ?? scheme;
    if (name !== undefined) return variableMark(vendor, name);
    const isSafe = isHarmless(text) && !secretTexts.some(secret => text.includes(secret));
    return isSafe ? text : variableMark(vendor, key.replaceAll(/\W+/g, '_'));
  };
  const part = (of: 'params' | 'query' | 'body'): unknown => {
    const schema = entry.operation[of];
    const secrets = new Set<string>();
    if (schema !== undefined)
      for (const { keys, secret } of heldBy(schema, input[of])) if (secret) secrets.add(pathOf(keys));
    return rewritten(input[of], { shown, secrets, name: of, keys: [] });
  };
  return { params: Object(part('params')), query: Object(part('query')), body: part('body') };
}

/** How a text that stands under a key is shown. */
type Writing = (text: string, key: string) => string;

interface Place {
  readonly shown: Writing;
  /** Paths of what the contract marks as secret. */
  readonly secrets: ReadonlySet<string>;
  /** The nearest key that is a name. */
  readonly name: string;
  readonly keys: readonly PropertyKey[];
}

const pathOf = (keys: readonly PropertyKey[]): string => JSON.stringify(keys);

/** A value with each of its texts as it may be shown, also those in JSON inside a text. */
function rewritten(value: unknown, place: Place): unknown {
  const { shown, secrets, name, keys } = place;
  if (value !== undefined && secrets.has(pathOf(keys))) return HIDDEN;
  if (typeof value === 'string') {
    const inner = insideOf(value);
    return inner === undefined ? shown(value, name) : JSON.stringify(rewritten(inner, place));
  }
  if (typeof value === 'number' || typeof value === 'bigint') {
    const text = shown(String(value), name);
    return typeof value === 'number' && text === String(value) ? value : text;
  }
  if (Array.isArray(value)) return value.map((one, at) => rewritten(one, { ...place, keys: [...keys, at] }));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, rewritten(one, { ...place, name: key, keys: [...keys, key] })]),
  );
}
