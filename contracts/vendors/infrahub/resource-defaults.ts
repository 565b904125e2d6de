import { z } from 'zod';
import { disputedName } from '../../core/disputed.js';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { enveloped } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** What the console offers first. The documentation prints a region where the vendor's OpenAPI has a key pair. */
export const shownDefault = disputedName('region_id', 'keypair_id', z.int(), { flavor_id: z.int(), image_id: z.int() });

nameSchemas({ ResourceDefault: shownDefault });

export const resourceDefaults = defineOperations(routes.resourceDefaults, {
  list: {
    summary: 'The flavor and the image that are offered first',
    docs: page('UserDetailChoiceApi', 'listDefaultFlavorsAndImages'),
    effect: 'read',
    responses: { 200: enveloped({ user_default_choices: z.array(shownDefault) }) },
  },
});
