import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { control } from '../../contracts/control/index.js';
import type { Contract } from '../../contracts/core/contract.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { type Wording, wordingAt } from '../../contracts/core/dialect.js';
import { Failure, type InputIssue, type IssueWants } from '../../contracts/core/failure.js';
import type { IssueCode } from '../../contracts/core/issue-facts.js';
import type { Operation } from '../../contracts/core/operation.js';
import { keysOf } from '../../contracts/core/schema.js';
import { contracts } from '../../contracts/index.js';
import { checkInput } from '../../mock-server/calls/input.js';
import { replay } from '../../mock-server/seeds/replay.js';
import { builtIn } from '../../mock-server/vendors/index.js';
import { AnyCalls, Chance, callable, DirectCloud, seedAt } from '../any-calls.js';

const usual = z.config().localeError;
/** What zod says in the place of each of its own sentences: another version of zod may word any of them anew. */
const MARK = 'A-WORD-OF-ZOD';
const marked = (): string => MARK;

afterEach(() => {
  z.config({ localeError: usual });
});

const all: readonly Contract[] = [control, ...(await Promise.all(Object.values(contracts).map(({ load }) => load())))];

/** Things that no sentence says: gaps that were filled with nothing. */
const GAPS = /\bundefined\b|\[object |\bNaN\b|:(attribute|min|max|value)\b/;

/** Facts as issues bring them, and none at all. */
const facts: readonly IssueWants[] = [
  {},
  ...(['text', 'list', 'number'] as const).flatMap(of => [
    { limit: 3, inclusive: true, of },
    { limit: 3, inclusive: false, of },
    { limit: 3, inclusive: true, of, between: [1, 3] as const },
  ]),
  { limit: '18446744073709551615', inclusive: true, of: 'number' },
  { format: 'email' },
  { format: 'regex', pattern: '^a$' },
  { format: 'brand-new' },
  { options: ['a', 7, null] },
  { keys: ['a', 'b'] },
  { says: 'is of our own' },
  ...(['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'] as const).map(type => ({ types: [type] })),
];

const codes: Readonly<Record<IssueCode, true>> = {
  ...{ required: true, invalid_type: true, too_big: true, too_small: true, invalid_format: true, custom: true },
  ...{ not_multiple_of: true, unrecognized_keys: true, invalid_union: true, invalid_key: true },
  ...{ invalid_element: true, invalid_value: true },
};

/** All wordings of a vendor: its own, and those of services that have others. */
const wordings: readonly (readonly [string, Wording])[] = all.flatMap(({ vendor, dialect }) => [
  [vendor, dialect] as const,
  ...Object.entries(dialect.services ?? {}).map(([path, wording]) => [vendor + path, wording] as const),
]);

/** Codes of zod's, where they stand in a text. */
const CODES = /invalid_|too_big|not_multiple|unrecognized_keys|of_a_later_zod|toString/;

describe.each(wordings)('wrong input as %s words it', (name, { encode, failures }) => {
  it.each([...Object.keys(codes), 'of_a_later_zod', 'toString'])('of the code %s is a whole sentence', code => {
    const texts = new Set<string>();
    for (const wants of [undefined, ...facts])
      for (const part of ['query', 'body'] as const)
        for (const path of [[], ['userId'], ['rules', 0, 'port'], ['period[]']])
          for (const sent of [undefined, null, 'x', 7, ['a'], {}]) {
            const issue: InputIssue = { in: part, path, code, sent, ...(wants && { wants }) };
            const { status, body } = encode(new Failure('invalid', { issues: [issue] }));
            const text = JSON.stringify(body);
            if (texts.has(text)) continue;
            texts.add(text);
            const forms = Object.values(failures).filter(form => form.status === status);
            expect(
              forms.some(({ schema }) => z.safeParse(schema, body).success),
              text,
            ).toBe(true);
          }
    expect([...texts].filter(text => GAPS.test(text) || (!isOurs(name) && CODES.test(text)))).toEqual([]);
  });
});

/** Our own API tells the code itself, too. */
const isOurs = (name: string): boolean => name === control.vendor;

const wrong = [null, -1, 1.5, '', 'x'.repeat(3000), [], [null], { a: 1 }, undefined];

/** The example of an operation with one thing wrong in it, over and over. */
function* wrongInputs({ example = {}, ...operation }: Operation) {
  const { params = {}, query = {}, body } = example;
  const right = { params: { ...params }, query: Object({ ...query }), body };
  for (const part of ['params', 'query', 'body'] as const)
    for (const name of [undefined, ...keysOf(operation[part])])
      for (const value of wrong)
        yield { ...right, [part]: name === undefined ? value : { ...Object(right[part]), [name]: value } };
}

function answersOf(operation: Operation, { encode }: Wording): string[] {
  return [...wrongInputs(operation)].flatMap(input => {
    try {
      checkInput(operation, input);
      return [];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return [JSON.stringify(encode(error))];
    }
  });
}

describe.each(all.map(contract => [contract.vendor, contract] as const))('wrong input of %s', (vendor, contract) => {
  it('of every operation is worded alike whatever zod says of it', async () => {
    const { entries } = await loadContract(contract);
    let refused = 0;
    for (const { id, operation } of entries) {
      const wording = wordingAt(contract.dialect, operation.path);
      const before = answersOf(operation, wording);
      z.config({ localeError: marked });
      const after = answersOf(operation, wording);
      z.config({ localeError: usual });
      refused += before.length;
      expect(after.join('\n') === before.join('\n'), id).toBe(true);
      expect(
        after.filter(text => text.includes(MARK) || GAPS.test(text)),
        id,
      ).toEqual([]);
    }
    expect(refused, vendor).toBeGreaterThan(entries.length);
  });
});

describe.each(builtIn.map(listed => [listed.vendor, listed] as const))('a call of %s', (_vendor, { load, issue }) => {
  it('that is wrong is answered without a word of zod', async () => {
    const vendor = await load();
    const issued = issue('default', 1);
    const { number, history } = await seedAt('empty', Date.UTC(2026, 5, 15));
    const ready = await callable(vendor);
    const cloud = new DirectCloud(ready, await replay(vendor, await history(vendor.contract.vendor), number, issued));
    const calls = new AnyCalls(ready, new Chance(7), issued);
    z.config({ localeError: marked });
    const found: string[] = [];
    for (const entry of ready.entries) {
      const plain = calls.of(entry, cloud.now, true);
      const { query, body } = entry.operation;
      for (const value of [null, -1, 'x'.repeat(3000), [null], undefined]) {
        const search = new URLSearchParams(plain.search);
        for (const name of keysOf(query)) search.set(name, JSON.stringify(value) ?? '');
        const members = Object.fromEntries(keysOf(body).map(name => [name, value]));
        const text = body === undefined ? '' : JSON.stringify(members);
        const headers = { ...plain.headers, 'content-type': 'application/json' };
        const { text: said, error } = cloud.call({ ...plain, search: `${search}`, headers, body: Buffer.from(text) });
        if (error !== undefined || said.includes(MARK)) found.push(`${entry.id}: ${text} ${search}: ${said} ${error}`);
      }
    }
    expect(found).toEqual([]);
  });
});
