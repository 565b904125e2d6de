import { expect, test } from 'vitest';
import { loadContract } from '../../contracts/core/define-contract.js';
import { resolve } from '../../contracts/kit/run/input.js';
import { KnownValues } from '../../contracts/kit/run/known-values.js';
import { infrahub } from '../../contracts/vendors/infrahub/index.js';
import { virtfusion } from '../../contracts/vendors/virtfusion/index.js';

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

test('an id that a double cannot hold is known, and sent on in a body, with all its digits', async () => {
  const contract = await loadContract(virtfusion);
  const [create, show] = ['users.create', 'users.show'].map(id => contract.byId.get(id));
  const [schema] = Object.values(show?.operation.responses ?? {});
  if (create === undefined || show === undefined || schema === undefined) throw new Error('not described');
  const known = new KnownValues(contract);
  const body = { data: { id: 2, extRelationId: 18446744073709551615n } };
  known.harvest(show, schema, body, { params: { extRelationId: '18446744073709551615' } });
  expect(known.values(show, 'extRelationId').map(({ value }) => value)).toEqual(['18446744073709551615']);
  const { checkedWith: _, ...operation } = create.operation;
  const sent = (id: string): unknown => {
    known.make('extRelationId', id);
    const resolution = resolve(
      contract,
      known,
      { ...create, operation },
      { body: { extRelationId: 1 } },
      () => undefined,
    );
    return 'resolved' in resolution ? resolution.resolved.input.body : resolution;
  };
  expect(sent('18446744073709551615')).toEqual({ extRelationId: '18446744073709551615' });
  expect(sent('9007199254740991')).toEqual({ extRelationId: 9007199254740991 });
});
