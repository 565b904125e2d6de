import { z } from 'zod';
import { disputedField } from '../../core/disputed.js';
import { nameSchemas } from '../../core/document-marks.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { dateTime, filter } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** The vendor's newer page of what records a consent: it alone says what must stand in `metadata`. */
const RECORDING = 'https://docs.hyperstack.cloud/docs/api-reference/schemas/recordconsentrequest';

/** What may be consented to. */
export const consentTypes = ['auto_top_up'] as const;
export const consentActions = ['granted', 'revoked'] as const;
export const consentMethods = ['web_checkbox', 'api', 'admin_override'] as const;

/** What a consent to automatic payments must say. */
export const consentedTerms = ['threshold_amount', 'topup_amount', 'payment_method_ref'] as const;

export const consentRefusals = {
  noConsent: {
    kind: 'notFound',
    text: type => `No consent found for ${type}`,
    evidence: 'assumed',
    docs: page('UserConsentApi', 'getConsentTemplateByType'),
  } satisfies Refusal<string>,
  noTerms: {
    kind: 'conflict',
    text: missing => `metadata must include ${missing}`,
    evidence: 'assumed',
    docs: RECORDING,
  } satisfies Refusal<string>,
  noSuchVersion: {
    kind: 'conflict',
    text: version => `Consent version ${version} does not exist`,
    evidence: 'assumed',
    docs: RECORDING,
  } satisfies Refusal<string>,
} as const;

/** What somebody decided last. Without an envelope, as all answers here. */
export const shownConsent = z.strictObject({
  id: z.int(),
  user_id: z.int(),
  org_id: z.int(),
  consent_type: z.string(),
  action: z.enum(consentActions),
  ip_address: z.string(),
  consent_method: z.enum(consentMethods),
  created_at: dateTime,
  updated_at: dateTime,
});

const consents = z.strictObject({
  consents: z.array(
    z.strictObject({
      ...shownConsent.shape,
      // On the vendor's newer page, and not in its OpenAPI of 1.55.1:
      latest_consent_version: disputedField(z.string()),
      is_version_current: disputedField(z.boolean()),
    }),
  ),
});
const recorded = z.strictObject({ message: z.string(), consent: shownConsent });
const updated = z.strictObject({
  ...recorded.shape,
  // On the vendor's newer page, and not in its OpenAPI of 1.55.1:
  changed: disputedField(z.boolean()),
});
const events = z.strictObject({
  consent: shownConsent,
  events: z.array(
    z.strictObject({
      id: z.int(),
      consent_id: z.int(),
      user_id: z.int(),
      action: z.enum(consentActions),
      ip_address: z.string(),
      consent_method: z.enum(consentMethods),
      created_at: dateTime,
    }),
  ),
});

/** What is read before consenting; `text` may have gaps such as `${topup_amount}`. */
const template = z.strictObject({
  version: z.string(),
  blocks: z.array(
    z.strictObject({ type: z.enum(['text', 'warning', 'info', 'success', 'failure']), text: z.string() }),
  ),
});
const templates = z.strictObject({ templates: z.record(z.string(), template) });

const decision = {
  action: z.enum(consentActions),
  consent_method: z.enum(consentMethods).default('web_checkbox'),
  /** Without it the newest. */
  consent_version: z.string().optional(),
  metadata: z.record(z.string(), z.unknown()).default({}),
};
const recordConsent = z.object({ consent_type: z.enum(consentTypes), ...decision });
const updateConsent = z.object(decision);

nameSchemas({
  UserConsent: shownConsent,
  UserConsentList: consents,
  UserConsentRecorded: recorded,
  UserConsentUpdated: updated,
  UserConsentEvents: events,
  UserConsentTemplate: template,
  UserConsentTemplates: templates,
  RecordConsent: recordConsent,
  UpdateConsent: updateConsent,
});

const terms = { threshold_amount: 20, topup_amount: 100, payment_method_ref: 'pm_example' };
const example = { params: { consent_type: 'auto_top_up' } } as const;
const one = { params: z.object({ consent_type: z.enum(consentTypes) }), example, failures: ['notFound'] } as const;

export const userConsents = defineOperations(routes.userConsents, {
  list: {
    summary: 'What the user has consented to, or no longer',
    docs: page('UserConsentApi', 'getAllConsentsForAUser'),
    effect: 'read',
    query: z.object({ consent_type: filter() }),
    responses: { 200: consents },
    example: { query: { consent_type: 'auto_top_up' } },
  },
  create: {
    summary: 'Record what the user decides',
    docs: page('UserConsentApi', 'addANewConsentForAUser'),
    effect: 'write',
    body: recordConsent,
    responses: { 200: recorded },
    failures: ['conflict', 'notFound'],
    example: { body: { consent_type: 'auto_top_up', action: 'granted', consent_method: 'api', metadata: terms } },
    keeps: [
      { read: 'userConsents.create', at: '$.consent.action', of: 'action' },
      { read: 'userConsents.list', at: '$.consents[*].action', of: 'action' },
    ],
  },
  update: {
    summary: 'Grant or revoke a consent that was recorded',
    docs: page('UserConsentApi', 'updateAConsentActionByType'),
    effect: 'write',
    ...one,
    body: updateConsent,
    responses: { 200: updated },
    failures: ['conflict', 'notFound'],
    example: { ...example, body: { action: 'revoked', consent_method: 'api' } },
    keeps: [{ read: 'userConsents.update', at: '$.consent.action', of: 'action' }],
  },
  events: {
    summary: 'When the user decided what',
    docs: page('UserConsentEventsApi', 'getConsentAuditEvents'),
    effect: 'read',
    ...one,
    responses: { 200: events },
  },
  templates: {
    summary: 'What is read before consenting, by what is consented to',
    docs: page('UserConsentApi', 'getAllConsentTemplates'),
    effect: 'read',
    responses: { 200: templates },
  },
  template: {
    summary: 'What is read before consenting to one thing',
    docs: page('UserConsentApi', 'getConsentTemplateByType'),
    effect: 'read',
    ...one,
    responses: { 200: template },
  },
});
