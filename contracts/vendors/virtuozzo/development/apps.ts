import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { given, ok, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';

/** Add-on scripts read where the application answers; those of the dashboard's own only whether it is there. */
const app = z.strictObject({ ...ok, hosting: client(z.strictObject({ domain: client(z.string()) })) });

nameSchemas({ InstalledApp: app });

const getApp = {
  summary: 'Where an application answers: an environment, or the one of the platform that runs scripts.',
  docs: docs.wordpress,
  evidence: 'client',
  effect: 'read',
  query: z.object({ ...target, targetAppid: given(z.string().max(255)) }),
  responses: { 200: app },
  failures: ['notFound'],
} as const;

/** development.apps, as add-on scripts name it. */
export const apps = defineOperations(routes.apps, { getApp });

/** development.applications, as the Python client names the same service. */
export const applications = defineOperations(routes.applications, { getApp });
