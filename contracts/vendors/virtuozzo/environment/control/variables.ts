import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, ok, sample } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { variableName, variables } from './container-settings.js';
import { named, nodeOrLayer } from './schemas.js';

/** The OpenAPI documents the members of a firewall rule here, by mistake; clients read names with their values. */
const variableMap = z.strictObject({ ...ok, object: client(z.record(z.string(), z.string())) });

const ofNode = named.extend({ nodeId: read.integer() });
const ofGroup = named.extend({ nodeGroup: z.string().min(1) });

nameSchemas({ VariableMap: variableMap, VariableOfNode: ofNode, VariablesOfGroup: ofGroup });
const ofEither = named.extend(nodeOrLayer);

const { envName, nodeId, nodeGroup } = sample;
const VARIABLES = '{"MODE":"production"}';

/** environment.control: environment variables of containers. */
export const variablesOf = defineOperations(routes.control, {
  getContainerEnvVars: {
    summary: 'Environment variables of one container.',
    docs: docs.openapi,
    effect: 'read',
    query: ofNode,
    responses: { 200: variableMap },
    failures: ['notFound'],
    example: { query: { envName, nodeId } },
  },
  getContainerEnvVarsByGroup: {
    summary: 'Environment variables of the containers of a layer, as its first has them.',
    docs: docs.openapi,
    effect: 'read',
    query: ofGroup,
    responses: { 200: variableMap },
    failures: ['notFound'],
    example: { query: { envName, nodeGroup } },
  },
  addContainerEnvVars: {
    summary: 'Adds environment variables to a container or a layer; those that are there get the new values.',
    docs: docs.openapi,
    effect: 'write',
    query: ofEither.extend({ vars: read.json(variables) }),
    responses: { 200: done },
    failures: ['notFound', 'quota'],
    example: { query: { envName, nodeGroup, vars: VARIABLES } },
  },
  removeContainerEnvVars: {
    summary: 'Removes environment variables from a container or a layer; those that are not there are passed over.',
    docs: docs.openapi,
    effect: 'write',
    query: ofEither.extend({ vars: read.json(z.array(variableName).max(1000)) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName, nodeGroup, vars: '["MODE"]' } },
  },
  setContainerEnvVars: {
    summary: 'Gives a container these environment variables and no others, not even its path.',
    docs: docs.openapi,
    effect: 'write',
    query: ofNode.extend({ vars: read.json(variables) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName, nodeId, vars: VARIABLES } },
  },
  setContainerEnvVarsByGroup: {
    summary: 'Gives the containers of a layer these environment variables and no others, not even their path.',
    docs: docs.openapi,
    effect: 'write',
    query: ofGroup.extend({ data: read.json(variables) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName, nodeGroup, data: VARIABLES } },
  },
  getDockerEnvVars: {
    summary: 'The older name of getContainerEnvVars.',
    docs: docs.ruby,
    evidence: 'client',
    effect: 'read',
    query: ofNode,
    responses: { 200: variableMap },
    failures: ['notFound'],
    example: { query: { envName, nodeId } },
  },
  setDockerEnvVars: {
    summary: 'The older name of setContainerEnvVars.',
    docs: docs.ruby,
    evidence: 'client',
    effect: 'write',
    query: ofNode.extend({ data: read.json(variables) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName, nodeId, data: VARIABLES } },
  },
});
