import { z } from 'zod';
import { nameSchemas, sentAs } from '../../../core/document-marks.js';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { read, secret } from '../../../core/wire.js';
import { done, given, ok, sample, target } from '../common.js';
import { docs } from '../docs.js';
import { address, context, hook, name, nodeGroup } from '../environment/deployment/input.js';
import { wrappedNodeAnswers } from '../environment/deployment/schemas.js';
import { routes } from '../routes.js';

const { envName: ENVIRONMENT } = sample;
const fileId = z.string().max(64).optional();

/** An answer printed in a public client's source shows what was sent back, the session with it. */
const uploaded = z.strictObject({
  ...ok,
  file: z.string(),
  name: z.string(),
  size: z.int(),
  request: z.strictObject({ fid: z.string().optional(), session: secret(z.string().optional()) }),
});

const registered = z.strictObject({
  ...ok,
  response: z.strictObject({
    ...ok,
    id: z.int(),
    /** `developer` is the user, `uploadDate` in milliseconds. */
    object: z.strictObject({ id: z.int(), developer: z.int(), uploadDate: z.int() }),
  }),
});

/** The members that a public client reads of an archive. */
const archive = z.strictObject({
  id: z.int(),
  developer: z.int(),
  link: z.string(),
  name: z.string(),
  archive: z.string(),
  comment: z.string(),
  uploadDate: z.int(),
  size: z.int(),
});

nameSchemas({ Uploaded: uploaded, Registered: registered, Archive: archive });

const isLike = (wanted: string) =>
  sentAs(
    z.string().refine(text => text.toLowerCase() === wanted.toLowerCase()),
    z.literal(wanted),
  );

/** What is known of an archive: an object, written as JSON by one client and with single quotes by the others. */
const data = () => sentAs(anyData, read.json(known));

const known = z.object({
  name: name(),
  archive: address(),
  link: given(z.union([z.int(), z.string().max(2048)])),
  size: given(read.integer().pipe(z.int().min(0))),
  comment: given(z.string().max(4096)),
});

const anyData = z
  .string()
  .max(65_536)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text.trimStart().startsWith("{'") ? quoted(text) : text);
    } catch {
      context.issues.push({ code: 'custom', input: text, message: 'is no object' });
      return z.NEVER;
    }
  })
  .pipe(known);

/** An object of texts in single quotes, as JSON. Within a text a quote ends it only before a comma, a colon or a brace. */
function quoted(text: string): string {
  const isEnd = (at: number): boolean => text[at] === "'" && /^\s{0,8}[,:}]/.test(text.slice(at + 1, at + 10));
  let json = '';
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "'") {
      json += text[at];
      continue;
    }
    const from = at + 1;
    do at += text[at] === '\\' ? 2 : 1;
    while (at < text.length && !isEnd(at));
    json += JSON.stringify(text.slice(from, at).replaceAll(/\\(.)/g, '$1'));
  }
  return json;
}

/** The chain by which five older clients deploy: an archive is uploaded, registered, and deployed by its address. */
export const archives = defineOperations(routes.archives, {
  upload: {
    summary: 'Takes an archive, the part `file` of a form in parts, and answers the address it can be deployed from.',
    docs: docs.maven,
    evidence: 'observed',
    effect: 'write',
    rules: ['`file` is sent.'],
    query: z.object({
      ...target,
      fid: fileId,
      file: z.string().optional(),
      'file.filename': z.string().optional(),
      'file.size': given(read.integer()),
    }),
    responses: { 200: uploaded },
    example: { query: { fid: '123456', file: 'PK', 'file.filename': 'shop-1.0.war', 'file.size': '2' } },
  },
  createObject: {
    summary: 'Registers an archive with those of the account.',
    docs: docs.maven,
    evidence: 'observed',
    effect: 'write',
    rules: ['`data` is sent.'],
    query: z.object({ ...target, type: given(isLike('JDeploy')), data: given(data()) }),
    responses: { 200: registered },
    failures: ['quota'],
    example: {
      query: {
        type: 'JDeploy',
        data: '{"name":"shop-1.0.war","archive":"https://files.example.com/shop-1.0.war","link":0,"size":2,"comment":"Shop"}',
      },
    },
    checkedWith: { query: { data: { name: 'hostdouble-{tag}.war' } } },
    keeps: [{ read: 'archives.getArchives', at: '$.response.objects[*].id', of: '$.response.id' }],
  },
  deployArchive: {
    summary: 'Deploys an archive to a context of an environment.',
    docs: docs.maven,
    evidence: 'observed',
    effect: 'write',
    query: z.object({
      ...target,
      archiveUri: address(),
      archiveName: name(),
      newContext: given(context),
      /** The short name of the environment, or all of its domain. */
      domain: z.string().min(1).max(255),
      nodeGroup,
      preDeployHook: given(hook),
      postDeployHook: given(hook),
    }),
    responses: { 200: wrappedNodeAnswers },
    failures: ['notFound', 'conflict', 'quota'],
    example: {
      query: {
        domain: ENVIRONMENT,
        archiveUri: 'https://files.example.com/shop-1.0.war',
        archiveName: 'shop-1.0.war',
        newContext: 'shop',
      },
    },
    checkedWith: { query: { newContext: 'hostdouble-{tag}' } },
    sources: { domain: { read: 'control.getEnvs', at: '$.infos[*].env.envName' } },
  },
  getArchives: {
    summary: 'The archives of the account.',
    docs: docs.maven,
    evidence: 'client',
    effect: 'read',
    query: z.object(target),
    responses: { 200: z.strictObject({ ...ok, response: z.strictObject({ ...ok, objects: z.array(archive) }) }) },
  },
  deleteArchive: {
    summary: 'Removes an archive from those of the account. Where it was deployed it stays.',
    docs: docs.maven,
    evidence: 'client',
    effect: 'destroy',
    query: z.object({ ...target, id: read.integer() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { id: '1' } },
    checkedWith: { query: { id: '{archiveId}' } },
  },
});

defineResource(archives, {
  create: 'createObject',
  ids: { archiveId: '$.response.id' },
  destroy: 'deleteArchive',
  destroyWith: { query: { id: '{archiveId}' } },
  gone: { read: 'getArchives', at: '$.response.objects[*].id' },
});
