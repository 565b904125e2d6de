import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { control } from '../../contracts/control/index.js';
import { checkExchange } from '../../contracts/core/checks.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { evidences } from '../../contracts/core/evidence.js';
import { builtIn, createMockServer, type MockServer } from '../../mock-server/index.js';
import acme from '../vendors/acme/index.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', vendors: [...builtIn, acme] });
});
afterAll(() => mock.close());

/** The answer of `GET /__admin/coverage/…`, which is held to the contract. */
async function read(path: string) {
  const reply = await fetch(`${mock.url}/__admin/coverage/${path}`);
  const body = JSON.parse(await reply.text());
  const name = path.includes('/') ? 'operations.show' : 'operations.list';
  const entry = (await loadContract(control)).entries.find(({ id }) => id === name);
  const headers = { 'content-type': reply.headers.get('content-type') ?? '' };
  expect(entry && checkExchange({ contract: control, entry, reply: { status: reply.status, headers, body } })).toEqual(
    [],
  );
  return { status: reply.status, body };
}

interface Row {
  readonly id: string;
  readonly evidence: string | null;
  readonly described: boolean;
  readonly served: boolean;
}

const told = async (path: string) => {
  const { status, body } = await read(path);
  return [status, body.error.message];
};

describe('the operations of a vendor', () => {
  it.each([...builtIn.map(({ vendor }) => vendor), 'acme'])('of %s are those that the coverage counts', async name => {
    const { status, body } = await read(name);
    const { vendors } = await mock.control.coverage();
    const rows: readonly Row[] = body.operations;
    expect([status, body.vendor, new Set(rows.map(({ id }) => id)).size]).toEqual([200, name, rows.length]);
    expect(vendors[name]).toEqual({
      title: body.title,
      known: rows.length,
      operations: rows.filter(({ described }) => described).length,
      served: rows.filter(({ served }) => served).length,
      unserved: rows.filter(({ served }) => !served).map(({ id }) => id),
      evidence: Object.fromEntries(
        evidences.map(mark => [mark, rows.filter(({ evidence }) => evidence === mark).length]),
      ),
    });
  });

  it('have their fields counted by how sure they are, as each of them shows them', async () => {
    const { body } = await read('acme');
    const counts: Record<string, number> = { documented: 0, observed: 0, client: 0, disputed: 0, assumed: 0 };
    for (const { id } of body.operations)
      for (const { evidence } of (await read(`acme/${id}`)).body.fields) counts[evidence] = (counts[evidence] ?? 0) + 1;
    expect(body.fields).toEqual(counts);
    expect(counts.documented).toBeGreaterThan(10);
  });

  it('are read once: the second answer is at hand', async () => {
    const vendor = await mock.control.operations.list('infrahub');
    const began = performance.now();
    for (let at = 0; at < 20; at += 1) expect(await mock.control.operations.list('infrahub')).toEqual(vendor);
    expect((performance.now() - began) / 20).toBeLessThan(50);
  });

  it('of an operation have its fields in words, with where they stand', async () => {
    const { body } = await read('acme/boxes.create');
    const { fields, failures, ...row } = body;
    expect(row).toEqual({
      vendor: 'acme',
      ...{ id: 'boxes.create', method: 'POST', path: '/boxes', summary: 'A new box, which is charged from now on' },
      ...{ effect: 'spend', evidence: 'documented', docs: 'https://acme.example/docs', described: true, served: true },
      disputed: 0,
      rules: [],
    });
    const field = { required: true, evidence: 'documented', forms: null };
    expect(fields.slice(0, 4)).toEqual([
      { in: 'body', path: '$.name', type: 'string', ...field },
      { in: 'body', path: '$.size', type: 'one of "small", "large"', ...field },
      { in: '201', path: '$.box', type: 'object', ...field },
      { in: '201', path: '$.box.id', type: 'integer', ...field },
    ]);
    expect(failures[0]).toEqual({
      kind: 'exists',
      status: 409,
      evidence: 'documented',
      common: false,
      disputed: false,
    });
    expect(failures).toContainEqual({
      ...{ kind: 'unauthenticated', status: 401, evidence: 'documented', common: true, disputed: false },
    });
  });

  it('that are known only have a route and nothing else', async () => {
    expect((await read('acme/regions.list')).body).toEqual({
      ...{ vendor: 'acme', id: 'regions.list', method: 'GET', path: '/regions', summary: null, effect: null },
      ...{
        evidence: null,
        docs: null,
        described: false,
        served: false,
        disputed: 0,
        fields: [],
        failures: [],
        rules: [],
      },
    });
    expect((await read('acme/boxes.resize')).body).toMatchObject({ described: false, served: false });
  });

  it('have what the vendor disputes with both forms, of fields and of refusals', async () => {
    const { failures } = (await read('hyperstack/virtualMachines.logs')).body;
    const disputed = failures.filter((failure: { disputed: boolean }) => failure.disputed);
    expect((await read('infrahub/virtualMachines.logs')).body.disputed).toBe(1);
    expect(disputed).toEqual([expect.objectContaining({ kind: 'methodNotAllowed', disputed: true })]);
    const { fields } = (await read('infrahub/billingInfo.show')).body;
    expect(fields).toContainEqual({
      ...{ in: '200', path: '$.users_info', type: 'array or object', required: true, evidence: 'disputed' },
      forms: ['a list', 'one object'],
    });
    const inside = fields.find(({ path }: { path: string }) => path === '$.users_info[*].country');
    expect(inside).toMatchObject({ evidence: 'disputed', forms: null });
  });

  it('have an evidence that goes down to what stands inside', async () => {
    const { body } = await read('virtuozzo');
    const some = body.operations.find(({ evidence }: Row) => evidence === 'client');
    const { fields } = (await read(`virtuozzo/${some.id}`)).body;
    expect(new Set(fields.map(({ evidence }: { evidence: string }) => evidence))).toContain('client');
  });

  it('are refused under a name that there is not, with what is near', async () => {
    expect(await told('acm')).toEqual([404, 'there is no vendor "acm"; did you mean acme?']);
    expect((await read('jelastic')).body.vendor).toBe('virtuozzo');
    expect(await told('acme/boxes.lst')).toEqual([404, 'acme has no operation "boxes.lst"; did you mean boxes.list?']);
    expect(await told('acme/__proto__')).toEqual([404, 'acme has no operation "__proto__"']);
    expect((await told('constructor'))[0]).toBe(404);
  });
});
