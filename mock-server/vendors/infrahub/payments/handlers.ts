import { refuse } from '../../../../contracts/core/failure.js';
import { type payments as operations, paymentRefusals } from '../../../../contracts/vendors/infrahub/payments.js';
import type { Handlers } from '../../../calls/handler.js';
import { Missing } from '../../../domain/collection.js';
import type { InfrahubCloud } from '../cloud.js';
import { receiptOf } from './receipt.js';
import { beginPayment } from './rules.js';
import { paymentView } from './view.js';

export const handlers = {
  list({ cloud, caller }) {
    const data = cloud.payments.filter(({ org }) => org === caller.holder).map(payment => paymentView(cloud, payment));
    const message = 'Getting payment info successful';
    return { status: 200, body: { message, status: true, data } };
  },

  initiate({ body, cloud, caller }) {
    const { uuid } = beginPayment(cloud, { org: caller.holder, amount: body.amount });
    return {
      status: 200,
      body: { message: 'Payment initiated successfully', status: true, data: { payment_id: uuid } },
    };
  },

  receipt({ params, cloud, caller }) {
    const payment = cloud.payments.keyed(params.payment_id);
    if (payment === undefined || payment.org !== caller.holder) throw new Missing('payment', params.payment_id);
    if (payment.state !== 'complete') throw refuse(paymentRefusals.noReceipt);
    const headers = { 'content-disposition': `attachment; filename=receipt_${payment.uuid}.pdf` };
    return { status: 200, headers, body: receiptOf(payment) };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
