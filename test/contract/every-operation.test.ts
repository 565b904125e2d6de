import { describe, expect, it } from 'vitest';
import { control } from '../../contracts/control/index.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { evidences } from '../../contracts/core/evidence.js';
import { contracts } from '../../contracts/index.js';

describe('every operation', async () => {
  const all = [control, ...(await Promise.all(Object.values(contracts).map(({ load }) => load())))];

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
});
