import { expect, it } from 'vitest';
import type { Control } from '../../mock-server/index.js';

/** The type check of this file is its test: each `@ts-expect-error` fails to compile once the line below it is allowed. */
const right = async ({ overrides }: Control) => {
  const operation = 'infrahub/environments.create';
  const added = await overrides.add({ operation, where: { body: { name: 'web' } }, patch: { environment: { id: 7 } } });
  const struck: number = added.struck;
  await overrides.add({ operation, patch: { environment: { features: null } }, times: 2, name: 'two' }, 'mine');
  await overrides.add({ operation, reply: { status: 409, body: { anything: true } } });
  await overrides.add({ operation, reply: { body: { anything: true } }, drift: true });
  await overrides.add({ operation, patch: { anything: true }, drift: true });
  await overrides.add({
    operation: 'infrahub/environments.delete',
    where: { params: { id: 7 } },
    forward: 'https://a',
  });
  await overrides.add({ operation: 'infrahub/*', where: { query: { anything: 1 } }, reply: { body: 7 } });
  await overrides.add({ operation: 'acme/lamps.show', where: { query: { anything: 1 } }, patch: { anything: 1 } });
  await overrides.add({ operation: 'environments.create', where: { body: { name: 'web' } }, patch: { message: 'x' } });
  const query = { nodeId: 7, commandList: [{ command: 'ls' }] };
  await overrides.add({ operation: 'virtuozzo/control.execCmdById', where: { query }, patch: { result: 0 } });
  await overrides.add({ operation, operations: [{ op: 'remove', path: '/message' }], between: ['a', 'b'] });
  await overrides.remove(7);
  await overrides.remove('two', 'mine');
  return struck;
};

const wrong = async ({ overrides }: Control) => {
  const operation = 'infrahub/environments.create';
  // @ts-expect-error: no operation has this id
  await overrides.add({ operation: 'environments.crate', reply: {} });
  // @ts-expect-error: the body has no such member
  await overrides.add({ operation, where: { body: { nam: 'web' } }, reply: { status: 409 } });
  // @ts-expect-error: a name is a text
  await overrides.add({ operation, where: { body: { name: 7 } }, reply: { status: 409 } });
  // @ts-expect-error: it has no such part
  await overrides.add({ operation, where: { form: {} }, reply: { status: 409 } });
  // @ts-expect-error: the answer has no such member
  await overrides.add({ operation, patch: { environment: { nam: 'x' } } });
  // @ts-expect-error: an id is a number
  await overrides.add({ operation, patch: { environment: { id: 'x' } } });
  // @ts-expect-error: an answer holds more
  await overrides.add({ operation, reply: { status: 200, body: { status: true } } });
  // @ts-expect-error: there is no such operation of a patch
  await overrides.add({ operation, operations: [{ op: 'delete', path: '' }] });
  // @ts-expect-error: there is no such member
  await overrides.add({ operation, reply: { status: 409 }, colour: 'red' });
};

it('an override in process is held to its operation by the compiler', () => {
  expect([right, wrong]).toHaveLength(2);
});
