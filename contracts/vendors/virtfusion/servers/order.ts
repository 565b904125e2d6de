import { z } from 'zod';
import { nameSchemas, sentAs } from '../../../core/document-marks.js';
import { client } from '../../../core/evidence.js';
import { read } from '../../../core/wire.js';
import { amount, body, flag, ids } from '../common.js';

/** Null and an empty text are nothing: Paymenter's extension of 0.x sends so what its shop did not fill in. */
function filledIn(sent: unknown): unknown {
  if (sent === null || typeof sent !== 'object' || Array.isArray(sent)) return sent;
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null && value !== ''));
}

const order = body({
  packageId: read.integer(),
  /** Needed, but in a dry run: the stock control of EZSCALE's module for WHMCS asks without a user whether there is room. */
  userId: client(read.integer()).optional(),
  /** Id of a hypervisor group, in spite of its name. */
  hypervisorId: read.integer(),
  ipv4: amount(0, 64).optional(),
  storage: amount(1, 1_000_000).optional(),
  traffic: amount(0, 999_999_999).optional(),
  memory: amount(1, 16_777_216).optional(),
  cpuCores: amount(1, 1024).optional(),
  networkSpeedInbound: amount(0, 999_999_999).optional(),
  networkSpeedOutbound: amount(0, 999_999_999).optional(),
  storageProfile: read.integer().optional(),
  networkProfile: read.integer().optional(),
  firewallRulesets: ids().optional(),
  hypervisorAssetGroups: ids().optional(),
  additionalStorage1Enable: flag().optional(),
  additionalStorage2Enable: flag().optional(),
  additionalStorage1Profile: read.integer().optional(),
  additionalStorage2Profile: read.integer().optional(),
  additionalStorage1Capacity: amount(1, 1_000_000).optional(),
  additionalStorage2Capacity: amount(1, 1_000_000).optional(),
});

/** The vendor's page asks for the user; only a dry run may do without. */
const orderAsked = body({ ...order.out.shape, userId: client(read.integer()) });

nameSchemas({ ServerOrder: orderAsked });

/** What is asked for a new server; what is absent comes from the package. */
export const serverOrder = sentAs(z.preprocess(filledIn, order), orderAsked);

/** The vendor's own example. */
export const serverOrderExample = {
  query: { dryRun: 'false' },
  body: {
    packageId: 1,
    userId: 1,
    hypervisorId: 1,
    ipv4: 1,
    storage: 20,
    traffic: 20,
    memory: 512,
    cpuCores: 5,
    networkSpeedInbound: 200,
    networkSpeedOutbound: 400,
    storageProfile: 1,
    networkProfile: 1,
    firewallRulesets: [1, 2],
    hypervisorAssetGroups: [3, 4],
    additionalStorage1Enable: true,
    additionalStorage2Enable: false,
    additionalStorage1Profile: 1,
    additionalStorage2Profile: 2,
    additionalStorage1Capacity: 10,
    additionalStorage2Capacity: 20,
  },
};

/** A check orders what the package holds: a real panel need not have the rulesets and profiles of the example. */
export const serverOrderChecked = {
  query: { dryRun: null },
  body: {
    packageId: '{packageId}',
    hypervisorId: '{hypervisorGroupId}',
    ipv4: null,
    storage: null,
    traffic: null,
    memory: null,
    cpuCores: null,
    networkSpeedInbound: null,
    networkSpeedOutbound: null,
    storageProfile: null,
    networkProfile: null,
    firewallRulesets: null,
    hypervisorAssetGroups: null,
    additionalStorage1Enable: null,
    additionalStorage2Enable: null,
    additionalStorage1Profile: null,
    additionalStorage2Profile: null,
    additionalStorage1Capacity: null,
    additionalStorage2Capacity: null,
  },
};
