import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Entry } from '../../contracts/core/contract.js';
import { isDeeper } from '../../contracts/core/depth.js';
import { jsonInside } from '../../contracts/core/json-inside.js';
import { redactor } from '../../contracts/core/redact.js';
import { bare, defOf } from '../../contracts/core/schema.js';
import { secret } from '../../contracts/core/wire.js';
import type { StoredText } from '../../mock-server/store/store.js';
import { issuedSecrets } from '../../mock-server/worlds/credentials.js';
import { Exchanged } from '../../mock-server/worlds/exchanged.js';
import { Journal, type Received } from '../../mock-server/worlds/journal.js';
import { keptCall, readKept } from '../../mock-server/worlds/kept-call.js';
import { type Marks, shownAt, shownExchange, shownPath } from '../../mock-server/worlds/shown-call.js';
import { verify } from '../../mock-server/worlds/verify.js';
import { callable, listedVendors } from '../any-calls.js';
import { toy } from '../http/toy.js';

const { contract } = toy;
const json = { 'content-type': 'application/json' };
const body = z.object({ name: z.string(), pin: secret(z.string()), size: z.number(), note: z.string().optional() });
const operation = {
  ...{ method: 'POST', path: '/lamps', effect: 'write', summary: 'Makes a lamp', failures: [], evidence: 'assumed' },
  ...{ body, responses: { 200: body } },
} as unknown as Entry['operation'];
const marks: Marks = { contract, operation, id: 'lamps.create', issued: ['issued-credential'] };

interface Sent {
  readonly body?: unknown;
  readonly reply?: unknown;
  readonly bytes?: number;
  readonly search?: string;
  readonly more?: Partial<Received>;
}

function received({ body: sent = {}, reply = {}, bytes = 20, search = '', more = {} }: Sent = {}): Received {
  const raw = { params: {}, query: {}, body: sent };
  const headers = { ...json, cookie: 'a=b', accept: '*/*' };
  const answer = { headers: json, text: JSON.stringify(reply) };
  return {
    ...{ at: 5, vendor: 'toy', method: 'POST', path: '/lamps', operation: 'lamps.create', status: 200 },
    ...{ failure: null, why: null, near: null, ignored: [], override: null, fault: null, transport: null },
    ...{ findings: [], duration: 1.5, cut: null },
    exchanged: new Exchanged({ headers, path: '', search, body: { length: bytes }, raw }, answer),
    ...more,
  };
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** All that is kept of a call. */
const textOf = ({ entry, answer = '' }: StoredText): string => `${entry}\n${answer}`;

function back(call: Received, of = marks): Received {
  const read = readKept(keptCall(call, of));
  if (read === undefined) throw new Error('nothing was read');
  return read;
}

const lamp = (where: object) => ({ operation: 'toy/lamps.create', where });
const journalOf = (...calls: readonly Received[]): Journal => {
  const journal = new Journal();
  for (const call of calls) journal.add(call);
  return journal;
};

describe('a call that is kept', () => {
  const call = received({
    body: { name: 'web', pin: 'secret-1', size: 2 },
    reply: { name: 'web', pin: 'secret-2', size: 2 },
  });

  it('shows as it did when it was received, and says all that it said beside that', () => {
    const read = back(call);
    const entry = { number: 1, ...call };
    expect(shownExchange({ number: 1, ...read }, marks)).toEqual(shownExchange(entry, marks));
    const { exchanged: _exchanged, ...plain } = call;
    expect(read).toMatchObject(plain);
    expect(read.exchanged).toMatchObject({ bytes: 20, replyBytes: call.exchanged?.replyBytes, replyCut: 0 });
  });

  it('is kept the same once more', () => {
    expect(keptCall(back(call), marks)).toEqual(keptCall(call, marks));
  });

  it('has no secret in any other place, neither one that it carried nor one of its world', () => {
    const odd = received({
      body: { name: 'x secret-1 y', pin: 'secret-1', size: 1 },
      more: {
        path: '/lamps/secret-1/issued-credential',
        ...{ why: 'of secret-1', ignored: ['secret-1', 'issued-credential'], forwarded: 'http://a/secret-1' },
      },
    });
    const text = textOf(keptCall(odd, marks));
    for (const one of ['secret-1', 'issued-credential']) expect(text).not.toContain(one);
    expect(shownPath({ number: 1, ...back(odd) }, marks)).toBe('/lamps/[redacted]/[redacted]');
  });

  it('keeps the digits of long numbers', () => {
    const long = received({ body: { name: 'web', pin: '123456', size: 18446744073709551615n } });
    expect(back(long).exchanged?.input?.body).toMatchObject({ size: 18446744073709551615n });
  });

  it('lets long bodies go, and tells how long they were', () => {
    const long = received({ bytes: 20_000, reply: { name: 'x'.repeat(20_000) } });
    expect(textOf(keptCall(long, marks)).length).toBeLessThan(1000);
    const read = back(long);
    const { exchanged } = read;
    expect([exchanged?.bytes, exchanged?.replyBytes]).toEqual([20_000, 20_011]);
    expect(shownExchange({ number: 1, ...read }, marks).cut).toEqual({ body: 20_000, reply: 20_011 });
    expect(verify(journalOf(read), { ...lamp({ body: { name: 'web' } }), never: true })).toMatchObject({
      ...{ holds: false, forgotten: 1 },
    });
  });

  it('is no longer than a bound, whatever it held', () => {
    const findings = Array.from({ length: 5000 }, () => ({
      ...{ check: 'c', path: '$.a', place: '$.a', expected: 'x'.repeat(20), found: 'y' },
      ...{ evidence: 'assumed', severity: 'error' },
    })) as unknown as Received['findings'];
    const kept = keptCall(received({ more: { findings } }), marks);
    expect(textOf(kept).length).toBeLessThan(10_000);
    expect(readKept(kept)).toMatchObject({ exchanged: null, cut: { body: 20, reply: 2 }, findings: { length: 20 } });
  });

  it.each(['', 'null', '{}', '[]', '{"at":1}', '['.repeat(10_000), 'no json'])(
    'is none where the text is none: %.10s',
    text => {
      expect(readKept({ entry: text })).toBeUndefined();
      if (!isJson(text) || isDeeper(text)) expect(readKept({ ...keptCall(call, marks), answer: text })).toBeUndefined();
    },
  );
});

describe('what is verified of a call that was kept', () => {
  const call = back(
    received({
      body: { name: 'web', pin: 'secret-1', size: 2, more: [1] },
      reply: { name: 'a', pin: 'secret-2', size: 1 },
    }),
  );

  it('matches what was not masked', () => {
    const where = { body: { name: 'web', size: 2 }, reply: { status: 200, body: { size: 1 } } };
    expect(verify(journalOf(call), lamp(where))).toMatchObject({ holds: true, forgotten: 0 });
  });

  it.each<[string, object, string]>([
    ['a secret', { body: { pin: 'secret-1' } }, '[redacted]'],
    ['the mask itself', { body: { pin: '[redacted]' } }, '[redacted]'],
    ['anything in its place', { body: { pin: expect.any(String) } }, '[redacted]'],
    ['a pattern', { reply: { body: { pin: /./ } } }, '[redacted]'],
    ['members of a secret', { body: { pin: { a: 1 } } }, '[redacted]'],
    ['what no schema describes', { body: { more: [1] } }, '[undescribed]'],
  ])('matches nothing that was, and says so: %s', (_what, where, mask) => {
    const { holds, nearest } = verify(journalOf(call), lamp(where));
    expect(holds).toBe(false);
    const [{ call: near, differs } = { call: undefined, differs: [] }] = nearest;
    expect(differs).toMatchObject([{ found: `${mask} (it was masked when the call was kept)` }]);
    const [first] = differs;
    if (near === undefined || first === undefined) throw new Error('nothing is near');
    expect(shownAt(near, first.keys, first.found, marks, { isWanted: false })).toBe(first.found);
  });
});

/** A value in the form of a schema, whatever it means: each secret is a text that is found again. */
function filledWith(schema: z.core.$ZodType, plant: () => unknown, depth = 0): unknown {
  const { core, secret: isSecret } = bare(schema);
  if (isSecret) return plant();
  const inside = jsonInside(schema);
  if (inside !== undefined) return JSON.stringify(filledWith(inside, plant, depth + 1));
  const { shape, element, valueType, options, left } = defOf(core);
  const inner = (one: z.core.$ZodType): unknown => (depth > 8 ? null : filledWith(one, plant, depth + 1));
  if (shape !== undefined) return Object.fromEntries(Object.entries(shape).map(([key, one]) => [key, inner(one)]));
  if (element !== undefined) return [inner(element)];
  if (valueType !== undefined) return { some: inner(valueType) };
  const [first = left] = options ?? [];
  return first === undefined ? 'value' : inner(first);
}

describe('calls of the vendors', () => {
  it.each(listedVendors)(
    '%s: no secret of any of them is in what is kept, and it shows as it was shown',
    async (name, listed) => {
      const vendor = await listed.load();
      const { entries } = await callable(vendor);
      const issued = issuedSecrets({ [name]: listed.issue('default', 1) });
      let secrets = 0;
      for (const { operation: described, id } of entries) {
        const of: Marks = { contract: vendor.contract, operation: described, id, issued };
        const planted: string[] = [];
        const filled = (schema: z.core.$ZodType | undefined): unknown =>
          schema === undefined
            ? undefined
            : filledWith(schema, () => planted[planted.push(`planted-${id}-${planted.length}`) - 1]);
        const raw = {
          params: Object(filled(described.params) ?? {}),
          query: Object(filled(described.query) ?? {}),
          body: filled(described.body),
        };
        const [status = '200', schema] = Object.entries(described.responses)[0] ?? [];
        const replied = filled(schema) ?? {};
        const carried = Object.values(vendor.contract.dialect.schemes).flatMap(one =>
          one.in === 'header' ? [one.name] : [],
        );
        const headers = { ...json, ...Object.fromEntries(carried.map(header => [header, 'planted-in-a-header'])) };
        const call: Received = {
          ...received(),
          ...{ vendor: name, operation: id, status: Number(status), path: `/a/${planted.join('/')}`, ignored: planted },
          exchanged: new Exchanged(
            { headers, path: '', search: '', body: { length: 100 }, raw },
            { headers: { ...json, 'x-echo': planted.join(' ') }, text: JSON.stringify(replied) },
          ),
        };
        const text = textOf(keptCall(call, of));
        expect(planted.concat('planted-in-a-header').filter(one => text.includes(one))).toEqual([]);
        const entry = { number: 1, ...call };
        expect(shownExchange({ number: 1, ...back(call, of) }, of)).toEqual(
          JSON.parse(JSON.stringify(shownExchange(entry, of))),
        );
        secrets += planted.length;
      }
      expect(secrets).toBeGreaterThan(0);
    },
  );
});

describe('what takes secrets out of a text', () => {
  it('finds each of them, wherever it stands and however many there are', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'B', 'é', '"', '/', '1'), maxLength: 6 });
    const word = fc.string({ unit: fc.constantFrom('a', 'B', 'é', '"', '/', '1'), minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 8 }),
        fc.array(letters, { maxLength: 8 }),
        fc.nat(),
        (words, texts, at) => {
          const one = words[at % words.length] ?? '';
          const clean = redactor(words);
          for (const form of [one, encodeURIComponent(one), JSON.stringify(one).slice(1, -1)])
            expect(clean(`${texts.join('')}${form}${texts.toReversed().join('')}`)).toContain('[redacted]');
          const plain = texts.join('');
          const isIn = words.some(secret =>
            [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)].some(form =>
              plain.includes(form),
            ),
          );
          const inCases = words
            .filter(({ length }) => length >= 8)
            .some(secret => plain.toLowerCase().includes(secret.toLowerCase()));
          if (!isIn && !inCases) expect(clean(plain)).toBe(plain);
        },
      ),
    );
  });
});
