import { refuse } from '../../../../contracts/core/failure.js';
import { type vouchers as operations, voucherRefusals } from '../../../../contracts/vendors/infrahub/vouchers.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Voucher } from './record.js';

export const handlers = {
  redeem({ body, cloud, caller }) {
    const code = body.voucher_code;
    const voucher = cloud.vouchers.keyed(code);
    if (voucher === undefined) throw refuse(voucherRefusals.unknown, code);
    if (voucher.redeemed.length >= voucher.most) throw refuse(voucherRefusals.used, code);
    const redeemed = [...voucher.redeemed, { org: caller.holder, at: cloud.now }];
    const after = cloud.vouchers.update(voucher.id, { redeemed });
    cloud.payIn(caller.holder, voucher.amount);
    const message = 'Voucher redeemed successfully';
    return { status: 200, body: { status: true, message, voucher: voucherView(after) } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

const voucherView = ({ id, code, most, redeemed }: Voucher) => ({
  id,
  code,
  status: redeemed.length < most ? ('active' as const) : ('redeemed' as const),
  max_redemption_count: most,
  redemption_count: redeemed.length,
  remaining_redemptions: most - redeemed.length,
});
