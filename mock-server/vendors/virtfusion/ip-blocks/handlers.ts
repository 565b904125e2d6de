import { refuse } from '../../../../contracts/core/failure.js';
import type { ipBlocks as operations } from '../../../../contracts/vendors/virtfusion/ip-blocks.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { page } from '../page.js';
import { MOST_OF_RANGE, toNumber } from './ipv4.js';
import { addRange } from './rules.js';
import { ipBlock } from './view.js';

export const handlers = {
  list: call => ({
    status: 200,
    body: page(call, call.cloud.ipBlocks.listed(''), block => ipBlock(call.cloud, block)),
  }),
  show: ({ params, cloud }) => ({
    status: 200,
    body: { data: ipBlock(cloud, cloud.ipBlocks.need(params.blockId)) },
  }),
  addRange({ params, body, cloud }) {
    const block = cloud.ipBlocks.need(params.blockId);
    const [first, last] = [toNumber(body.start), toNumber(body.end)];
    if (block.type !== 4 || last < first || last - first >= MOST_OF_RANGE) throw refuse(refusals.badRange);
    if (cloud.ipRanges.find(range => first <= range.last && range.first <= last)) throw refuse(refusals.rangeTaken);
    addRange(cloud, block.id, first, last);
    cloud.ipBlocks.update(block.id, { updated: cloud.now });
    return { status: 204 };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
