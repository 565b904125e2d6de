import { shareable } from './methods.js';
import { LAST_OWN_ID } from './policy-ids.js';
import type { OwnPolicy } from './record.js';

/** A policy as roles have it: the platform's own, or one that an account made. */
export interface Policy {
  readonly id: number;
  /** Who made it; null for the platform. */
  readonly owner: number | null;
  readonly name: string;
  readonly uniqueName: string | null;
  readonly description: string | null;
  readonly isAboutAccount: boolean;
  readonly methods: readonly string[];
}

/** What creates in an account or manages its members is about the account; all else is about environments. */
const ABOUT_ACCOUNT = /^(users\.collaboration\.|environment\.control\.createenv(ironment)?$)/;

const isAboutAccount = (methods: readonly string[]): boolean => methods.every(method => ABOUT_ACCOUNT.test(method));

export const ownPolicy = (record: OwnPolicy): Policy => ({
  ...record,
  uniqueName: null,
  isAboutAccount: isAboutAccount(record.methods),
});

/**
 * The platform's own policies. The vendor's pages say that there are many and show them in pictures only, so names, order
 * and what is in each are our choice. There are no roles beforehand: the pages have the owner make the first.
 */
const sets: readonly [uniqueName: string, name: string, description: string, methods: RegExp][] = [
  [
    'environment-start-stop',
    'Start and stop',
    'Start, stop and put to sleep',
    /^environment\.control\.(start|stop|sleep)env$/,
  ],
  ['environment-restart', 'Restart', 'Restart nodes and containers', /^environment\.control\.restart/],
  [
    'environment-topology',
    'Change topology',
    'Change layers, nodes and cloudlets',
    /^environment\.control\.(changetopology|editnodegroup|set(cloudlets|node)|addnode|removenode|redeploy)/,
  ],
  ['environment-variables', 'Variables', 'Read and change variables', /^environment\.control\.\w*containerenvvars/],
  ['environment-commands', 'Commands', 'Run commands in containers', /^environment\.control\.exec/],
  [
    'environment-statistics',
    'Logs and statistics',
    'See logs and load',
    /^environment\.control\.(get(sumstat|stat|logs?)|readlog)/,
  ],
  ['environment-files', 'Files', 'Work with files and mounts', /^environment\.file\./],
  ['environment-network', 'Addresses and domains', 'Addresses, domains and certificates', /^environment\.binder\./],
  ['environment-deploy', 'Deployment', 'Deploy archives and projects', /^environment\.(deployment|build|vcs)\./],
  ['environment-addons', 'Add-ons', 'Install and remove add-ons', /^marketplace\./],
  ['environment-clone', 'Clone', 'Copy environments', /^environment\.control\.cloneenv$/],
  ['environment-delete', 'Delete', 'Delete environments', /^environment\.control\.deleteenv$/],
  [
    'account-create-environments',
    'Create environments',
    'Create on the account',
    /^environment\.control\.createenv(ironment)?$/,
  ],
  [
    'account-members',
    'Manage members',
    'Invite members and share with them',
    /^users\.collaboration\.(\w*members?|\w*memberinvitation|getroles|setresource)$/,
  ],
];

let made: readonly Policy[] | undefined;

export function systemPolicies(): readonly Policy[] {
  if (made !== undefined) return made;
  const names = shareable().map(({ name }) => name);
  made = sets.map(([uniqueName, name, description, matching], at) => {
    const methods = names.filter(method => matching.test(method));
    return {
      id: LAST_OWN_ID + at + 1,
      owner: null,
      name,
      uniqueName,
      description,
      isAboutAccount: isAboutAccount(methods),
      methods,
    };
  });
  return made;
}
