import { z } from 'zod';
import { assumed } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, given, nodeAnswers, sample } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import {
  filePermission,
  filesList,
  fileText,
  named,
  nodesMeant,
  nodesOrMaster,
  ofSample,
  path,
  SAMPLE_FILE,
} from './schemas.js';

const text = () => given(z.string());
/** A pattern, as `sed` and `grep` take them. */
const pattern = () => z.string().min(1).max(1000);

/** Read and written on any of the nodes meant. */
const reading = { docs: docs.openapi, effect: 'read', failures: ['notFound', 'conflict'] } as const;
const writing = { docs: docs.openapi, effect: 'write', failures: ['notFound', 'conflict', 'quota'] } as const;

/** environment.file: files and folders of nodes. */
export const contents = defineOperations(routes.file, {
  read: {
    summary: 'The text of a file; of several nodes, that of the first.',
    ...reading,
    query: named.extend({ ...nodesMeant, path: path() }),
    responses: { 200: fileText },
    example: { query: { ...ofSample, path: SAMPLE_FILE } },
  },
  getList: {
    summary: "What stands in a folder, by default in the home of the node's user.",
    ...reading,
    query: named.extend({
      ...nodesMeant,
      path: given(path()),
      /** Names that do not have it are left out. */
      filter: given(z.string().max(255)),
    }),
    responses: { 200: filesList },
    example: { query: { ...ofSample, path: '/etc' } },
    checkedWith: { query: { path: '/etc' } },
  },
  create: {
    summary: 'Makes an empty file, or a folder, and the folders that it stands in.',
    ...writing,
    query: named.extend({ ...nodesOrMaster, path: path(), isdir: given(read.flag()) }),
    responses: { 200: filePermission },
    example: { query: { ...ofSample, path: '/tmp/hostdouble.txt' } },
    checkedWith: { query: { path: '/tmp/hostdouble-{tag}.txt' } },
  },
  write: {
    summary: 'Writes a file over, or at its end, and makes it where there is none.',
    ...writing,
    query: named.extend({ ...nodesOrMaster, path: path(), body: text(), isAppendMode: given(read.flag()) }),
    responses: { 200: done },
    example: { query: { ...ofSample, path: '/tmp/written.txt', body: 'hello' } },
  },
  append: {
    summary: 'Writes at the end of a file, and makes it where there is none.',
    ...writing,
    query: named.extend({ ...nodesOrMaster, path: given(path()), body: text() }),
    responses: { 200: done },
    example: { query: { ...ofSample, path: '/tmp/appended.txt', body: 'hello' } },
  },
  replaceInBody: {
    summary: 'Puts a text in the place of what a pattern of `sed` finds in a file.',
    ...writing,
    query: named.extend({
      ...nodesOrMaster,
      path: path(),
      pattern: pattern(),
      replacement: z.string().max(100_000),
      /** The most that are replaced; public clients leave it empty for all. */
      nth: given(read.integer().pipe(z.int().min(0))),
    }),
    responses: { 200: done },
    example: { query: { ...ofSample, path: SAMPLE_FILE, pattern: '^node.*', replacement: 'host', nth: '1' } },
  },
  rename: {
    summary: 'Moves a file or a folder.',
    ...writing,
    query: named.extend({ ...nodesOrMaster, oldPath: path(), newPath: path() }),
    responses: { 200: nodeAnswers },
    example: { query: { ...ofSample, oldPath: SAMPLE_FILE, newPath: '/tmp/renamed.txt' } },
    checkedWith: { query: { oldPath: '/etc/hosts', newPath: '/tmp/renamed-{tag}.txt' } },
  },
  copy: {
    summary: 'Copies a file, or a folder with all in it.',
    ...writing,
    query: named.extend({ ...nodesOrMaster, src: path(), dest: path() }),
    responses: { 200: done },
    example: { query: { ...ofSample, src: SAMPLE_FILE, dest: '/tmp/copied.txt' } },
    checkedWith: { query: { src: SAMPLE_FILE, dest: '/tmp/copied-{tag}.txt' } },
  },
  delete: {
    summary: 'Takes away a file, or a folder with all in it.',
    ...writing,
    effect: 'destroy',
    query: named.extend({ ...nodesOrMaster, path: path() }),
    responses: { 200: nodeAnswers },
    example: { query: { ...ofSample, path: SAMPLE_FILE } },
  },
  upload: {
    summary: 'Puts a file in a node, from an address or sent along with the form.',
    ...writing,
    failures: ['notFound', 'conflict', 'quota', 'invalid'],
    query: named.extend({
      ...nodesOrMaster,
      /** An address; with a file in the form, none is needed. Nothing outside is ever reached: a `data:` one is. */
      sourcePath: given(z.string()),
      destPath: path(),
      overwrite: given(read.flag()),
      /** A part of the form of either name may be the file. No public client is known to send one. */
      'sourcePath.filename': assumed(given(z.string().max(1000))),
      'sourcePath.size': assumed(given(read.integer())),
      file: assumed(given(z.string())),
      'file.filename': assumed(given(z.string().max(1000))),
      'file.size': assumed(given(read.integer())),
    }),
    responses: { 200: nodeAnswers },
    example: { query: { ...ofSample, sourcePath: 'data:text/plain,hello', destPath: '/tmp/uploaded.txt' } },
    checkedWith: { query: { destPath: '/tmp/uploaded-{tag}.txt' } },
  },
  unpackById: {
    summary: 'Unpacks an archive of a node into a folder of it.',
    ...writing,
    failures: ['notFound', 'conflict', 'quota', 'invalid'],
    query: named.extend({ nodeId: read.integer(), sourcePath: path(), destPath: path() }),
    responses: { 200: done },
    example: {
      query: { envName: sample.envName, nodeId: sample.nodeId, sourcePath: '/tmp/a.zip', destPath: '/tmp/a' },
    },
  },
  unpackByType: {
    summary: 'Unpacks an archive in each node of a type into a folder of it.',
    ...writing,
    failures: ['notFound', 'conflict', 'quota', 'invalid'],
    query: named.extend({ nodeType: z.string().min(1), sourcePath: path(), destPath: path() }),
    responses: { 200: done },
    example: { query: { envName: sample.envName, nodeType: 'nodejs', sourcePath: '/tmp/a.zip', destPath: '/tmp/a' } },
  },
});
