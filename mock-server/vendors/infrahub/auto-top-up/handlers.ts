import { refuse } from '../../../../contracts/core/failure.js';
import { type autoTopUp as operations, topUpRefusals } from '../../../../contracts/vendors/infrahub/auto-top-up.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import type { TopUp } from './record.js';
import { isInForce, mayTopUp, SETUP_TAKES, topUpOf, topUpSubject } from './rules.js';

export const handlers = {
  show({ cloud, caller }) {
    const topUp = topUpOf(cloud, caller.holder);
    const auto_topup = topUp === undefined || topUp.state === 'disabled' ? null : topUpView(topUp);
    return { status: 200, body: { status: true, message: 'Getting auto top-up successful', auto_topup } };
  },

  create({ body, cloud, caller }) {
    const org = caller.holder;
    if (!mayTopUp(cloud, org)) throw refuse(topUpRefusals.noConsent);
    const before = topUpOf(cloud, org);
    if (before !== undefined && isInForce(before)) throw refuse(topUpRefusals.exists);
    if (before !== undefined) cloud.topUps.remove(before.id);
    const id = cloud.nextId('autoTopUp');
    const topUp = cloud.topUps.add({
      id,
      org,
      state: 'pending_setup',
      threshold: body.threshold_amount,
      amount: body.topup_amount,
      updatedAt: cloud.now,
    });
    cloud.agenda.enter(cloud.now + SETUP_TAKES, 'autoTopUp', topUpSubject(id));
    const message = 'Auto top-up created successfully';
    return { status: 201, body: { status: true, message, auto_topup: topUpView(topUp) } };
  },

  update({ body, cloud, caller }) {
    const { id } = inForce(cloud, caller.holder);
    const amounts = { threshold: body.threshold_amount, amount: body.topup_amount };
    const topUp = cloud.topUps.update(id, { ...amounts, updatedAt: cloud.now });
    cloud.watch.soon(caller.holder, cloud.now);
    const message = 'Auto top-up updated successfully';
    return { status: 200, body: { status: true, message, auto_topup: topUpView(topUp) } };
  },

  disable({ cloud, caller }) {
    const { id } = inForce(cloud, caller.holder);
    cloud.agenda.cancel(topUpSubject(id));
    const topUp = cloud.topUps.update(id, { state: 'disabled', updatedAt: cloud.now });
    const message = 'Auto top-up disabled successfully';
    return { status: 200, body: { status: true, message, auto_topup: topUpView(topUp) } };
  },

  status({ cloud, caller }) {
    const topUp = topUpOf(cloud, caller.holder);
    const { threshold = 0, amount = 0 } = topUp ?? {};
    return { status: 200, body: { status: topUp?.state ?? null, threshold_amount: threshold, topup_amount: amount } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

function inForce(cloud: InfrahubCloud, org: number): TopUp {
  const topUp = topUpOf(cloud, org);
  if (topUp === undefined || !isInForce(topUp)) throw refuse(topUpRefusals.none);
  return topUp;
}

const topUpView = ({ id, state, threshold, amount, updatedAt }: TopUp) => ({
  id,
  status: state,
  threshold_amount: threshold,
  topup_amount: amount,
  updated_at: timeText(updatedAt),
});
