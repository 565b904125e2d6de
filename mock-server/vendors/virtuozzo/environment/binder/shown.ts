import type { VirtuozzoCloud } from '../../cloud.js';

/** The domains of one's own that lead to an environment, as getenvinfo shows them. */
export const externalDomainsOf = (cloud: VirtuozzoCloud, appid: string): string[] =>
  cloud.externalDomains.allKeyed(appid).map(({ domain }) => domain);
