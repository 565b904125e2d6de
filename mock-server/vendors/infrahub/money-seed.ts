import { z } from 'zod';
import { utcTime } from '../../../contracts/core/time.js';
import { read } from '../../../contracts/core/wire.js';
import type { InfrahubCloud } from './cloud.js';
import { contractSubject } from './contracts/rules.js';
import { usd } from './scalars.js';
import { redemptions, voucherCode } from './vouchers/terms.js';

/** What an operator lays down about money beside what was paid in. */
export const moneySettings = {
  /** Vouchers that anybody may redeem who knows their code. */
  vouchers: z
    .array(z.strictObject({ code: voucherCode, amount: usd.min(0), redemptions: redemptions.default(1) }))
    .default([{ code: 'HOSTDOUBLE', amount: 25, redemptions: 1000 }]),
  /** Payments of these amounts fail. */
  declinedAmounts: z.array(usd).default([]),
  /** Hours before the credit is used up at which there are warnings. 48 is printed, the others are assumed. */
  warnings: z.array(z.int().min(1).max(8760)).default([72, 48, 24]),
  /** Contracts of the organisation behind the credentials. */
  contracts: z
    .array(
      z.strictObject({
        description: z.string().max(250),
        start: read.instant(utcTime),
        end: read.instant(utcTime),
        /** 0: what is in it is deleted at its end; 1: it stays, at the market's price. */
        expirationPolicy: z.literal([0, 1]).default(1),
        discounts: z.array(
          z.strictObject({
            /** Of the price list. */
            gpu: z.string().min(1).max(100),
            count: z.int().min(1).max(1e6),
            type: z.enum(['flat', 'percent']),
            value: z.number().min(0).max(1e6),
          }),
        ),
      }),
    )
    .default([]),
} as const;

type Laid = z.output<z.ZodObject<typeof moneySettings>>;

/** Lays down what there is about money before anything happened. */
export function layMoney(cloud: InfrahubCloud, org: number, laid: Laid): void {
  for (const { id } of cloud.organizations.all())
    for (const hours of laid.warnings)
      cloud.thresholds.add({ id: cloud.nextId('threshold'), org: id, hours, isSubscribed: true, warnedAt: null });
  for (const { code, amount, redemptions: most } of laid.vouchers)
    cloud.vouchers.add({ id: cloud.nextId('voucher'), code, amount, most, redeemed: [] });
  for (const { expirationPolicy, discounts, ...terms } of laid.contracts) {
    const id = cloud.nextId('contract');
    cloud.contracts.add({
      id,
      org,
      ...terms,
      deletesAtEnd: expirationPolicy === 0,
      createdAt: cloud.now,
      discounts: discounts.map(({ gpu, ...discount }) => ({
        id: cloud.nextId('discount'),
        ...discount,
        model: gpu,
        used: 0,
      })),
    });
    if (terms.end > cloud.now) cloud.agenda.enter(terms.end, 'contract', contractSubject(id));
  }
}
