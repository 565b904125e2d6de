import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { file, inParts } from '../../core/parts.js';
import { defineResource } from '../../core/resource.js';
import { read } from '../../core/wire.js';
import { dateTime, done, enveloped, filter, id, name } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

export const visibilities = ['public', 'private'] as const;

/** 406 is listed for this call, with no word of what it says. */
export const unacceptableVisibility: Refusal<string> = {
  kind: 'conflict',
  as: 406,
  text: visibility => `visibility must be ${visibilities.join(' or ')}, and is ${visibility}`,
  evidence: 'assumed',
  docs: page('TemplateApi', 'listTemplates'),
};

/** What a deployment makes, written down once. */
const shownTemplate = z.strictObject({
  id: z.int(),
  name: z.string(),
  description: z.string(),
  /** The YAML that was uploaded. */
  content: z.string(),
  /** Whether every organisation may use it. */
  is_public: z.boolean(),
  created_at: dateTime,
});
const oneTemplate = enveloped({ template: shownTemplate });
const list = enveloped({ templates: z.array(shownTemplate) });

const described = { name: name(255), description: z.string().max(1000) };

const createTemplate = inParts(z.object({ content: file.min(1), ...described, is_public: read.flag() }));
const updateTemplate = z.object({ ...described, is_public: z.boolean() }).partial();

nameSchemas({ Template: shownTemplate, OneTemplate: oneTemplate, TemplateList: list, UpdateTemplate: updateTemplate });

/** How a template looks inside is on no public page: here it says what a machine's creation is sent, with gaps. */
const EXAMPLE = [
  'name: {{ name }}',
  'environment_name: {{ environment_name }}',
  'key_name: {{ key_name }}',
  'image_name: Ubuntu Server 24.04 LTS (Noble Numbat)',
  'flavor_name: n1-cpu-small',
].join('\n');

const example = { params: { id: '1' } } as const;
const one = { params: z.object({ id: id() }), example, failures: ['notFound'] } as const;

export const templates = defineOperations(routes.templates, {
  list: {
    summary: 'All templates that may be used: the own ones, and those that are public',
    docs: page('TemplateApi', 'listTemplates'),
    effect: 'read',
    query: z.object({ visibility: filter() }),
    responses: { 200: list },
    failures: ['conflict'],
    example: { query: { visibility: 'private' } },
  },
  create: {
    summary: 'Upload a template; the body is in parts, and not JSON',
    docs: page('TemplateApi', 'createTemplate'),
    effect: 'write',
    body: createTemplate,
    responses: { 201: oneTemplate },
    example: {
      body: { content: EXAMPLE, name: 'example-template', description: 'Example template', is_public: 'false' },
    },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'templates.create', at: '$.template.name', of: 'name' },
      { read: 'templates.show', at: '$.template.name', of: 'name' },
      { read: 'templates.show', at: '$.template.description', of: 'description' },
      { read: 'templates.show', at: '$.template.content', of: 'content' },
    ],
  },
  show: {
    summary: 'One template',
    docs: page('TemplateApi', 'getTemplate'),
    effect: 'read',
    ...one,
    responses: { 200: oneTemplate },
  },
  update: {
    summary: 'Rename, describe or publish a template',
    docs: page('TemplateApi', 'updateTemplate'),
    effect: 'write',
    ...one,
    body: updateTemplate,
    responses: { 200: oneTemplate },
    example: { ...example, body: { name: 'example-template', description: 'Described anew', is_public: false } },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'templates.show', at: '$.template.name', of: 'name' },
      { read: 'templates.show', at: '$.template.description', of: 'description' },
      { read: 'templates.show', at: '$.template.is_public', of: 'is_public' },
    ],
  },
  delete: {
    summary: 'Delete a template; what was deployed by it stays',
    docs: page('TemplateApi', 'deleteTemplate'),
    effect: 'destroy',
    ...one,
    responses: { 200: done },
  },
});

defineResource(templates, {
  create: 'create',
  ids: { template_id: '$.template.id' },
  destroy: 'delete',
  gone: { read: 'show' },
});
