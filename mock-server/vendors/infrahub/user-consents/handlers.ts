import type { z } from 'zod';
import { refuse } from '../../../../contracts/core/failure.js';
import {
  consentRefusals,
  consentTypes,
  type userConsents as operations,
  type shownConsent,
} from '../../../../contracts/vendors/infrahub/user-consents.js';
import type { Handlers } from '../../../calls/handler.js';
import type { Caller } from '../../../domain/credentials.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import type { Consent } from './record.js';
import { consentOf, decide } from './rules.js';
import { consentTemplates } from './templates.js';

const consentView = (consent: Consent): z.output<typeof shownConsent> => ({
  id: consent.id,
  user_id: consent.user,
  org_id: consent.org,
  consent_type: consent.type,
  action: consent.action,
  ip_address: consent.address,
  consent_method: consent.method,
  created_at: timeText(consent.createdAt),
  updated_at: timeText(consent.updatedAt),
});

const templateView = (type: Consent['type']) => {
  const { version, blocks } = consentTemplates[type];
  return { version, blocks: blocks.map(block => ({ ...block })) };
};

export const handlers = {
  list({ query, cloud, caller }) {
    const user = cloud.userOf(caller);
    const found = cloud.consents.filter(
      ({ org, user: of, type }) =>
        org === caller.holder && of === user && (query.consent_type === undefined || query.consent_type === type),
    );
    const consents = found.map(consent => {
      const { version } = consentTemplates[consent.type];
      return {
        ...consentView(consent),
        latest_consent_version: version,
        is_version_current: consent.version === version,
      };
    });
    return { status: 200, body: { consents } };
  },

  create({ body, cloud, caller }) {
    const about = { org: caller.holder, user: cloud.userOf(caller), type: body.consent_type };
    const consent = decide(cloud, about, decisionIn(body));
    return { status: 200, body: { message: 'Consent recorded successfully', consent: consentView(consent) } };
  },

  update({ params, body, cloud, caller }) {
    const before = mine(cloud, caller, params.consent_type);
    const changed = before.action !== body.action;
    const consent = changed ? decide(cloud, before, decisionIn(body)) : before;
    const message = changed ? `Consent ${body.action} successfully` : `Consent is already ${body.action}`;
    return { status: 200, body: { message, consent: consentView(consent), changed } };
  },

  events({ params, cloud, caller }) {
    const consent = mine(cloud, caller, params.consent_type);
    const events = consent.events.map(({ id, at, action, method, address }) => ({
      id,
      consent_id: consent.id,
      user_id: consent.user,
      action,
      ip_address: address,
      consent_method: method,
      created_at: timeText(at),
    }));
    return { status: 200, body: { consent: consentView(consent), events: events.reverse() } };
  },

  templates() {
    const templates = Object.fromEntries(consentTypes.map(type => [type, templateView(type)]));
    return { status: 200, body: { templates } };
  },

  template({ params }) {
    return { status: 200, body: templateView(params.consent_type) };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

const decisionIn = (body: {
  readonly action: Consent['action'];
  readonly consent_method: Consent['method'];
  readonly consent_version?: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
}) => ({
  action: body.action,
  method: body.consent_method,
  version: body.consent_version,
  terms: body.metadata,
});

/** The caller's consent of a type. */
function mine(cloud: InfrahubCloud, caller: Caller, type: Consent['type']): Consent {
  const consent = consentOf(cloud, { org: caller.holder, user: cloud.userOf(caller), type });
  if (consent === undefined) throw refuse(consentRefusals.noConsent, type);
  return consent;
}
