import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { read, sqlDateTime } from '../../../core/wire.js';
import { done, envName, ok, sample, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';

/** What stands in `response` is in no source: what is here is what an export is. */
const exported = z.strictObject({
  id: z.string(),
  envName: z.string(),
  fileName: z.string(),
  createdOn: sqlDateTime,
});
const list = z.strictObject({
  ...ok,
  response: assumed(z.strictObject({ result: z.literal(0), array: z.array(exported) })),
});
const manifest = z.strictObject({
  ...ok,
  response: assumed(z.strictObject({ result: z.literal(0), manifest: z.string() })),
});
const emptied = z.strictObject({ ...ok, response: assumed(z.strictObject({ result: z.literal(0) })) });

/** What to export, as JSON in the field `settings`. */
const settings = z.object({ envName: z.string().min(1) });

const { envName: ENVIRONMENT } = sample;
const named = z.object({ ...target, ...envName });

nameSchemas({
  Exported: exported,
  ExportList: list,
  Manifest: manifest,
  ExportEmptied: emptied,
  ExportSettings: settings,
  ExportNamed: named,
});

/** environment.export: environments as manifests that install the same again. */
export const environmentExport = defineOperations(routes.environmentExport, {
  create: {
    summary: 'Exports an environment.',
    docs: docs.openapi,
    effect: 'write',
    query: z.object({ ...target, settings: read.json(settings) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { settings: `{"envName":"${ENVIRONMENT}"}` } },
    checkedWith: { query: { settings: { envName: '{envName}' } } },
  },
  getList: {
    summary: 'The exports of an environment.',
    docs: docs.openapi,
    effect: 'read',
    query: named,
    responses: { 200: list },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT } },
  },
  getManifest: {
    summary: 'The manifest of an export.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ id: z.string().min(1) }),
    responses: { 200: manifest },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, id: '1' } },
    sources: { id: { read: 'environmentExport.getList', at: '$.response.array[*].id' } },
  },
  delete: {
    summary: 'Deletes an export.',
    docs: docs.openapi,
    effect: 'destroy',
    query: named.extend({ id: z.string().min(1) }),
    responses: { 200: emptied },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, id: '1' } },
    sources: { id: { read: 'environmentExport.getList', at: '$.response.array[*].id' } },
  },
  deleteExportedData: {
    summary: 'Deletes an export by the name of its file.',
    docs: docs.openapi,
    effect: 'destroy',
    query: named.extend({ fileName: z.string().min(1) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, fileName: 'env-7057607-1.jps' } },
    sources: { fileName: { read: 'environmentExport.getList', at: '$.response.array[*].fileName' } },
  },
});
