import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { defineOperations } from '../../../core/operation.js';
import { read } from '../../../core/wire.js';
import { done, given, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
import { UNIQUE_NAME } from './examples.js';
import {
  action,
  appInfo,
  installed,
  scriptingAppid,
  search,
  settingsAnswer,
  uniqueName,
  wrappedApps,
} from './schemas.js';

const one = { query: { appUniqueName: UNIQUE_NAME } } as const;
const named = z.object({ ...target, appUniqueName: uniqueName() });

nameSchemas({ InstallationNamed: named });

/** marketplace.installation: what is installed, of the marketplace or of a manifest of one's own. */
export const installation = defineOperations(routes.installation, {
  getList: {
    summary: 'All that is installed, on environments and without one.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, search: search.search }),
    responses: { 200: wrappedApps },
  },
  getInfo: {
    summary: 'One installed application.',
    docs: docs.openapi,
    effect: 'read',
    query: named,
    responses: { 200: appInfo },
    failures: ['notFound'],
    example: one,
  },
  getSettings: {
    summary: 'The form of settings of an installed application, with its values.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ settingsId: given(z.string().max(255)), lang: given(z.string().max(255)) }),
    responses: { 200: settingsAnswer },
    failures: ['notFound'],
    example: one,
  },
  getEnvAppid: {
    summary: 'Id of the environment that something is installed on; of the engine, if it is on none.',
    docs: docs.openapi,
    effect: 'read',
    query: named,
    responses: { 200: scriptingAppid },
    failures: ['notFound'],
    example: one,
  },
  getScriptingAppid: {
    summary: "Id under which the platform runs a user's manifests.",
    docs: docs.openapi,
    effect: 'read',
    query: z.object(target),
    responses: { 200: scriptingAppid },
  },
  executeAction: {
    summary: 'Does an action that an installed application has.',
    docs: docs.openapi,
    effect: 'spend',
    query: z.object(action),
    responses: { 200: installed },
    failures: ['notFound', 'conflict', 'quota', 'funds', 'exists'],
    example: { query: { ...one.query, action: 'greet' } },
  },
  uninstall: {
    summary: 'Does what an application has to do when it goes, and takes it away.',
    docs: docs.openapi,
    effect: 'destroy',
    query: named.extend({ force: given(read.flag()) }),
    responses: { 200: done },
    failures: ['notFound', 'conflict', 'quota', 'funds', 'exists'],
    example: one,
  },
});
