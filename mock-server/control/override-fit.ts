import { checkExchange } from '../../contracts/core/checks.js';
import type { Contract, Entry } from '../../contracts/core/contract.js';
import { loadGroup } from '../../contracts/core/define-contract.js';
import { writeExact } from '../../contracts/core/exact-json.js';
import { Failure } from '../../contracts/core/failure.js';
import type { Schema } from '../../contracts/core/operation.js';
import { mediaTypeOf } from '../../contracts/core/wire.js';
import type { Override } from '../worlds/overrides.js';
import { operationsOf } from './known-names.js';
import { type Departure, departureOfOperations, departureOfPatch } from './patch-fit.js';
import type { RunningServer } from './running-server.js';

/** What an override makes of an answer. */
type Changes = Pick<Override, 'operation' | 'reply' | 'patch' | 'operations'>;

/**
 * Refuses an override whose answers would depart from the contract of an operation that it means, as far as that can be
 * said before there is an answer: of a whole one, all; of one that is changed, what no answer of the operation could hold.
 */
export async function mustFit(server: RunningServer, override: Changes): Promise<void> {
  for (const { contract, group, name } of await operationsOf(server, override.operation)) {
    if (!Object.hasOwn(contract.groups, group)) continue;
    const entry = (await loadGroup(contract, group)).entries.find(one => one.name === name);
    const departure = entry && departureIn(contract, entry, override);
    if (entry === undefined || departure === undefined) continue;
    const { what, at, expected, found } = departure;
    throw new Failure('invalid', {
      text: `${what} departs from the contract of ${contract.vendor}/${entry.id} at ${at}: expected ${expected}, found ${found}; say "drift": true if it is to`,
    });
  }
}

function departureIn(
  contract: Contract,
  entry: Entry,
  { reply, patch, operations }: Changes,
): (Departure & { readonly what: string }) | undefined {
  if (reply !== null) {
    const { status, headers = {}, body } = reply;
    const isText = headers['content-type'] !== undefined;
    const typed = isText || body === undefined ? headers : { 'content-type': 'application/json', ...headers };
    const [finding] = checkExchange({ contract, entry, reply: { status, headers: typed, body: asParsed(body) } });
    if (finding === undefined) return undefined;
    const { path, place, expected, found } = finding;
    return { what: 'the reply', at: path || place, expected, found };
  }
  const all = Object.values(entry.operation.responses);
  const json = all.filter(schema => mediaTypeOf(schema) === 'application/json');
  const departs = (schema: Schema) => {
    if (operations === undefined) return { what: 'the patch', of: departureOfPatch(schema, asParsed(patch)) };
    const parsed = operations.map(one => ({ ...one, value: asParsed(one.value) }));
    const found = departureOfOperations(schema, parsed);
    return { what: `operations[${found?.index ?? 0}]`, of: found };
  };
  if (json.length === 0) return { what: 'a change', at: '$', expected: 'an answer of JSON', found: 'none' };
  const [first, ...others] = json.map(departs);
  if (first?.of === undefined || others.some(({ of }) => of === undefined)) return undefined;
  return { what: first.what, ...first.of };
}

/** A value as whoever parses its JSON reads it. */
const asParsed = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(writeExact(value)));
