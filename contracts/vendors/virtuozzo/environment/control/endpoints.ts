import { z } from 'zod';
import { nameSchemas, sentAs } from '../../../../core/document-marks.js';
import { assumed, client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { defineResource } from '../../../../core/resource.js';
import { read } from '../../../../core/wire.js';
import { done, envName, given, ok, sample, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { endpointShown } from './schemas.js';

const named = z.object({ ...target, ...envName });
const { envName: ENVIRONMENT, nodeId: NODE } = sample;

const port = () => read.integer().pipe(z.int().min(1).max(65_535));
const protocol = () => read.word(['TCP', 'UDP']);

const oneEndpoint = z.strictObject({ ...ok, object: client(endpointShown) });
/** The description shows the members of a firewall rule here; the name of the list is that of its schema. */
const endpointList = z.strictObject({ ...ok, array: assumed(z.array(endpointShown)) });

nameSchemas({ OneEndpoint: oneEndpoint, EndpointList: endpointList });

const name = () => sentAs(z.string().trim().min(1).max(100), z.string().regex(/^\S.{0,99}$/));
const settings = { name: name(), privatePort: port(), protocol: protocol() };

/** environment.control: ports of nodes that are reached through the shared balancer. */
export const endpoints = defineOperations(routes.control, {
  addEndpoint: {
    summary: 'Maps a port of a node to one of the shared balancer, which is chosen by the platform.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ nodeId: read.integer(), ...settings }),
    responses: { 200: oneEndpoint },
    failures: ['notFound', 'conflict', 'quota'],
    example: { query: { envName: ENVIRONMENT, nodeId: NODE, name: 'SSH', privatePort: '22', protocol: 'TCP' } },
    checkedWith: { query: { name: 'hostdouble-{tag}' } },
    keeps: [{ read: 'control.getEndpoints', at: '$.array[*].publicPort', of: '$.object.publicPort' }],
  },
  editEndpoint: {
    summary: 'Changes name, port and protocol of an endpoint; the port of the balancer stays.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ id: read.integer(), ...settings, nodeId: client(given(read.integer())) }),
    responses: { 200: oneEndpoint },
    failures: ['notFound', 'conflict'],
    example: { query: { envName: ENVIRONMENT, id: '1', name: 'SSH', privatePort: '22', protocol: 'TCP' } },
    checkedWith: { query: { id: '{endpointId}', name: 'hostdouble-{tag}' } },
    keeps: [{ read: 'control.getEndpoints', at: '$.array[*].name', of: 'name' }],
  },
  getEndpoints: {
    summary: 'The endpoints of an environment, or of one node.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ nodeId: given(read.integer()) }),
    responses: { 200: endpointList },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT } },
  },
  removeEndpoint: {
    summary: 'Removes an endpoint.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ id: read.integer() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, id: '1' } },
    checkedWith: { query: { id: '{endpointId}' } },
  },
  addPortRedirect: {
    summary: 'Has a port of a node lead to another one of it.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({
      nodeId: read.integer(),
      srcPort: port(),
      dstPort: port(),
      protocol: protocol(),
      comment: given(z.string().max(1000)),
      /** The two sources differ in the name. */
      comments: given(z.string().max(1000)),
    }),
    responses: { 200: done },
    failures: ['notFound', 'conflict', 'quota'],
    example: { query: { envName: ENVIRONMENT, nodeId: NODE, srcPort: '8080', dstPort: '80', protocol: 'TCP' } },
  },
});

defineResource(endpoints, {
  create: 'addEndpoint',
  ids: { endpointId: '$.object.id' },
  destroy: 'removeEndpoint',
  destroyWith: { query: { id: '{endpointId}' } },
  gone: { read: 'getEndpoints', at: '$.array[*].id' },
});
