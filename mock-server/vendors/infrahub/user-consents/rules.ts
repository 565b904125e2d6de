import { refuse } from '../../../../contracts/core/failure.js';
import { consentedTerms, consentRefusals } from '../../../../contracts/vendors/infrahub/user-consents.js';
import type { InfrahubCloud } from '../cloud.js';
import { pythonJson } from '../python-json.js';
import { consentKey } from './key.js';
import type { Consent } from './record.js';
import { consentTemplates } from './templates.js';

/** Of whom and about what a consent is. */
type About = Pick<Consent, 'org' | 'user' | 'type'>;

/** What a user decides. */
export interface Decision {
  readonly action: Consent['action'];
  readonly method: Consent['method'];
  readonly version: string | undefined;
  readonly terms: Readonly<Record<string, unknown>>;
}

/** Where all calls to a double come from. */
const HERE = '127.0.0.1';

export const consentOf = (cloud: InfrahubCloud, about: About): Consent | undefined =>
  cloud.consents.keyed(consentKey(about));

/** Records what a user decides. A consent that is granted must say to what. */
export function decide(cloud: InfrahubCloud, { org, user, type }: About, decision: Decision): Consent {
  const about = { org, user, type };
  const { action, method, terms } = decision;
  const { version: newest } = consentTemplates[about.type];
  const version = decision.version ?? newest;
  if (version !== newest) throw refuse(consentRefusals.noSuchVersion, version);
  const missing = consentedTerms.find(term => !Object.hasOwn(terms, term));
  if (action === 'granted' && missing !== undefined) throw refuse(consentRefusals.noTerms, missing);
  const event = { id: cloud.nextId('consentEvent'), at: cloud.now, action, method, address: HERE };
  const stand = { action, method, address: HERE, version, updatedAt: cloud.now };
  const before = consentOf(cloud, about);
  if (before === undefined)
    return cloud.consents.add({
      id: cloud.nextId('consent'),
      ...about,
      ...stand,
      terms: pythonJson(terms),
      createdAt: cloud.now,
      events: [event],
    });
  // A consent that is revoked still says what had been agreed to.
  const agreed = action === 'granted' ? pythonJson(terms) : before.terms;
  return cloud.consents.update(before.id, { ...stand, terms: agreed, events: [...before.events, event] });
}
