import { expect, it } from 'vitest';
import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import { defineContract, loadContract, loadGroup } from '../../contracts/core/define-contract.js';
import { defineOperations } from '../../contracts/core/operation.js';
import { defineResource } from '../../contracts/core/resource.js';

const routes = {
  machines: { copy: 'POST /machines/{machine_id}/copies' },
  copies: { show: 'GET /copies/{copy_id}', delete: 'DELETE /copies/{copy_id}' },
} as const;
const docs = 'https://example.com/docs';
const copy = z.strictObject({ id: z.int() });

/** A contract whose machines make copies, which are taken away by an operation of this name. */
function contractOf(destroy: `${string}.${string}`) {
  const machines = defineOperations(routes.machines, {
    copy: {
      ...{ summary: 'Copy a machine', docs, effect: 'spend' },
      params: z.object({ machine_id: z.string() }),
      responses: { 201: copy },
      example: { params: { machine_id: '1' } },
    },
  });
  const one = {
    params: z.object({ copy_id: z.string() }),
    failures: ['notFound'],
    example: { params: { copy_id: '1' } },
  } as const;
  const copies = defineOperations(routes.copies, {
    show: { summary: 'One copy', docs, effect: 'read', ...one, responses: { 200: copy } },
    delete: { summary: 'Delete a copy', docs, effect: 'destroy', ...one, responses: { 204: z.null() } },
  });
  defineResource(machines, { create: 'copy', ids: { copy_id: '$.id' }, destroy, gone: { read: 'copies.show' } });
  return defineContract({
    ...{ vendor: 'toy', title: 'Toy', version: '1', docs, dialect: controlDialect },
    ...{ routes, groups: { machines, copies } },
  });
}

it('a thing may be made in one group and taken away in another, once both are loaded', async () => {
  const contract = contractOf('copies.delete');
  expect((await loadGroup(contract, 'machines')).resources).toEqual([]);
  expect((await loadContract(contract, ['machines'])).resources).toEqual([]);
  const [resource] = (await loadContract(contract)).resources;
  expect([resource?.create.id, resource?.destroy.id, resource?.gone.read.id]).toEqual([
    'machines.copy',
    'copies.delete',
    'copies.show',
  ]);
});

it('an operation of another group that is not there is told', async () => {
  await expect(loadContract(contractOf('copies.remove'))).rejects.toThrow(
    'resource of machines: destroy: there is no operation "copies.remove"',
  );
});
