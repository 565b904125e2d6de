import type { Consent } from './record.js';

/** What consents are looked up by: a user has one of each type in each organisation. */
export const consentKey = ({ org, user, type }: Pick<Consent, 'org' | 'user' | 'type'>): string =>
  `${org}/${user}/${type}`;
