import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { defineResource } from '../../../../core/resource.js';
import { read } from '../../../../core/wire.js';
import { done, envName, given, ok, sample, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { extDomainList, oneExtDomain } from './certificate-schemas.js';
import { externalDomain, externalDomains, internalDomain, internalDomains } from './hostname.js';

const named = z.object({ ...target, ...envName });
const { envName: ENVIRONMENT } = sample;
const DOMAIN = 'www.example.com';

/** Names by what they belong to. A public script reads `nodes`, where the description has `nodesDomains`. */
const domains = z.strictObject({
  ...ok,
  envDomains: z.array(z.string()).optional(),
  nodeGroupsDomains: z.record(z.string(), z.array(z.string())).optional(),
  nodesDomains: z.record(z.string(), z.array(z.string())).optional(),
  nodes: client(z.array(z.strictObject({ nodeId: z.int(), domains: z.array(z.string()) })).optional()),
});

nameSchemas({ DomainNamed: named, Domains: domains });

/** Whose names are meant: a node's before a layer's, before the environment's. */
const part = { nodeGroup: given(z.string()), nodeId: given(read.integer()) };

/** environment.binder: names inside the platform, and domains of one's own. */
export const domainCalls = defineOperations(routes.binder, {
  addDomains: {
    summary: 'Gives an environment, a layer or a node further names inside the platform.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      ...part,
      domains: internalDomains(),
      /** Whether an environment's name stands below its own domain, as those of layers and nodes do. */
      subdomain: given(read.flag()),
    }),
    responses: { 200: done },
    failures: ['exists', 'notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, domains: 'primarydb', nodeId: sample.nodeId } },
    checkedWith: { query: { domains: 'hostdouble-{tag}', nodeId: null } },
    keeps: [{ read: 'binder.getDomains', at: '$.envDomains[*]', of: 'domains' }],
  },
  getDomains: {
    summary: 'All names of an environment, its layers and its nodes inside the platform.',
    docs: docs.openapi,
    effect: 'read',
    /** Names alone; false for the whole domains. */
    query: named.extend({ ...part, inShort: given(read.flag()) }),
    responses: { 200: domains },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT } },
    alsoCalledWith: [{ query: { inShort: 'false' } }],
  },
  removeDomains: {
    summary: 'Takes names from an environment, a layer or a node, but not those that it was made with. `*` means all.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      ...part,
      /** A public client sends this name instead. */
      node_id: client(given(read.integer())),
      domains: z.union([z.literal('*'), internalDomains()]),
    }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, domains: '*' } },
  },
  checkDomain: {
    summary: 'Tells whether a name inside the platform is free.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, domain: internalDomain(), region: given(z.string()) }),
    responses: { 200: done },
    failures: ['exists', 'notFound'],
    example: { query: { domain: 'hostdouble-free' } },
  },
  checkExtDomain: {
    summary: 'Tells whether a domain is free: bound to no environment.',
    docs: docs.letsEncrypt,
    effect: 'read',
    query: z.object({ ...target, extdomain: externalDomain() }),
    responses: { 200: done },
    failures: ['exists'],
    example: { query: { extdomain: 'free.example.com' } },
  },
  bindExtDomain: {
    summary: 'Binds a domain to an environment. One that is bound already, to whatever environment, is refused.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ extdomain: externalDomain(), certId: given(read.integer()) }),
    responses: { 200: oneExtDomain },
    failures: ['exists', 'notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, extdomain: DOMAIN } },
    checkedWith: { query: { extdomain: 'hostdouble-{tag}.example.com' } },
    keeps: [
      { read: 'binder.getExtDomains', at: '$.extDomains[*].domain', of: 'extdomain' },
      { read: 'control.getEnvInfo', at: '$.env.extdomains[*]', of: 'extdomain' },
    ],
  },
  bindExtDomains: {
    summary: 'Binds several domains to an environment: all, or none if one is refused.',
    docs: docs.letsEncrypt,
    effect: 'write',
    query: named.extend({ extDomains: externalDomains(), certId: given(read.integer()) }),
    responses: { 200: extDomainList },
    failures: ['exists', 'notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, extDomains: `${DOMAIN};example.com` } },
    checkedWith: { query: { extDomains: 'hostdouble-{tag}.example.com' } },
    keeps: [{ read: 'binder.getExtDomains', at: '$.extDomains[*].domain', of: 'extDomains' }],
  },
  getExtDomains: {
    summary: 'The domains that are bound to an environment, and the certificate of each.',
    docs: docs.letsEncrypt,
    effect: 'read',
    query: named,
    responses: { 200: extDomainList },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT } },
  },
  removeExtDomain: {
    summary: 'Frees a domain from its environment.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ extdomain: externalDomain() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, extdomain: DOMAIN } },
    sources: { extdomain: { read: 'binder.getExtDomains', at: '$.extDomains[*].domain' } },
  },
  swapExtDomains: {
    summary: 'Exchanges the domains of two environments, with their certificates.',
    docs: docs.openapi,
    effect: 'write',
    /** The other environment, by its id; its name is taken too. */
    query: named.extend({ targetappid: z.string().min(1) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, targetappid: ENVIRONMENT } },
    checkedWith: { query: { targetappid: '{envName}' } },
  },
});

defineResource(domainCalls, {
  create: 'bindExtDomain',
  ids: { extdomain: '$.extDomain.domain' },
  destroy: 'removeExtDomain',
  gone: { read: 'getExtDomains', at: '$.extDomains[*].domain' },
});
