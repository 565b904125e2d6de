import type { ManagedResource } from '../../core/contract.js';
import { valueAt } from '../../core/json-path.js';
import type { Example } from '../../core/operation.js';
import { leadsElsewhere } from '../../core/request.js';
import type { Report } from '../report/report.js';
import { LONGEST_VALUE } from './known-values.js';

/** A thing that this run made or may have made. */
export interface MadeThing {
  readonly resource: ManagedResource;
  /** The ids that the answer of its creation had. Without the first it cannot be taken away. */
  readonly ids: Readonly<Record<string, string>>;
  /** The name that this run gave it. */
  readonly sent: string | undefined;
  /** It did not become ready in time. Do not wait for it again. */
  neverReady: boolean;
  /** Why it is or may be still there. */
  reason: string;
}

/** What a read says of a thing. `isThere` is undefined if it says nothing. */
export interface Presence {
  readonly isThere?: boolean;
  /** The answer says `notFound`, which is more than a list that does not have the thing. */
  readonly isCertain?: boolean;
  readonly detail: string;
}

const OWN_NAME = /hostdouble-[a-z0-9]+/;

/**
 * The ids of a thing in the answer of its creation, and what the creation sent of itself; of those that lead elsewhere or
 * are none for their length, none.
 */
export function idsIn({ ids, sent }: ManagedResource, body: unknown, input: Example): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, place] of Object.entries(ids)) {
    const value = valueAt(body, place);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') continue;
    const text = String(value);
    if (!leadsElsewhere(text) && text.length <= LONGEST_VALUE) found[name] = text;
  }
  for (const [word, member] of Object.entries(sent)) {
    const value: unknown = Reflect.get(Object(input.body), member) ?? input.query?.[member];
    if (typeof value === 'string') found[word] = value;
  }
  return found;
}

/** The name that this run gave a thing in an input. */
export const nameSent = (input: Example): string | undefined => OWN_NAME.exec(JSON.stringify(input))?.[0];

/** A thing by its first id: `vm_id 7`; if it is not known, by the name that it was given. */
export function thingInWords({ resource, ids, sent }: MadeThing): string {
  const [name = ''] = Object.keys(resource.ids);
  const value = ids[name];
  const named = value === undefined && sent !== undefined ? `, named ${sent}` : '';
  return `${name} ${value ?? 'unknown'}${named}`;
}

/** A thing as a report tells that it was left. */
export const leftOf = (thing: MadeThing): Report['left'][number] => ({
  operation: thing.resource.create.id,
  name: thingInWords(thing),
  reason: thing.reason,
});
