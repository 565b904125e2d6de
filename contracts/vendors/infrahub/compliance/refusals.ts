import type { Refusal } from '../../../core/failure.js';
import { page } from '../docs.js';

/** What may be limited; the list is on the page of what limits a model. */
export const limitedResources = ['CPU', 'RAM', 'HDD'] as const;

const docs = 'https://docs.hyperstack.cloud/docs/api-reference/create-compliance';

const emptyRange: Refusal = {
  kind: 'conflict',
  text: 'variation_min must not be greater than variation_max',
  evidence: 'assumed',
  docs,
};

export const complianceRefusals = {
  unknownModel: {
    kind: 'notFound',
    text: model => `GPU model ${model} does not exist`,
    evidence: 'assumed',
    docs,
  } satisfies Refusal<string>,
  /** Of a query: 406 is listed for this call, with no word of what it says. */
  unacceptableModel: {
    kind: 'conflict',
    as: 406,
    text: model => `GPU model ${model} does not exist`,
    evidence: 'assumed',
    docs: page('ComplianceApi', 'getCompliance'),
  } satisfies Refusal<string>,
  noLimits: {
    kind: 'notFound',
    text: model => `No compliance found for ${model}`,
    evidence: 'assumed',
    docs,
  } satisfies Refusal<string>,
  limited: {
    kind: 'exists',
    text: ({ model, resource }) => `Compliance of ${resource} for ${model} already exists`,
    evidence: 'assumed',
    docs,
  } satisfies Refusal<{ model: string; resource: string }>,
  emptyRange,
  notCompliant: {
    kind: 'conflict',
    text: ({ model, resource, least, most }) => `${resource} must be between ${least} and ${most} for ${model}`,
    evidence: 'assumed',
    docs: 'https://docs.hyperstack.cloud/docs/api-reference/get-compliance',
  } satisfies Refusal<{ model: string; resource: string; least: number; most: number }>,
} as const;
