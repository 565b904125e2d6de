import { z } from 'zod';
import { sentAs } from '../../../../core/document-marks.js';
import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { defineResource } from '../../../../core/resource.js';
import { read } from '../../../../core/wire.js';
import { cloudlets, done, envName, given, names, password, sample, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { envInfo, envList, envSettings, named, nodesSettings, shortName, wrappedEnvInfo } from './schemas.js';

const { envName: ENVIRONMENT } = sample;
const ofSample = { query: { envName: ENVIRONMENT } } as const;
/** A layer to run something in, and one to build it in. */
const LAYERS =
  '[{"nodeType":"nodejs","count":1,"fixedCloudlets":1,"flexibleCloudlets":4,"extip":false},{"nodeType":"maven3","count":1,"fixedCloudlets":1,"flexibleCloudlets":4}]';
const SIZES = { fixedCloudlets: '2', flexibleCloudlets: '8' } as const;

/** environment.control: environments from their creation to their end. */
export const environments = defineOperations(routes.control, {
  createEnvironment: {
    summary: 'Makes an environment and starts it; answers when it stands.',
    docs: docs.creation,
    effect: 'spend',
    rules: ['`flexibleCloudlets` of a layer is at least 1 and not less than its `fixedCloudlets`.'],
    query: z.object({
      ...target,
      env: read.json(envSettings),
      nodes: read.json(nodesSettings),
      envGroups: given(names()),
      /** Whose environment it becomes, and who pays, where somebody else makes it for him. */
      ownerUid: given(read.integer()),
    }),
    responses: { 200: wrappedEnvInfo },
    failures: ['exists', 'quota', 'funds', 'notFound'],
    example: {
      query: {
        env: '{"shortdomain":"env-1234567","displayName":"Example","sslstate":false}',
        nodes: LAYERS,
      },
    },
    checkedWith: { query: { env: { shortdomain: 'hostdouble-{tag}' } } },
  },
  changeTopology: {
    summary: 'Makes an environment have these settings and these layers, and no others.',
    docs: docs.control,
    effect: 'spend',
    rules: ['`flexibleCloudlets` of a layer is at least 1 and not less than its `fixedCloudlets`.'],
    query: z.object({
      ...target,
      ...envName,
      env: given(read.json(envSettings)),
      nodes: read.json(nodesSettings),
    }),
    responses: { 200: wrappedEnvInfo },
    failures: ['quota', 'funds', 'notFound'],
    example: {
      query: {
        envName: ENVIRONMENT,
        env: '{}',
        nodes: LAYERS,
      },
    },
  },
  cloneEnv: {
    summary: 'Makes a running copy of an environment under another name.',
    docs: docs.environments,
    effect: 'spend',
    rules: ['`srcEnvName` or `appid` is sent.', 'One of `dstEnvName`, `ditEnvName` and `domain` is sent.'],
    query: z.object({
      ...target,
      srcEnvName: given(z.string()),
      dstEnvName: given(sentAs(z.string(), shortName())),
      /** Older clients name the source by `appid`, and the copy so. */
      domain: client(given(sentAs(z.string(), shortName()))),
      /** A public client sends this name instead. */
      ditEnvName: client(given(sentAs(z.string(), shortName()))),
    }),
    responses: { 200: envInfo },
    failures: ['exists', 'quota', 'funds', 'notFound'],
    example: { query: { srcEnvName: ENVIRONMENT, dstEnvName: 'env-7654321' } },
    checkedWith: { query: { dstEnvName: 'hostdouble-{tag}' } },
  },
  startEnv: {
    summary: 'Starts an environment that is down or asleep.',
    docs: docs.environments,
    effect: 'spend',
    query: named,
    responses: { 200: done },
    failures: ['conflict', 'funds', 'notFound'],
    example: ofSample,
  },
  stopEnv: {
    summary: 'Stops an environment; disk space and public addresses are charged on.',
    docs: docs.environments,
    effect: 'write',
    query: named,
    responses: { 200: done },
    failures: ['conflict', 'notFound'],
    example: ofSample,
  },
  sleepEnv: {
    summary: 'Puts a running environment to sleep; disk space and public addresses are charged on.',
    docs: docs.environments,
    effect: 'write',
    query: named,
    responses: { 200: done },
    failures: ['conflict', 'notFound'],
    example: ofSample,
  },
  deleteEnv: {
    summary: 'Deletes an environment. Its bill stays.',
    docs: docs.environments,
    effect: 'destroy',
    /** The account's password or the environment's name; a token needs neither. */
    query: named.extend({ password }),
    responses: { 200: done },
    failures: ['notFound'],
    example: ofSample,
  },
  getEnvs: {
    summary: 'All environments of the account, and those that others share with it.',
    docs: docs.environments,
    effect: 'read',
    query: z.object({ ...target, lazy: given(read.flag()), ownerUid: given(read.integer()) }),
    responses: { 200: envList },
  },
  getBasicEnvsInfo: {
    summary: 'All environments of the account, without end points, packages and what their images say.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, ownerUid: given(read.integer()) }),
    responses: { 200: envList },
  },
  getEnvInfo: {
    summary: 'One environment with its layers and nodes.',
    docs: docs.environments,
    effect: 'read',
    query: named.extend({ lazy: given(read.flag()) }),
    responses: { 200: envInfo },
    failures: ['notFound'],
    example: ofSample,
  },
  setCloudletsCount: {
    summary: 'Sets reserved cloudlets and scaling limit of all nodes of a type.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'spend',
    query: named.extend({ nodeType: z.string(), fixedCloudlets: cloudlets(), flexibleCloudlets: cloudlets() }),
    responses: { 200: done },
    failures: ['quota', 'funds', 'notFound'],
    example: { query: { envName: ENVIRONMENT, nodeType: 'nodejs', ...SIZES } },
  },
  setCloudletsCountById: {
    summary: 'Sets reserved cloudlets and scaling limit of one node.',
    docs: docs.control,
    effect: 'spend',
    query: named.extend({
      nodeId: read.integer(),
      fixedCloudlets: cloudlets(),
      flexibleCloudlets: cloudlets(),
      /** A public client always sends 1, however many nodes the layer has: nothing follows from it. */
      count: client(given(read.integer())),
    }),
    responses: { 200: done },
    failures: ['quota', 'funds', 'notFound'],
    example: {
      query: { envName: ENVIRONMENT, nodeId: sample.nodeId, ...SIZES, count: '1' },
    },
    keeps: [
      { read: 'control.getEnvInfo', at: '$.nodes[*].fixedCloudlets', of: 'fixedCloudlets' },
      { read: 'control.getEnvInfo', at: '$.nodes[*].flexibleCloudlets', of: 'flexibleCloudlets' },
    ],
  },
});

defineResource(environments, {
  create: 'createEnvironment',
  ids: {
    envName: '$.response.env.envName',
    srcEnvName: '$.response.env.envName',
    nodeid: '$.response.nodes[0].id',
    nodeGroup: '$.response.nodes[0].nodeGroup',
    buildNodeId: '$.response.nodes[1].id',
  },
  destroy: 'deleteEnv',
  gone: { read: 'getEnvInfo' },
});

defineResource(environments, {
  create: 'cloneEnv',
  ids: { dstEnvName: '$.env.envName' },
  destroy: 'deleteEnv',
  destroyWith: { query: { envName: '{dstEnvName}' } },
  gone: { read: 'getEnvs', at: '$.infos[*].env.envName' },
});
