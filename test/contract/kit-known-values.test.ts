import { expect, test } from 'vitest';
import { loadContract } from '../../contracts/core/define-contract.js';
import { KnownValues } from '../../contracts/kit/run/known-values.js';
import { infrahub } from '../../contracts/vendors/infrahub/index.js';

test('of a path that an answer tells, a source takes what stands after its word, or nothing', async () => {
  const contract = await loadContract(infrahub);
  const [asked, read] = ['virtualMachines.requestConsole', 'virtualMachines.console'].map(id => contract.byId.get(id));
  if (asked === undefined || read === undefined) throw new Error('not described');
  const found = (url: string): string[] => {
    const known = new KnownValues(contract);
    const [schema] = Object.values(asked.operation.responses);
    if (schema === undefined) throw new Error('no answer is described');
    known.harvest(asked, schema, { status: true, message: '', url }, { params: { vm_id: '7' } });
    return known.values(read, 'job_id').map(({ value }) => value);
  };
  expect(found('/core/virtual-machines/7/console/31')).toEqual(['31']);
  expect(found('/core/virtual-machines/7/console')).toEqual([]);
  expect(found('/core/virtual-machines/7/screen/31')).toEqual([]);
  expect(found('https://vnc.example.com/?console=12')).toEqual(['12']);
});
