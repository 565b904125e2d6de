import { z } from 'zod';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, given } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { favoritesList, named, ofSample, path, title } from './schemas.js';

/** Of a node, of a layer, or of the whole environment. */
const owner = { nodeId: given(read.integer()), nodeGroup: given(z.string().max(64)) };
const LOGS = '/var/log';

/** environment.file: shortcuts of the file manager. */
export const favorites = defineOperations(routes.file, {
  addFavorite: {
    summary: 'Notes a shortcut to a file or a folder; a second one to the same place takes the place of the first.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      ...owner,
      path: path(),
      keyword: title(),
      filter: given(z.string().max(255)),
      isDir: given(read.flag()),
    }),
    responses: { 200: done },
    failures: ['notFound', 'quota'],
    example: { query: { envName: ofSample.envName, nodeId: ofSample.nodeid, path: LOGS, isDir: 'true' } },
    checkedWith: { query: { path: LOGS } },
    keeps: [{ read: 'file.getFavorites', at: '$.favoriteList[*].path', of: 'path' }],
  },
  getFavorites: {
    summary: 'Shortcuts of a node, of a layer, or of the whole environment.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend(owner),
    responses: { 200: favoritesList },
    failures: ['notFound'],
    example: { query: { envName: ofSample.envName, nodeId: ofSample.nodeid } },
  },
  removeFavorite: {
    summary: 'Forgets a shortcut.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ ...owner, path: path() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ofSample.envName, nodeId: ofSample.nodeid, path: LOGS } },
    checkedWith: { query: { path: LOGS } },
  },
});
