import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { done, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
import { MANIFEST } from './examples.js';
import { addedApp, appList, id, manifest, search } from './schemas.js';

const SHIPPED = 'hostdouble-note';

/** marketplace.favorite: applications that a user marked. */
export const favorite = defineOperations(routes.favorite, {
  getList: {
    summary: 'The applications that the user marked.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, ...search }),
    responses: { 200: appList },
  },
  add: {
    summary: 'Marks an application of the marketplace.',
    docs: docs.openapi,
    effect: 'write',
    query: z.object({ ...target, id: id() }),
    responses: { 200: done },
    failures: ['notFound', 'quota'],
    example: { query: { id: SHIPPED } },
    checkedWith: { query: { id: '{favoriteId}' } },
    keeps: [{ read: 'favorite.getList', at: '$.apps[*].app_id', of: 'id' }],
  },
  addManifest: {
    summary: "Adds a manifest to the user's marked applications.",
    docs: docs.openapi,
    effect: 'write',
    rules: ['`manifest` is a manifest of JPS, in YAML or JSON.'],
    query: z.object({ ...target, manifest: manifest() }),
    responses: { 200: addedApp },
    failures: ['quota', 'notFound'],
    example: { query: { manifest: MANIFEST } },
    checkedWith: { query: { manifest: { name: 'hostdouble-{tag}' } } },
    keeps: [{ read: 'favorite.getList', at: '$.apps[*].app_id', of: '$.app_id' }],
  },
  delete: {
    summary: 'Takes a mark off, and away with it a manifest that was added here.',
    docs: docs.openapi,
    effect: 'destroy',
    query: z.object({ ...target, id: id() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { id: SHIPPED } },
  },
});

defineResource(favorite, {
  create: 'addManifest',
  ids: { favoriteId: '$.app_id' },
  destroy: 'delete',
  destroyWith: { query: { id: '{favoriteId}' } },
  gone: { read: 'getList', at: '$.apps[*].app_id' },
});
