import { describe, expect, it } from 'vitest';
import { control } from '../../contracts/control/index.js';
import { wordingAt } from '../../contracts/core/dialect.js';
import { Failure, type FailureDetail, failureKinds } from '../../contracts/core/failure.js';
import { routesOf } from '../../contracts/core/route.js';
import { contracts } from '../../contracts/index.js';
import { createMockServer } from '../../mock-server/index.js';

/** What a failure may be about: nothing, as one that an operator asks for, or a part of what is usual. */
const details: readonly FailureDetail[] = [
  {},
  { injected: true },
  { resource: 'server' },
  { resource: 'hypervisorGroup' },
  { id: 7 },
  { resource: 'server', id: 7 },
  { issues: [] },
  { allowed: ['GET'] },
];

const all = [control, ...(await Promise.all(Object.values(contracts).map(({ load }) => load())))];

/** Gaps that nothing filled, or that were filled with the name of nothing. */
const GAPS = /\bundefined\b|\bnull\b|\[object|\[\]|\{\}|""| {2}| [.\]]|\[ |^$/;

/** The sentences in a body; a page of HTML is one. */
const textsIn = (body: unknown): string[] =>
  typeof body === 'string' ? [body] : Object.values(Object(body)).flatMap(textsIn);

describe.each(all.map(contract => [contract.vendor, contract] as const))('a failure of %s', (_name, { dialect }) => {
  const paths = ['/', ...Object.keys(dialect.services ?? {})];

  it.each(failureKinds)('of the kind %s is a whole sentence, whatever it is about', kind => {
    for (const path of paths)
      for (const detail of details) {
        const { body } = wordingAt(dialect, path).encode(new Failure(kind, detail));
        if (body === undefined) {
          expect([dialect.basePath, kind]).toEqual(['/api/v1', 'unauthenticated']);
          continue;
        }
        const texts = textsIn(body);
        expect(
          texts.some(text => / /.test(text) || text === kind || text === 'Unauthorized'),
          JSON.stringify(body),
        ).toBe(true);
        for (const text of texts) expect(text).not.toMatch(GAPS);
      }
  });
});

describe('a fault without a text', () => {
  it('is answered in whole sentences, in each wording of each vendor', async () => {
    const mock = await createMockServer({ seed: 'empty', clock: 'frozen' });
    for (const [vendor, { load }] of Object.entries(contracts)) {
      const { dialect, routes } = await load();
      const all = routesOf(routes);
      const starts = ['', ...Object.keys(dialect.services ?? {})];
      const chosen = starts.flatMap(start => all.find(({ path }) => path.startsWith(`${start}/`)) ?? []);
      expect(chosen.length).toBe(starts.length);
      for (const { id, method, path } of chosen)
        for (const failure of failureKinds) {
          await mock.control.faults.clear();
          await mock.control.faults.add({ operation: `${vendor}/${id}` as '*', failure });
          const called = path.replaceAll(/\{\w+\}/g, '1');
          const reply = await fetch(mock.url + dialect.basePath + called, { method });
          const text = await reply.text();
          if (text === '') expect([vendor, failure]).toEqual(['virtfusion', 'unauthenticated']);
          else expect(text.startsWith('{') ? textsIn(JSON.parse(text)).filter(one => GAPS.test(one)) : []).toEqual([]);
        }
    }
    await mock.close();
  });
});
