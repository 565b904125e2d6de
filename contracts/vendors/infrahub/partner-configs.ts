import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { filter } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

export const partnerRefusals = {
  noPartner: {
    kind: 'notFound',
    text: domain => `No partner config found for ${domain}`,
    evidence: 'assumed',
    docs: page('PartnerConfigApi', 'getPartnerConfigByDomain'),
  } satisfies Refusal<string>,
} as const;

const shades = z.strictObject({ light: z.string(), dark: z.string() });

/** How the console looks to a partner's customers, and where it leads; without the envelope. */
const partnerConfig = z.strictObject({
  name: z.string(),
  user_type: z.string(),
  uris: z.strictObject({
    auth: z.string(),
    doc: z.string(),
    api_doc: z.string(),
    console: z.string(),
    api_uri: z.string(),
    landing_page: z.string(),
    contact_us: z.string(),
  }),
  support_email: z.string(),
  logos: z.strictObject({ light: z.string(), dark: z.string(), email: z.string(), favicon: z.string() }),
  background_image_url: z.string(),
  colors: z.strictObject({ primary: shades, secondary: shades }),
});

nameSchemas({ Shades: shades, PartnerConfig: partnerConfig });

export const partnerConfigs = defineOperations(routes.partnerConfigs, {
  show: {
    summary: 'How the console looks to the caller, and where it leads',
    docs: page('PartnerConfigApi', 'getPartnerConfig'),
    effect: 'read',
    responses: { 200: partnerConfig },
    failures: ['notFound'],
  },
  showByDomain: {
    summary: 'How the console of a domain looks, and where it leads',
    docs: page('PartnerConfigApi', 'getPartnerConfigByDomain'),
    effect: 'read',
    query: z.object({ domain: filter() }),
    responses: { 200: partnerConfig },
    failures: ['notFound'],
    example: { query: { domain: 'docs.hyperstack.cloud' } },
  },
});
