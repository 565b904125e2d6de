import { Failure, refuse } from '../../../../contracts/core/failure.js';
import { badAddress, refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import type { serverNetwork as operations } from '../../../../contracts/vendors/virtfusion/server-network.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { toNumber, toText } from '../ip-blocks/ipv4.js';
import { findFreeIpv4, giveIpv4, ipv4Of, pickIpv4 } from './addresses.js';
import { changeInterface, needInterface } from './interfaces.js';

export const handlers = {
  addWhitelist({ params, body, cloud }) {
    const server = cloud.servers.need(params.serverId);
    const { whitelist } = needInterface(server, body.interface);
    const type = body.ip.includes(':') ? 6 : 4;
    if (body.cidr > (type === 4 ? 32 : 128)) throw refuse(refusals.badMask);
    const others = whitelist.filter(({ ip }) => ip !== body.ip);
    const before = whitelist.find(({ ip }) => ip === body.ip);
    const entry = { id: before?.id ?? cloud.nextId('whitelist'), type, ip: body.ip, mask: body.cidr } as const;
    changeInterface(cloud, server, body.interface, { whitelist: [...others, entry] });
    return { status: 201 };
  },

  removeWhitelist({ params, body, cloud }) {
    const server = cloud.servers.need(params.serverId);
    const { whitelist } = needInterface(server, body.interface);
    const rest = whitelist.filter(({ ip }) => ip !== body.ip);
    if (rest.length === whitelist.length) throw new Failure('notFound', { resource: 'address' });
    changeInterface(cloud, server, body.interface, { whitelist: rest });
    return { status: 204 };
  },

  addIpv4Quantity({ params, body, cloud }) {
    const server = cloud.servers.need(params.serverId);
    needInterface(server, body.interface);
    const secondary = body.interface === 'secondary';
    const picked = pickIpv4(cloud, server.hypervisorId, body.quantity, secondary);
    if (picked.length < body.quantity) throw refuse(refusals.noIpv4);
    giveIpv4(cloud, server.id, picked, secondary);
    cloud.change(server.id, {});
    return { status: 200, body: { data: picked.map(({ number }) => toText(number)) } };
  },

  addIpv4({ params, body, cloud }) {
    const server = cloud.servers.need(params.serverId);
    const word = body.interface ?? 'primary';
    needInterface(server, word);
    const secondary = word === 'secondary';
    const picked = [...new Set(body.ip)].map(address => {
      const free = findFreeIpv4(cloud, server.hypervisorId, address, secondary);
      if (free === undefined) throw refuse(badAddress, { address });
      return free;
    });
    giveIpv4(cloud, server.id, picked, secondary);
    cloud.change(server.id, {});
    return { status: 204 };
  },

  removeIpv4({ params, body, cloud }) {
    const server = cloud.servers.need(params.serverId);
    const own = [
      ...(body.interface === 'secondary' ? [] : ipv4Of(cloud, server.id, false)),
      ...(body.interface === 'primary' ? [] : ipv4Of(cloud, server.id, true)),
    ];
    const taken = [...new Set(body.ip)].map(address => {
      const found = own.find(({ number }) => number === toNumber(address));
      if (found === undefined) throw refuse(badAddress, { address });
      return found;
    });
    for (const { id } of taken) cloud.addresses.remove(id);
    cloud.change(server.id, {});
    return { status: 204 };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
