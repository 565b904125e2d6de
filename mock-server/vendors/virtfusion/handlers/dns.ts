import type { dns as operations } from '../../../../contracts/vendors/virtfusion/dns.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { dnsService } from '../views/catalogue.js';

export const dns = {
  show: ({ params, cloud }) => ({
    status: 200,
    body: { data: dnsService(cloud, cloud.dnsServices.need(params.serviceId)) },
    cache: 'untilChange',
  }),
} satisfies Handlers<typeof operations, VirtFusionCloud>;
