import { carrierNames, type Dialect } from '../../contracts/core/dialect.js';
import { writeExact } from '../../contracts/core/exact-json.js';
import { redactor } from '../../contracts/core/redact.js';
import type { Exchanged } from './exchanged.js';

/** Most secrets of one call that are looked for elsewhere in it, and the shortest. */
const [MOST, SHORTEST] = [50, 6];

type Redactor = (text: string) => string;

/** Credentials that a world handed out, and what takes them out of texts, alone or with others. */
interface IssuedSet {
  readonly known: ReadonlySet<string>;
  readonly redactors: Map<string, Redactor>;
}

/** Of each list of credentials: most calls of a world carry no other, and what takes them out is made once for all. */
const allIssued = new WeakMap<readonly string[], IssuedSet>();

function issuedSet(issued: readonly string[]): IssuedSet {
  const found = allIssued.get(issued) ?? { known: new Set(issued.slice(0, MOST)), redactors: new Map() };
  allIssued.set(issued, found);
  return found;
}

/** The secrets of one call: the credentials of its world, what it carries, and what the contract marks. */
export class Secrets {
  readonly #issued: IssuedSet;
  /** Those that the world did not hand out. */
  readonly #others = new Set<string>();

  /** Pass the same list for all calls of a world. */
  constructor(issued: readonly string[]) {
    this.#issued = issuedSet(issued);
  }

  readonly add = (text: string): void => {
    const { known } = this.#issued;
    if (text.length < SHORTEST || known.has(text) || known.size + this.#others.size >= 2 * MOST) return;
    this.#others.add(text);
  };

  /** Adds what a call carries as a credential, in whichever of the dialect's ways. */
  addCarried({ schemes }: Dialect, { headers, query }: Pick<Exchanged, 'headers' | 'query'>): void {
    for (const scheme of Object.values(schemes)) {
      const names = carrierNames(scheme);
      if (scheme.in === 'header') for (const name of names) this.#addCarried(headers[name], scheme.prefix);
      else
        for (const [key, values] of Object.entries(query))
          if (names.includes(key.toLowerCase())) this.#addCarried(values, scheme.prefix);
    }
  }

  /** What takes all of them out of a text. */
  redactor(): Redactor {
    const { known, redactors } = this.#issued;
    const key = this.#others.size === 0 ? '' : JSON.stringify([...this.#others]);
    const found = redactors.get(key) ?? redactor([...known, ...this.#others]);
    if (redactors.size > MOST) redactors.clear();
    redactors.set(key, found);
    return found;
  }

  #addCarried(values: string | readonly string[] | undefined, prefix = ''): void {
    for (const value of values === undefined ? [] : typeof values === 'string' ? [values] : values) {
      this.add(value);
      if (value.toLowerCase().startsWith(prefix.toLowerCase())) this.add(value.slice(prefix.length).trim());
    }
  }
}

/** Plain data without secrets in its texts and names. Most have none: one look at the text of it all tells. */
export function freed<T>(value: T, clean: Redactor): T {
  const text = writeExact(value) ?? '';
  return clean(text) === text ? value : (cleaned(value, clean) as T);
}

/** A copy of plain data with each of its texts and names made clean. */
function cleaned(value: unknown, clean: Redactor): unknown {
  if (typeof value === 'string') return clean(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(one => cleaned(one, clean));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [clean(name), cleaned(one, clean)]));
}
