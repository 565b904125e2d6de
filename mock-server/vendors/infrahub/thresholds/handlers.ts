import type { thresholds as operations } from '../../../../contracts/vendors/infrahub/thresholds.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Threshold } from './record.js';

export const handlers = {
  list({ cloud, caller }) {
    const thresholds = cloud.thresholds.filter(({ org }) => org === caller.holder).map(thresholdView);
    const message = 'Retrieving organization thresholds successful';
    return { status: 200, body: { status: true, message, thresholds } };
  },

  update({ params, body, cloud, caller }) {
    const { id } = cloud.own(cloud.thresholds, params.threshold_id, caller.holder);
    const threshold = cloud.thresholds.update(id, { isSubscribed: body.subscribe });
    if (body.subscribe) cloud.watch.soon(caller.holder, cloud.now);
    const message = 'Updating organization threshold successful';
    return { status: 200, body: { status: true, message, threshold: thresholdView(threshold) } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

const thresholdView = ({ id, hours, isSubscribed }: Threshold) => ({
  id,
  threshold: hours,
  interface_title: `${hours}hs warning`,
  interface_tooltip: `Credit limit warning ${hours} hours before your credit depletes`,
  subscribed: isSubscribed,
});
