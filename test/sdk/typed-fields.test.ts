import { expect, it } from 'vitest';
import { runContract } from '../../contracts/run-contract.js';
import { createMockServer } from '../../mock-server/index.js';
import { credentialsOf } from '../contract/kit.js';
import { readTyped, type SeenFields, typedAnswers } from './typed-fields.js';

it('shows every field that the vendor’s own client types', async () => {
  const mock = await createMockServer({ seed: 'shop', clock: 'frozen', now: '2026-11-02T09:00:00Z' });
  const seen: SeenFields = { present: new Set(), declared: new Set(), unreadable: new Set() };
  const untyped = new Set<string>();
  const report = await runContract({
    ...{ vendor: 'infrahub', target: mock.url, credentials: credentialsOf(mock, 'infrahub'), driveDouble: true },
    ...{ allow: ['write', 'spend', 'destroy'], disposable: true, refusals: false },
    onExchange({ entry: { id, operation }, reply }) {
      if (reply.status >= 300) return;
      const typed = typedAnswers.get(`${operation.method} ${operation.path}`);
      if (typed === undefined) untyped.add(id);
      else readTyped(typed, reply.body, seen);
    },
  });
  await mock.close();
  expect(report.findings).toEqual([]);
  // The documentation prints true where the vendor types a text, and real clients are told so too.
  expect([...seen.unreadable]).toEqual([
    expect.stringMatching(/^ManualReconciliationModel: .* `status` .* but got true$/),
  ]);
  expect([...untyped].sort()).toEqual([]);
  expect([...seen.declared].filter(field => !seen.present.has(field)).sort()).toEqual([]);
});
