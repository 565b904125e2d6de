import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import type { VirtFusionCloud } from '../cloud.js';
import { needRulesets } from '../firewall/rules.js';
import type { Plan } from '../packages/record.js';
import { type Payment, paymentFor } from '../resource-packs/rules.js';
import { balanceOf } from '../usage/billing.js';
import type { User } from '../users/record.js';
import { type DiskWish, findPlacement, type Placement } from './placement.js';

/** What is asked for a new server; absent values come from the package. */
export interface ServerOrder {
  readonly packageId: number;
  readonly userId: number;
  readonly groupId: number;
  readonly ipv4?: number | undefined;
  readonly storage?: number | undefined;
  readonly traffic?: number | undefined;
  readonly memory?: number | undefined;
  readonly cores?: number | undefined;
  readonly speedIn?: number | undefined;
  readonly speedOut?: number | undefined;
  readonly storageProfile?: number | undefined;
  readonly rulesets?: readonly number[] | undefined;
  readonly extraDisks: readonly DiskWish[];
}

/** An order that can be carried out. */
export interface ServerDraft {
  readonly order: ServerOrder;
  readonly plan: Plan;
  readonly user: User;
  readonly place: Placement;
  readonly disks: readonly DiskWish[];
  readonly payment: Payment;
  readonly memory: number;
  readonly cores: number;
  readonly traffic: number;
}

/** Holds an order to all that must be true of it. Changes nothing; refuses in the vendor's words. */
export function draftServer(cloud: VirtFusionCloud, order: ServerOrder): ServerDraft {
  const plan = cloud.packages.get(order.packageId);
  if (plan === undefined || !plan.enabled) throw refuse(refusals.badPackage);
  const user = cloud.users.get(order.userId);
  if (user === undefined) throw refuse(refusals.badUser);
  if (cloud.groups.get(order.groupId)?.enabled !== true) throw refuse(refusals.badGroup);
  needRulesets(cloud, order.rulesets ?? []);

  const memory = order.memory ?? plan.memory;
  const cores = order.cores ?? plan.cores;
  const traffic = order.traffic ?? plan.traffic;
  const primary = { capacity: order.storage ?? plan.storage, profile: order.storageProfile ?? plan.storageProfile };
  const disks = [primary, ...order.extraDisks];
  const storage = disks.reduce((sum, { capacity }) => sum + capacity, 0);
  const payment = paymentFor(cloud, user, { servers: 1, memory, storage, cores, traffic });
  if (payment.selfService === 1 && user.prepaid && balanceOf(cloud, user.id) <= 0) throw refuse(refusals.noCredit);

  const wish = { memory, cores, disks, ipv4: order.ipv4 ?? 1, privateIpv4: plan.privateIpv4 };
  const place = findPlacement(cloud, order.groupId, wish);
  if (place === 'resources') throw refuse(refusals.noRoom);
  if (place === 'addresses') throw refuse(refusals.noIpv4);
  return { order, plan, user, place, disks, payment, memory, cores, traffic };
}
