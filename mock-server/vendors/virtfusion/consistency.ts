import { byRules } from '../../calls/vendor.js';
import { inconsistencies as backups } from './backups/consistency.js';
import { inconsistencies as hypervisors } from './hypervisors/consistency.js';
import { inconsistencies as ipBlocks } from './ip-blocks/consistency.js';
import { inconsistencies as logins } from './logins/consistency.js';
import { inconsistencies as media } from './media/consistency.js';
import { inconsistencies as packages } from './packages/consistency.js';
import { inconsistencies as queue } from './queue/consistency.js';
import { inconsistencies as resourcePacks } from './resource-packs/consistency.js';
import { inconsistencies as selfService } from './self-service/consistency.js';
import { inconsistencies as serverNetwork } from './server-network/consistency.js';
import { inconsistencies as servers } from './servers/consistency.js';
import { inconsistencies as sshKeys } from './ssh-keys/consistency.js';
import { inconsistencies as traffic } from './traffic/consistency.js';
import { inconsistencies as usage } from './usage/consistency.js';
import { inconsistencies as users } from './users/consistency.js';
import { inconsistencies as vnc } from './vnc/consistency.js';
import { inconsistencies as webhooks } from './webhooks/consistency.js';

/** What does not hold together in a panel that came from a snapshot, resource by resource. */
export const inconsistencies = byRules([
  backups,
  hypervisors,
  ipBlocks,
  logins,
  media,
  packages,
  queue,
  resourcePacks,
  selfService,
  serverNetwork,
  servers,
  sshKeys,
  traffic,
  usage,
  users,
  vnc,
  webhooks,
]);
