import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Entry, LoadedContract } from '../../../contracts/core/contract.js';
import type { DriftEdit, DriftRow } from '../../../contracts/kit/drifts/row.js';
import { isBelow } from './replay.js';

/**
 * What changed from one release of an API to the next, oldest first, as its vendor's descriptions say. An operation is named
 * as it is today. A fact is its kind, its place, and the type before and after, or the one that came or went. Facts inside
 * what came or went as a whole, or below a place whose own type changed, are not listed: they go with it.
 */
const release = z.strictObject({
  version: z.string(),
  date: z.string(),
  source: z.url(),
  facts: z.record(z.string(), z.array(z.array(z.string()).min(1))),
});
export type Release = z.output<typeof release>;

export const releasesOf = (vendor: string): Release[] => {
  const file = new URL(`../../../fixtures/drifts/${vendor}-history.json`, import.meta.url);
  return z.array(release).parse(JSON.parse(readFileSync(file, 'utf8')));
};

/** A fact of one release, at an operation. */
export interface Fact {
  readonly kind: string;
  readonly operation: string;
  readonly place: string;
  readonly types: readonly string[];
}

const withoutNames = (operation: string): string => operation.replaceAll(/\{[^}]+\}/g, '{}');

const entriesByRoute = new WeakMap<LoadedContract, ReadonlyMap<string, Entry>>();

/** The operation that a fact is about, if it is described. */
export function entryOf(contract: LoadedContract, { operation }: Fact): Entry | undefined {
  const byRoute =
    entriesByRoute.get(contract) ??
    new Map(contract.entries.map(entry => [withoutNames(`${entry.operation.method} ${entry.operation.path}`), entry]));
  entriesByRoute.set(contract, byRoute);
  return byRoute.get(withoutNames(operation));
}

/** The facts that came after a release, the last first: undo them, and today's shape is that of the release. */
export const factsSince = (releases: readonly Release[], version: string): Fact[] =>
  releases
    .slice(releases.findIndex(one => one.version === version) + 1)
    .flatMap(({ facts }) =>
      Object.entries(facts).flatMap(([operation, all]) =>
        all.map(([kind = '', place = '', ...types]): Fact => ({ kind, operation, place, types })),
      ),
    )
    .toReversed();

/** What an endpoint of an older release answers otherwise than one of today, at a place of an operation. */
export interface Otherwise {
  readonly id: string;
  readonly place: string;
  readonly how: keyof typeof checkFor;
}

/** The check that tells each of them. */
export const checkFor = {
  absent: 'missing-field',
  type: 'type',
  more: 'undocumented-field',
  gone: 'operation-gone',
  requires: 'takes-valid-input',
} as const;

/** The differences that are left of facts: what came and went again is none, and what is inside another goes with it. */
export function otherwise(contract: LoadedContract, facts: readonly Fact[]): Otherwise[] {
  const found = new Map<string, Otherwise & { readonly today?: string }>();
  for (const fact of facts) {
    const entry = entryOf(contract, fact);
    if (entry === undefined) continue;
    const { id } = entry;
    const { kind, place, types } = fact;
    const key = `${id} ${place}`;
    const before = found.get(key);
    if (kind === 'operation-added') found.set(id, { id, place: '$', how: 'gone' });
    else if (kind === 'response-field-added') replace(before?.how === 'more', { id, place, how: 'absent' });
    else if (kind === 'response-field-removed') replace(before?.how === 'absent', { id, place, how: 'more' });
    else if (isNeeded(fact)) replace(false, { id, place: `$request.body${place.slice(1)}`, how: 'requires' });
    else if (kind === 'response-type-changed') {
      const today = before?.today ?? types[1] ?? '';
      replace(types[0] === today, { id, place, how: 'type', today });
    }
    function replace(isUndone: boolean, one: Otherwise & { readonly today?: string }): void {
      if (isUndone) found.delete(key);
      else found.set(key, one);
    }
  }
  const all = [...found.values()];
  const isInside = (one: Otherwise): boolean =>
    all.some(
      ({ id, place, how }) =>
        id === one.id && how !== 'more' && (how === 'gone' ? one.how !== 'gone' : isBelow(one.place, place)),
    );
  return all.filter(one => !isInside(one)).map(({ id, place, how }) => ({ id, place, how }));
}

/** Whether an older endpoint needs an input that is gone. */
const isNeeded = ({ kind, types }: Fact): boolean => kind === 'request-field-removed' && types.includes('required');

/** An endpoint of an older release: a row for each described operation that was otherwise. */
export function castInto(
  { version, date, source }: Release,
  contract: LoadedContract,
  facts: readonly Fact[],
): DriftRow[] {
  const edits = new Map<string, DriftEdit[]>();
  for (const fact of facts) {
    const id = entryOf(contract, fact)?.id;
    const edit = editFor(fact);
    if (id !== undefined && edit !== undefined) edits.set(id, [...(edits.get(id) ?? []), edit]);
  }
  return [...edits].map(([operation, own]) => ({
    ...{ id: version, vendor: contract.vendor, operation, date, source, what: `As of ${version}.`, seenBy: 'read' },
    ...{ edits: own, expected: [] },
  }));
}

/** What undoes a fact in an exchange; undefined where an older endpoint answers the same. */
function editFor(fact: Fact): DriftEdit | undefined {
  const { kind, place } = fact;
  const [before = '', after = ''] = fact.types;
  const at = `$${place.slice(1)}` as const;
  switch (kind) {
    case 'operation-added':
      return { failure: 'noRoute' };
    case 'response-field-added':
      return { at, remove: true };
    case 'response-field-removed':
      return { at, set: sampleFor(before) };
    case 'response-type-changed':
      return typeChange(at, before, after);
    case 'request-field-removed':
      return isNeeded(fact) ? { request: { requires: at } } : undefined;
    case 'request-field-added':
      return { request: { ignores: at } };
    case 'param-added':
      return place.startsWith('query:') ? { request: { ignores: `query:${place.slice(6)}` } } : undefined;
    default:
      return undefined;
  }
}

function typeChange(at: `$${string}`, before: string, after: string): DriftEdit {
  if (before === 'array') return { at, wrap: 'array' };
  if (after === 'array') return { at, wrap: 'unwrap' };
  if (before === 'integer' || before === 'number' || before === 'boolean' || before === 'object')
    return { at, retype: before };
  return { at, retype: 'string' };
}

/** A value of a type of the descriptions, `string:date-time`. */
function sampleFor(type: string): string | number | boolean | [] | Record<string, never> {
  if (type.startsWith('string:date-time')) return '2025-01-01T00:00:00';
  if (type.startsWith('array')) return [];
  if (type.startsWith('integer') || type.startsWith('number')) return 0;
  if (type === 'boolean') return true;
  return type === 'object' ? {} : '';
}
