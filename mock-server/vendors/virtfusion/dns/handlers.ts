import { zonedTime } from '../../../../contracts/core/time.js';
import type { dns as operations } from '../../../../contracts/vendors/virtfusion/dns.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { encrypted } from '../encrypted.js';
import type { DnsService } from './record.js';

const dnsService = (cloud: VirtFusionCloud, service: DnsService) => ({
  id: service.id,
  type: service.type,
  name: service.name,
  username: service.username,
  url: service.url,
  ip: null,
  port: service.port,
  password: encrypted(cloud, 'dnsService', service.id),
  config: {},
  subAccount: false,
  capabilities: 1,
  enabled: true,
  created: zonedTime.format(service.created),
  updated: zonedTime.format(service.updated),
});

export const handlers = {
  show: ({ params, cloud }) => ({
    status: 200,
    body: { data: dnsService(cloud, cloud.dnsServices.need(params.serviceId)) },
  }),
} satisfies Handlers<typeof operations, VirtFusionCloud>;
