import { describe, expect, it } from 'vitest';
import { control } from '../../contracts/control/index.js';
import type { Contract } from '../../contracts/core/contract.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { evidences } from '../../contracts/core/evidence.js';
import { contracts } from '../../contracts/index.js';
import { loadHandlers } from '../../mock-server/calls/handler.js';
import { builtIn } from '../../mock-server/vendors/index.js';

describe('every operation', async () => {
  const all: readonly Contract[] = [
    control,
    ...(await Promise.all(Object.values(contracts).map(({ load }) => load()))),
  ];

  it.each(all.map(contract => ({ vendor: contract.vendor, contract })))(
    'of $vendor cites a public page',
    async ({ contract }) => {
      for (const { id, operation } of (await loadContract(contract)).entries) {
        expect(operation.docs, id).toMatch(/^https:\/\/[a-z0-9.-]+\.[a-z]+(\/|$)/);
        expect(evidences, id).toContain(operation.evidence ?? 'documented');
        expect(operation.summary, id).not.toBe('');
      }
    },
  );

  it.each(builtIn)('that the contract of $vendor describes is served', async ({ load }) => {
    const { contract, groups } = await load();
    for (const { id, group, name } of (await loadContract(contract)).entries)
      expect(Object.keys(await loadHandlers(groups, group)), id).toContain(name);
  });
});
