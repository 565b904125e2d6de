import type { Issue, Vendor } from '../calls/vendor.js';
import { issue as issueInfrahub } from './infrahub/credentials.js';
import { issue as issueVirtfusion } from './virtfusion/credentials.js';
import { issue as issueVirtuozzo } from './virtuozzo/credentials.js';

/** A vendor that is loaded when it is first called; only the credentials of a world are known before. */
export interface ListedVendor {
  readonly issue: Issue;
  load(): Promise<Vendor>;
}

/** The vendors, one line each. */
export const vendors: Readonly<Record<string, ListedVendor>> = {
  virtfusion: { issue: issueVirtfusion, load: async () => (await import('./virtfusion/index.js')).virtfusion },
  infrahub: { issue: issueInfrahub, load: async () => (await import('./infrahub/index.js')).infrahub },
  virtuozzo: { issue: issueVirtuozzo, load: async () => (await import('./virtuozzo/index.js')).virtuozzo },
};
