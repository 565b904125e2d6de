import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { empty, read } from '../../core/wire.js';
import { amount, aServer, body, data, serverParams } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** The first interface of a server's two lists. */
const interfaceWord = z.enum(['primary', 'secondary']);
const address = z.union([z.ipv4(), z.ipv6()]);

nameSchemas({ InterfaceName: interfaceWord, ServerNetworkAddress: address });
const addresses = read.list(z.ipv4()).pipe(z.array(z.string()).min(1));

export const serverNetwork = defineOperations(routes.serverNetwork, {
  addWhitelist: {
    summary: 'Let an address or a network pass the filter',
    docs: page(),
    effect: 'write',
    params: serverParams,
    body: body({ interface: interfaceWord, ip: address, cidr: amount(0, 128) }),
    responses: { 201: empty },
    failures: ['notFound'],
    example: { params: aServer, body: { interface: 'primary', ip: '10.0.0.10', cidr: 32 } },
    keeps: [{ read: 'servers.show', at: '$.data.network.interfaces[*].ipWhitelist[*].ip', of: 'ip' }],
  },
  removeWhitelist: {
    summary: 'Take an address off the filter',
    docs: page(),
    effect: 'write',
    params: serverParams,
    body: body({ interface: interfaceWord, ip: address }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: aServer, body: { interface: 'primary', ip: '10.0.0.10' } },
  },
  addIpv4Quantity: {
    summary: 'Add so many IPv4 addresses',
    docs: page(),
    effect: 'spend',
    params: serverParams,
    body: body({ interface: interfaceWord, quantity: amount(1, 256) }),
    responses: { 200: data(z.array(z.string())) },
    failures: ['notFound', 'stock'],
    example: { params: aServer, body: { interface: 'primary', quantity: 2 } },
    keeps: [{ read: 'servers.show', at: '$.data.network.interfaces[*].ipv4[*].address', of: '$.data[*]' }],
  },
  addIpv4: {
    summary: 'Add these IPv4 addresses',
    docs: page(),
    effect: 'spend',
    params: serverParams,
    body: body({ interface: interfaceWord.optional(), ip: addresses }),
    responses: { 204: empty },
    failures: ['notFound', 'stock'],
    example: { params: aServer, body: { interface: 'primary', ip: ['198.51.100.200', '198.51.100.201'] } },
  },
  removeIpv4: {
    summary: 'Take these IPv4 addresses away',
    docs: page(),
    effect: 'write',
    params: serverParams,
    body: body({ interface: interfaceWord.optional(), ip: addresses }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: aServer, body: { ip: ['198.51.100.200', '198.51.100.201'] } },
  },
});
