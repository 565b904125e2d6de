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

/** What an order comes to, whoever is to have the server. */
interface Wanted {
  readonly plan: Plan;
  readonly disks: readonly DiskWish[];
  readonly memory: number;
  readonly cores: number;
  readonly traffic: number;
}

/** An order that can be carried out. */
export interface ServerDraft extends Wanted {
  readonly order: ServerOrder;
  readonly user: User;
  readonly place: Placement;
  readonly payment: Payment;
}

/** Holds an order to all that must be true of it. Changes nothing; refuses in the vendor's words. */
export function draftServer(cloud: VirtFusionCloud, order: ServerOrder): ServerDraft {
  const plan = planOf(cloud, order);
  const user = cloud.users.get(order.userId);
  if (user === undefined) throw refuse(refusals.badUser);
  const wanted = wantedOf(cloud, order, plan);
  const { disks, memory, cores, traffic } = wanted;
  const storage = disks.reduce((sum, { capacity }) => sum + capacity, 0);
  const payment = paymentFor(cloud, user, { servers: 1, memory, storage, cores, traffic });
  needCredit(cloud, user, payment);
  return { ...wanted, order, user, payment, place: placeOf(cloud, order, wanted) };
}

/** Holds an order for nobody yet to the same, as far as it does not depend on who pays. */
export function needRoomFor(cloud: VirtFusionCloud, order: Unowned): void {
  placeOf(cloud, order, wantedOf(cloud, order, planOf(cloud, order)));
}

/** An order that does not say for whom. */
type Unowned = Omit<ServerOrder, 'userId'>;

function planOf(cloud: VirtFusionCloud, order: Unowned): Plan {
  const plan = cloud.packages.get(order.packageId);
  if (plan === undefined || !plan.enabled) throw refuse(refusals.badPackage);
  return plan;
}

function wantedOf(cloud: VirtFusionCloud, order: Unowned, plan: Plan): Wanted {
  if (cloud.groups.get(order.groupId)?.enabled !== true) throw refuse(refusals.badGroup);
  needRulesets(cloud, order.rulesets ?? []);
  const primary = { capacity: order.storage ?? plan.storage, profile: order.storageProfile ?? plan.storageProfile };
  return {
    plan,
    disks: [primary, ...order.extraDisks],
    memory: order.memory ?? plan.memory,
    cores: order.cores ?? plan.cores,
    traffic: order.traffic ?? plan.traffic,
  };
}

function placeOf(cloud: VirtFusionCloud, order: Unowned, { plan, memory, cores, disks }: Wanted): Placement {
  const wish = { memory, cores, disks, ipv4: order.ipv4 ?? 1, privateIpv4: plan.privateIpv4 };
  const place = findPlacement(cloud, order.groupId, wish);
  if (place === 'resources') throw refuse(refusals.noRoom);
  if (place === 'addresses') throw refuse(refusals.noIpv4);
  return place;
}

/** The order is the administrator's, so a user without credit gets his server, unless the panel is stricter than that. */
function needCredit(cloud: VirtFusionCloud, user: User, { selfService }: Payment): void {
  if (!cloud.settings.refuseWithoutCredit || selfService !== 1 || !user.prepaid) return;
  if (balanceOf(cloud, user.id) <= 0) throw refuse(refusals.noCredit);
}
