import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { Certificate, ExternalDomain } from './record.js';

/** The account's certificate of that id. Refuses one that is not there, or another account's, in the same words. */
export function certificateOf(cloud: VirtuozzoCloud, uid: number, id: number): Certificate {
  const found = cloud.certificates.get(id);
  if (found === undefined || found.uid !== uid) throw refuse(refusals.noObject, { what: 'certificate', name: id });
  return found;
}

/** Domains of an environment by their names. Refuses one that it does not have. */
export function domainsNamed(cloud: VirtuozzoCloud, appid: string, names: readonly string[]): ExternalDomain[] {
  const bound = cloud.externalDomains.allKeyed(appid);
  return [...new Set(names)].map(name => {
    const found = bound.find(({ domain }) => domain === name);
    if (found === undefined) throw refuse(refusals.noObject, { what: 'domain', name });
    return found;
  });
}
