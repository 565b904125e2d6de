import { keys, SESSION } from './keys.js';
import type { Shot } from './load.js';

/** Reads of the seed `shop`, small and large, whose answers can be kept or are made each time. */
const paths = {
  '/api/v1': `connect compute/hypervisors compute/hypervisors/1 compute/hypervisors/groups
    compute/hypervisors/groups/1/resources servers servers/1 servers/1/templates servers/1/vnc servers/1/traffic
    connectivity/ipblocks connectivity/ipblocks/1 backups/server/1 packages packages/1 ssh_keys/1 users/1/byExtRelation`,
  '/v1': `billing/billing/usage billing/user-credit/credit core/environments core/environments/1 core/keypairs core/regions
    core/flavors core/images core/stocks core/virtual-machines/1 core/virtual-machines/1/events core/volumes core/snapshots/1
    core/firewalls/1 core/clusters/1 core/gpus auth/me`,
  '/1.0': `users/authentication/rest/gettokens users/account/rest/getuserinfo users/account/rest/getsshkeys
    billing/account/rest/getaccount billing/account/rest/getquotas environment/control/rest/getregions
    environment/control/rest/gettemplates environment/control/rest/getallsumstatbyuid environment/binder/rest/getsslcerts
    users/collaboration/rest/getroles users/collaboration/rest/getmembers environment/group/rest/getgroups
    environment/tracking/rest/getcurrentactions marketplace/app/rest/getcategories marketplace/app/rest/getlist
    utils/scheduler/rest/gettasks`,
};

const headersOf: Readonly<Record<string, Shot['headers']>> = { '/api/v1': keys.virtfusion, '/v1': keys.infrahub };

const [first, ...others] = Object.entries(paths).flatMap(([base, names]) =>
  names.split(/\s+/).map((name): Shot => {
    const path = `${base}/${name}`;
    const headers = headersOf[base];
    return headers === undefined ? { path: `${path}?session=${SESSION}` } : { path, headers };
  }),
);

/** 50 different operations of the three vendors, in turn. */
export const fifty: Shot = { path: '', ...first, others };
