import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { defineResource } from '../../core/resource.js';
import { secret } from '../../core/wire.js';
import { dateTime, done, enveloped, id } from './common.js';
import { ANSWERS, page } from './docs.js';
import { routes } from './routes.js';

const key = {
  id: z.int(),
  name: z.string(),
  description: z.string(),
  /** Its last four digits; the others are stars. */
  key: z.string(),
  created_at: dateTime,
};
export const shownApiKey = z.strictObject(key);

/** The only answer that has the whole key. */
export const newApiKey = z.strictObject({ ...key, key: secret(z.string()) });

const nameKey = z.object({ name: z.string().min(1).max(200), description: z.string().optional() });

nameSchemas({ ApiKey: shownApiKey, NewApiKey: newApiKey, NameKey: nameKey });
const one = { params: z.object({ api_key_id: id() }) };
const example = { params: { api_key_id: '1' } } as const;
const named = { name: 'api-example-key', description: '' } as const;

export const tooManyKeys: Refusal = {
  kind: 'forbidden',
  text: 'Maximum API key limit reached',
  evidence: 'documented',
  docs: ANSWERS,
};

/** Keys are of one person. Which the others of the organisation have, nobody is told. */
export const apiKeys = defineOperations(routes.apiKeys, {
  list: {
    summary: "The caller's keys, masked",
    docs: page('ApiKeyApi', 'getAPIKey'),
    effect: 'read',
    responses: { 200: enveloped({ api_keys: z.array(shownApiKey) }) },
  },
  generate: {
    summary: 'Make a key; it is told once',
    docs: page('ApiKeyApi', 'generateAPIKey'),
    effect: 'write',
    auth: 'accessToken',
    body: nameKey,
    responses: { 200: enveloped({ api_key: newApiKey }) },
    failures: ['exists'],
    example: { body: named },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [{ read: 'apiKeys.list', at: '$.api_keys[*].name', of: 'name' }],
  },
  update: {
    summary: 'Rename a key',
    docs: page('ApiKeyApi', 'updateAPIKey'),
    effect: 'write',
    ...one,
    body: nameKey,
    responses: { 200: enveloped({ api_key: shownApiKey }) },
    failures: ['notFound'],
    example: { ...example, body: named },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [{ read: 'apiKeys.list', at: '$.api_keys[*].name', of: 'name' }],
  },
  delete: {
    summary: 'Delete a key; it is refused from then on',
    docs: page('ApiKeyApi', 'deleteAPIKey'),
    effect: 'destroy',
    endsCredential: 'named',
    ...one,
    responses: { 200: done },
    failures: ['notFound'],
    example,
  },
});

defineResource(apiKeys, {
  create: 'generate',
  ids: { api_key_id: '$.api_key.id' },
  destroy: 'delete',
  gone: { read: 'list', at: '$.api_keys[*].id' },
});
