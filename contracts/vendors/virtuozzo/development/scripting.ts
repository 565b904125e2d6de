import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed, client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { read } from '../../../core/wire.js';
import { done, given, ok, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';

/** Names have slashes: `lib/cronToQuartz`. */
const name = z.string().min(1).max(255);
const type = z.string().min(1).max(32);

/** A backup add-on reads `script.code`, and where that is not there `code` of the answer itself. */
export const script = z.strictObject({
  name: client(z.string()),
  type: assumed(z.string()),
  code: client(z.string()),
});

const oneScript = z.strictObject({ ...ok, script: client(script) });

/** A public client looks for `name` in `scripts`. */
const scriptList = z.strictObject({ ...ok, scripts: client(z.array(script.omit({ code: true }))) });

/** What the script returned. Clients look at `result` in it too. */
const evaluated = z.strictObject({ ...ok, response: client(z.unknown().optional()) });

nameSchemas({ Script: script, OneScript: oneScript, ScriptList: scriptList, Evaluated: evaluated });

/** What clients in Python and in shells send to the script InstallApp: https://github.com/laurentfufu/pylastic is one. */
const installed = {
  manifest: client(given(z.string().max(1_000_000))),
  envName: client(given(z.string().max(255))),
  shortdomain: client(given(z.string().max(255))),
  region: client(given(z.string().max(255))),
  settings: client(given(z.string().max(100_000))),
};

/** Where a check finds a script: no answer names the one that was made. */
const found = { read: 'scripting.getScripts', at: '$.scripts[*].name' } as const;

/** development.scripting: scripts that a user keeps in an environment or in his account. The double does not run them. */
export const scripting = defineOperations(routes.scripting, {
  eval: {
    summary:
      'Runs a script. The double runs InstallApp, the older way to install a manifest; an override gives what others answer.',
    docs: docs.pylastic,
    evidence: 'client',
    effect: 'write',
    query: z.object({ ...target, script: name, params: given(z.string().max(100_000)), ...installed }),
    responses: { 200: evaluated },
    failures: ['notFound', 'conflict', 'exists', 'quota', 'funds'],
    example: { query: { script: 'example', params: '{"action":"list"}' } },
    sources: { script: found },
  },
  createScript: {
    summary: 'Keeps a script by name.',
    docs: docs.backup,
    evidence: 'client',
    effect: 'write',
    auth: 'session',
    query: z.object({
      ...target,
      name,
      type,
      code: client(given(z.string().max(500_000))),
      annotations: given(z.string().max(10_000)),
    }),
    responses: { 200: done },
    failures: ['exists'],
    example: { query: { name: 'example', type: 'js', code: 'return { result: 0 };' } },
    checkedWith: { query: { name: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'scripting.getScript', at: '$.script.code', of: 'code' },
      { read: 'scripting.getScripts', at: '$.scripts[*].name', of: 'name' },
    ],
  },
  getScript: {
    summary: 'A script with its code.',
    docs: docs.letsEncrypt,
    evidence: 'client',
    effect: 'read',
    query: z.object({ ...target, name }),
    responses: { 200: oneScript },
    failures: ['notFound'],
    example: { query: { name: 'example' } },
    sources: { name: found },
  },
  getScripts: {
    summary: 'Lists scripts, without their code.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    query: z.object({
      ...target,
      type: given(type),
      from: given(read.integer().pipe(z.int().min(0))),
      count: given(read.integer().pipe(z.int().min(0))),
    }),
    responses: { 200: scriptList },
  },
  build: {
    summary: 'Compiles a script anew: add-ons call it after they made one.',
    docs: docs.backup,
    evidence: 'client',
    effect: 'write',
    auth: 'session',
    query: z.object({ ...target, script: name }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { script: 'example' } },
    sources: { script: found },
  },
  deleteScript: {
    summary: 'Deletes a script.',
    docs: docs.backup,
    evidence: 'client',
    effect: 'destroy',
    auth: 'session',
    query: z.object({ ...target, name }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { name: 'example' } },
    sources: { name: found },
  },
});
