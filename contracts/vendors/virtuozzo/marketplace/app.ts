import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { read } from '../../../core/wire.js';
import { done, given, sample, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
import { ADDON } from './examples.js';
import {
  addedApp,
  appInfo,
  appList,
  categoryList,
  checksum,
  id,
  installed,
  making,
  manifest,
  place,
  search,
} from './schemas.js';

const SHIPPED = 'hostdouble-note';
const own = { query: { id: '{ownAppId}' } } as const;
const named = { manifest: { name: 'hostdouble-{tag}' } } as const;
const { nodeGroup: _, ...placeOfAll } = place;

/** marketplace.app: what the marketplace offers, and what a user adds to it for himself. */
export const app = defineOperations(routes.app, {
  getCategories: {
    summary: 'The categories of applications.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object(target),
    responses: { 200: categoryList },
  },
  getList: {
    summary: 'The applications of the marketplace, the own ones too.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, ...search }),
    responses: { 200: appList },
  },
  getAppInfo: {
    summary: 'One application of the marketplace with its form of settings.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({
      ...target,
      id: id(),
      lang: given(z.string().max(255)),
      ownerUid: given(read.integer()),
    }),
    responses: { 200: appInfo },
    failures: ['notFound'],
    example: { query: { id: SHIPPED } },
    sources: { id: { read: 'app.getList', at: '$.apps[*].app_id' } },
  },
  getChecksum: {
    summary: 'Changes whenever the applications of the marketplace do.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object(target),
    responses: { 200: checksum },
  },
  install: {
    summary: 'Installs an application of the marketplace.',
    docs: docs.openapi,
    effect: 'spend',
    query: z.object({
      ...placeOfAll,
      ...making,
      id: id(),
      nodes: given(read.json(z.union([z.array(z.record(z.string(), z.unknown())).max(100), z.null()]))),
      overrideNodes: given(read.flag()),
      skipEmail: given(read.flag()),
    }),
    responses: { 200: installed },
    failures: ['exists', 'quota', 'funds', 'notFound', 'conflict'],
    example: { query: { id: SHIPPED, envName: sample.envName } },
    checkedWith: own,
  },
  getAddonList: {
    summary: 'The add-ons for an environment or one of its layers, and which of them it has.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, ...search, envName: given(z.string()), nodeGroup: given(z.string().max(255)) }),
    responses: { 200: appList },
    failures: ['notFound'],
    example: { query: { envName: sample.envName } },
  },
  installAddon: {
    summary: 'Installs an add-on of the marketplace on an environment.',
    docs: docs.openapi,
    effect: 'spend',
    rules: ['`envName` or `appid` is sent.'],
    query: z.object({ ...place, id: id(), skipEmail: given(read.flag()) }),
    responses: { 200: installed },
    failures: ['exists', 'quota', 'funds', 'notFound', 'conflict'],
    example: { query: { id: SHIPPED, envName: sample.envName } },
    checkedWith: own,
  },
  addApp: {
    summary: 'Adds a manifest to the marketplace, for the user alone.',
    docs: docs.openapi,
    effect: 'write',
    rules: ['`manifest` is a manifest of JPS, in YAML or JSON.'],
    query: z.object({ ...target, manifest: manifest() }),
    responses: { 200: addedApp },
    failures: ['quota', 'notFound'],
    example: { query: { manifest: ADDON } },
    checkedWith: { query: named },
    keeps: [{ read: 'app.getList', at: '$.apps[*].app_id', of: '$.app_id' }],
  },
  editApp: {
    summary: 'Puts another manifest in the place of one that the user added.',
    docs: docs.openapi,
    effect: 'write',
    query: z.object({ ...target, id: id(), manifest: manifest() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { id: SHIPPED, manifest: ADDON } },
    checkedWith: { query: { ...own.query, ...named } },
  },
  deleteApp: {
    summary: 'Takes a manifest out of the marketplace that the user added. What is installed of it stays.',
    docs: docs.openapi,
    effect: 'destroy',
    query: z.object({ ...target, id: id() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { id: SHIPPED } },
  },
});

defineResource(app, {
  create: 'addApp',
  ids: { ownAppId: '$.app_id' },
  destroy: 'deleteApp',
  destroyWith: own,
  gone: { read: 'getList', at: '$.apps[*].app_id' },
});

defineResource(app, {
  create: 'install',
  ids: { installedName: '$.uniqueName' },
  destroy: 'installation.uninstall',
  destroyWith: { query: { appUniqueName: '{installedName}' } },
  gone: { read: 'installation.getList', at: '$.response.apps[*].uniqueName' },
});

defineResource(app, {
  create: 'installAddon',
  ids: { addonName: '$.uniqueName' },
  destroy: 'installation.uninstall',
  destroyWith: { query: { appUniqueName: '{addonName}' } },
  gone: { read: 'installation.getList', at: '$.response.apps[*].uniqueName' },
});
