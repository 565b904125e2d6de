import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { read } from '../../../core/wire.js';
import { done, given, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
import { MANIFEST, UNIQUE_NAME } from './examples.js';
import {
  action,
  appInfo,
  engineVersion,
  installed,
  making,
  manifest,
  place,
  scriptingAppid,
  uniqueName,
  wrappedSettings,
} from './schemas.js';

const one = { appUniqueName: UNIQUE_NAME } as const;
const name = { name: 'hostdouble-{tag}' } as const;

/** marketplace.jps: manifests of a user's own, installed from their text or from an address. */
export const jps = defineOperations(routes.jps, {
  install: {
    summary: 'Installs a manifest: makes its environment, if it has nodes, and does its actions.',
    docs: docs.openapi,
    effect: 'spend',
    rules: ['`jps` is a manifest of JPS, in YAML or JSON.'],
    query: z.object({
      ...place,
      ...making,
      jps: manifest(),
      logsPath: given(z.string().max(1000)),
      writeOutputTasks: given(read.flag()),
      loggerName: given(z.string().max(1000)),
    }),
    responses: { 200: installed },
    failures: ['exists', 'quota', 'funds', 'notFound', 'conflict'],
    example: { query: { jps: MANIFEST } },
    checkedWith: { query: { jps: name } },
  },
  uninstall: {
    summary: 'Does what a manifest has to do when it goes, and takes the application away.',
    docs: docs.openapi,
    effect: 'destroy',
    query: z.object({ ...target, appUniqueName: uniqueName(), force: given(read.flag()) }),
    responses: { 200: done },
    failures: ['notFound', 'conflict', 'quota', 'funds', 'exists'],
    example: { query: one },
  },
  executeAppAction: {
    summary: 'Does an action that an installed manifest has.',
    docs: docs.openapi,
    effect: 'spend',
    query: z.object(action),
    responses: { 200: installed },
    failures: ['notFound', 'conflict', 'quota', 'funds', 'exists'],
    example: { query: { ...one, action: 'greet', params: '{"name":"you"}' } },
  },
  getAppInfo: {
    summary: 'What a manifest says of itself, and its form of settings.',
    docs: docs.openapi,
    effect: 'read',
    rules: ['`jps` is a manifest of JPS, in YAML or JSON.'],
    query: z.object({
      ...target,
      jps: manifest(),
      lang: given(z.string().max(255)),
      ownerUid: given(read.integer()),
    }),
    responses: { 200: appInfo },
    failures: ['notFound'],
    example: { query: { jps: MANIFEST } },
  },
  getAppSettings: {
    summary: 'The form of settings of an installed manifest, with its values.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({
      ...target,
      appUniqueName: uniqueName(),
      settingsId: given(z.string().max(255)),
      lang: given(z.string().max(255)),
    }),
    responses: { 200: wrappedSettings },
    failures: ['notFound'],
    example: { query: one },
  },
  getEngineVersion: {
    summary: 'Version of the engine that manifests are written for.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object(target),
    responses: { 200: engineVersion },
  },
  getScriptingAppid: {
    summary: "Id under which the platform runs a user's manifests.",
    docs: docs.openapi,
    effect: 'read',
    query: z.object(target),
    responses: { 200: scriptingAppid },
  },
});

defineResource(jps, {
  create: 'install',
  ids: { appUniqueName: '$.uniqueName' },
  destroy: 'uninstall',
  gone: { read: 'installation.getList', at: '$.response.apps[*].uniqueName' },
});
