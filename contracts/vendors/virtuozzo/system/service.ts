import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { ok, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';

/** Add-on scripts read these three, and compare `version` up to its first `-`. */
const version = z.strictObject({
  ...ok,
  version: client(z.string()),
  build: client(z.string()),
  edition: client(z.string()),
});

nameSchemas({ ServiceVersion: version });

const getVersion = {
  summary: 'The version of the platform. It asks for no session.',
  docs: docs.letsEncrypt,
  evidence: 'client',
  effect: 'read',
  auth: 'none',
  query: z.object(target),
  responses: { 200: version },
} as const;

/** system.service: the platform itself. */
export const service = defineOperations(routes.service, { getVersion });

/** statistic.system: the part of the platform that keeps statistics, of the same version. */
export const statisticSystem = defineOperations(routes.statisticSystem, {
  getVersion: {
    ...getVersion,
    docs: docs.backup,
    responses: { 200: version.pick({ result: true, source: true, version: true }) },
  },
});
