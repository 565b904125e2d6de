import { z } from 'zod';
import type { Contract, Entry } from '../../core/contract.js';
import { schemesOf } from '../../core/dialect.js';
import type { Effect, Example, Schema } from '../../core/operation.js';
import { isInParts } from '../../core/parts.js';
import { keysOf, neededKeys, stepOf } from '../../core/schema.js';
import type { Resolved } from '../run/input.js';

/** An input with one thing wrong in it. */
export interface WrongInput {
  readonly input: Example;
  /** The member that is wrong, as a place of a finding: `$request.body.name`. */
  readonly place: string;
  /** What is wrong with it. */
  readonly wrong: 'a wrong value' | 'no value';
}

type Part = 'params' | 'query' | 'body';

/** Most calls of an operation of each kind of wrong input. If one is taken that changes something, the rest are not made. */
const MOST = 4;

const BAD_TEXT = ['not-a-value', '-', '{', ''];
const BAD_VALUE: readonly unknown[] = ['not-a-value', {}, ['not-a-value'], -1, ''];

/** Whether a schema takes a value; one that is not there takes any. */
export const takes = (schema: Schema | undefined, value: unknown): boolean =>
  schema === undefined || z.safeParse(schema, value).success;

/** Whether the contract takes an input. */
export const isWhole = ({ operation }: Entry, input: Example): boolean =>
  takes(operation.params, input.params) && takes(operation.query, input.query) && takes(operation.body, input.body);

/**
 * Inputs that the contract does not take, each made of a good one by one change: a member has a wrong value, or one that
 * is needed has none. A call that changes something has one wrong value only, for an endpoint that passes over a member
 * would do its work at each.
 */
export function wrongInputs({ dialect }: Contract, entry: Entry, resolved: Resolved): WrongInput[] {
  const schemes = schemesOf(dialect, entry.operation).map(name => dialect.schemes[name]);
  // A member that carries the credential is tried where credentials are.
  const carriers = new Set(schemes.map(scheme => requestPlace('query', scheme?.name ?? '')));
  const isInput = ({ place }: WrongInput): boolean => !carriers.has(place);
  return [
    ...[...withBadValues(entry, resolved.input)].filter(isInput).slice(0, entry.operation.effect === 'read' ? MOST : 1),
    ...[...withoutNeeded(entry, resolved)].filter(isInput).slice(0, MOST),
  ];
}

const membersOf = (input: Example, part: Part): Record<string, unknown> | undefined => {
  const value = input[part];
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : undefined;
};

function* withBadValues({ operation }: Entry, input: Example): Generator<WrongInput> {
  for (const part of ['body', 'query', 'params'] as const) {
    const schema = operation[part];
    const members = part === 'body' ? membersOf(input, part) : { ...input[part] };
    if (schema === undefined || members === undefined) continue;
    const isText = part !== 'body' || isInParts(schema); // parts carry nothing but texts
    const bad = isText ? BAD_TEXT.filter(text => part !== 'params' || text !== '') : BAD_VALUE;
    for (const key of ordered(schema)) {
      const value = bad.find(one => !takes(schema, { ...members, [key]: one }));
      if (value === undefined) continue;
      yield {
        input: { ...input, [part]: { ...members, [key]: value } },
        place: requestPlace(part, key),
        wrong: 'a wrong value',
      };
    }
  }
}

/** Where nothing is lost by it, a read, any member may be left out; else none that says which thing is meant. */
function* withoutNeeded({ operation }: Entry, { input, from }: Resolved): Generator<WrongInput> {
  if (LOSES.has(operation.effect)) return;
  for (const part of ['body', 'query'] as const) {
    const members = membersOf(input, part);
    if (members === undefined) continue;
    for (const key of neededKeys(operation[part])) {
      if (operation.effect !== 'read' && part === 'query' && key in from) continue;
      const { [key]: _left, ...rest } = members;
      if (!(key in members) || takes(operation[part], rest)) continue;
      yield { input: { ...input, [part]: rest }, place: requestPlace(part, key), wrong: 'no value' };
    }
  }
}

/** What destroys is never called with less than it needs: nobody knows what it would destroy then. */
const LOSES: ReadonlySet<Effect> = new Set<Effect>(['destroy']);

/** Keys of a schema, those that an input must have first. */
const ordered = (schema: Schema): string[] => [...new Set([...neededKeys(schema), ...keysOf(schema)])];

/** The place of a finding that is about a member of the request: `$request.query.page`. */
export const requestPlace = (part: Part, key: string): string => `$request.${part}${stepOf(key)}`;
