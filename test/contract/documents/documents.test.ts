import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadContract } from '../../../contracts/core/define-contract.js';
import { nameSchemas } from '../../../contracts/core/document-marks.js';
import { toOpenApi } from '../../../contracts/core/openapi.js';
import type { Operation } from '../../../contracts/core/operation.js';
import { vendorsOf } from '../../../mock-server/calls/listed-vendor.js';
import { fittedJson } from '../../../mock-server/cli/fitted-json.js';
import { openApiOf } from '../../../mock-server/control/openapi.js';
import { createMockServer } from '../../../mock-server/index.js';
import { builtIn } from '../../../mock-server/vendors/index.js';
import { loadInline } from '../inline.js';
import { documentFrom } from './document-calls.js';
import { SchemaValues } from './schema-values.js';

/** What the documents took before schemas had names, as the command wrote them; an examples' share has come since. */
const BEFORE: Readonly<Record<string, number>> = {
  virtfusion: 1_486_574,
  infrahub: 4_411_969,
  virtuozzo: 12_440_434,
  control: 993_600, // 713,355 for 28 calls; the 11 that came since would have taken as much each
};

const vendors = vendorsOf(builtIn);

describe.each([...vendors.names, 'control'])('the document of %s', name => {
  it('takes at most a fifth of what it took with copies', async () => {
    const written = fittedJson(await openApiOf(vendors, name));
    expect(written.length).toBeLessThan((BEFORE[name] ?? 0) / 5);
  });

  it('is the same each time, also as it is written for readers', async () => {
    const document = await openApiOf(vendors, name);
    expect(JSON.stringify(await openApiOf(vendors, name))).toBe(JSON.stringify(document));
    expect(JSON.parse(fittedJson(document))).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('refers to what is there, and has nothing that is not referred to', async () => {
    const text = JSON.stringify(await openApiOf(vendors, name));
    const { schemas, responses } = JSON.parse(text).components;
    const there = [
      ...Object.keys(schemas).map(one => `#/components/schemas/${one}`),
      ...Object.keys(responses).map(one => `#/components/responses/${one}`),
    ];
    const used = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, $ref]) => $ref));
    expect([...used].sort()).toEqual(there.sort());
    for (const one of Object.keys(schemas)) expect(one).toMatch(/^[A-Z][A-Za-z0-9]*(_\d+)?$/);
  });

  it('has examples that its schemas take, of all input and of nearly all answers', async () => {
    const document = documentFrom(await openApiOf(vendors, name));
    const values = new SchemaValues(document);
    const wrong: string[] = [];
    let [answers, shown] = [0, 0];
    for (const verbs of Object.values(document.paths))
      for (const { operationId, parameters, requestBody, responses } of Object.values(verbs)) {
        const answered = Object.values(responses).flatMap(({ content = {} }) => Object.values(content));
        const held = [...parameters, ...Object.values(requestBody?.content ?? {}), ...answered];
        for (const { schema, example } of held) {
          const problem = example === undefined ? '' : values.wrongWith(schema, example);
          if (problem !== '') wrong.push(`${operationId}: ${problem}`);
        }
        if (answered.length > 0) answers += 1;
        if (answered.some(({ example }) => example !== undefined)) shown += 1;
      }
    expect(wrong).toEqual([]);
    expect(shown / answers).toBeGreaterThan(0.9);
  });
});

const docs = 'https://example.com/docs';
const named = z.strictObject({ id: z.int(), at: z.string() });
nameSchemas({ ToyThing: named });

const show = (path: `/${string}`, more: Partial<Operation> = {}): Operation => ({
  ...{
    method: 'GET',
    path,
    summary: 'Shows',
    docs,
    effect: 'read',
    responses: { 200: z.strictObject({ thing: named }) },
  },
  ...more,
});
const namesIn = async (operations: Record<string, Operation>): Promise<string[]> =>
  Object.keys(Object(toOpenApi(await loadInline({ things: operations }))).components.schemas);

describe('names', () => {
  it('stay as they are when an operation is added, wherever it stands', async () => {
    const operations = { one: show('/one'), two: show('/two') };
    const before = await namesIn(operations);
    expect(before).toEqual(expect.arrayContaining(['ThingsOneReply', 'ThingsTwoReply', 'ToyThing']));
    const added = {
      another: show('/a', { responses: { 200: z.strictObject({ things: z.array(named) }) } }),
      ...operations,
    };
    expect(await namesIn(added)).toEqual(expect.arrayContaining(before));
    for (const name of vendors.names) {
      const contract = await loadContract((await vendors.load(name)).contract);
      const whole = Object(toOpenApi(contract)).components.schemas;
      const less = Object(toOpenApi({ ...contract, entries: contract.entries.slice(7) })).components.schemas;
      expect(Object.keys(less).length).toBeGreaterThan(50);
      for (const [key, schema] of Object.entries(less)) expect([key, whole[key]]).toEqual([key, schema]);
    }
  });

  it('are of one schema each: two that take one are refused', async () => {
    const other = z.strictObject({ id: z.string() });
    nameSchemas({ ToyThing: other });
    await expect(namesIn({ one: show('/one'), two: show('/two', { responses: { 200: other } }) })).rejects.toThrow(
      'two schemas of a document are called ToyThing',
    );
    expect(() => nameSchemas({ Other: other })).toThrow('the schema Other is called ToyThing already');
  });

  it('are given to what holds itself, too', async () => {
    interface Tree {
      inner: Tree[];
    }
    const tree: z.ZodType<Tree> = z.lazy(() => z.strictObject({ inner: z.array(tree) }));
    const document = toOpenApi(await loadInline({ things: { tree: show('/tree', { responses: { 200: tree } }) } }));
    expect(JSON.stringify(document)).not.toContain('$defs');
    expect(
      new SchemaValues(documentFrom(document)).wrongWith(
        { $ref: '#/components/schemas/ThingsTreeReply' },
        { inner: [{ inner: [] }] },
      ),
    ).toBe('');
  });
});

it('a server answers the document that the command writes for its address', async () => {
  const mock = await createMockServer({ port: 0 });
  for (const name of [...vendors.names, 'control']) {
    const answered = await fetch(`${mock.url}/__admin/openapi/${name}.json`);
    expect(await answered.json()).toEqual(documentFrom(await openApiOf(vendors, name, mock.url)));
  }
  await mock.close();
});
