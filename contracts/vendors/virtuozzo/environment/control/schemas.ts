import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { client, observed } from '../../../../core/evidence.js';
import { read, sqlDateTime } from '../../../../core/wire.js';
import { cloudlets, envName, given, ok, target } from '../../common.js';
import { newLayerSettings, nodeGroup } from '../layers.js';
import { containerSettings, dockerLink, dockerManifest, listed, orNull } from './container-settings.js';

/** A call that is about one environment. */
export const named = z.object({ ...target, ...envName });

/** A node or all nodes of a layer. */
export const nodeOrLayer = { nodeId: given(read.integer()), nodeGroup: given(z.string()) };

/**
 * An environment as a real GetEnvInfo answer of 2021 shows it, printed in a public client's samples. What published
 * clients read of it is required; what none is known to read may be absent.
 */
const env = z.strictObject({
  appid: z.string(),
  contexts: observed(z.array(z.unknown()).optional()),
  createdOn: observed(sqlDateTime.optional()),
  creatorUid: observed(z.int().optional()),
  /** Left out where none was given, as is every member that is null. */
  displayName: z.string().optional(),
  domain: observed(z.string()),
  envName: observed(z.string()),
  extdomains: observed(z.array(z.string())),
  hardwareNodeGroup: observed(z.string()),
  hostGroup: observed(z.strictObject({ displayName: z.string(), uniqueName: z.string() }).optional()),
  isFirewallEnabled: observed(z.boolean().optional()),
  isTransferring: observed(z.boolean().optional()),
  ishaenabled: observed(z.boolean()),
  shortdomain: observed(z.string()),
  sslstate: observed(z.boolean()),
  /** 1 running, 2 down, 3 launching, 4 sleeping, and 11 more. */
  status: observed(z.int().min(1).max(15)),
  uid: observed(z.int().optional()),
});

const customItem = z.strictObject({
  dockerLinks: client(z.array(dockerLink).optional()),
  dockerManifest: observed(dockerManifest.optional()),
  dockerName: observed(z.string()),
  dockerOs: observed(z.string().optional()),
  dockerTag: observed(z.string()),
  dockerVolumes: observed(z.array(z.unknown()).optional()),
  dockerVolumesFrom: observed(z.array(z.unknown()).optional()),
});

/** Projects of a build node: https://github.com/jelastic-jps/git-push-deploy looks among them for its own by its name. */
const buildItem = z.strictObject({ projects: client(z.array(z.strictObject({ id: z.int(), name: z.string() }))) });

const several = () => observed(z.array(z.unknown()).optional());
const perhaps = <S extends z.core.$ZodType>(schema: S) => observed(z.optional(schema));

const DOCKER = 'docker';

/** A port of a node that is reached from outside through the shared balancer. */
export const endpointShown = z.strictObject({
  /** A public script reads it from the endpoints of a node. */
  id: client(z.int()),
  name: z.string(),
  protocol: z.enum(['TCP', 'UDP']),
  privatePort: z.int(),
  /** Scripts of many publishers read it. */
  publicPort: client(z.int()),
  domain: z.string().optional(),
  nodeId: z.int().optional(),
});

/** An add-on that is installed on a node's layer. */
const nodeAddon = z.strictObject({ appTemplateId: z.string(), uniqueName: z.string() });

/** A node. Members marked as perhaps there are those of the sample that no client is known to read. */
const node = z
  .strictObject({
    addons: observed(z.array(nodeAddon).optional()),
    address: perhaps(z.string()),
    adminUrl: perhaps(z.string()),
    bandwidthLimit: perhaps(z.int()),
    canBeExported: perhaps(z.boolean()),
    contextValidatorRegex: perhaps(z.string()),
    ctid: perhaps(z.int()),
    /** Of nodes made of an image, and of build nodes that have projects. */
    customitem: observed(z.union([customItem, buildItem]).optional()),
    diskIoLimit: perhaps(z.int()),
    diskIopsLimit: perhaps(z.int()),
    diskLimit: observed(z.int()),
    /** Left out where none was given. */
    displayName: z.string().optional(),
    endpoints: observed(z.array(endpointShown).optional()),
    /** Public addresses. A node without one has no such member: https://github.com/liip/jelapi takes that for none. */
    extIPs: client(z.array(z.string()).optional()),
    features: several(),
    fixedCloudlets: observed(z.int()),
    flexibleCloudlets: observed(z.int()),
    guestOSType: perhaps(z.string()),
    hasPackages: perhaps(z.boolean()),
    hostOSType: perhaps(z.string()),
    id: observed(z.int()),
    intIP: observed(z.string()),
    isClusterSupport: perhaps(z.boolean()),
    isCustomSslSupport: perhaps(z.boolean()),
    isExternalIpRequired: perhaps(z.boolean()),
    isHighAvailability: perhaps(z.boolean()),
    isResetPassword: perhaps(z.boolean()),
    isVcsSupport: perhaps(z.boolean()),
    isWebAccess: perhaps(z.boolean()),
    /** The first node of a layer; https://github.com/liip/jelapi looks for it. */
    ismaster: client(z.boolean()),
    maxchanks: perhaps(z.int()),
    messages: several(),
    name: perhaps(z.string()),
    nodeGroup: observed(z.string()),
    nodeType: observed(z.string()),
    nodemission: perhaps(z.string()),
    osType: perhaps(z.string()),
    packages: several(),
    port: perhaps(z.int()),
    singleContext: perhaps(z.boolean()),
    status: observed(z.int().min(1).max(15)),
    type: perhaps(z.string()),
    url: observed(z.string()),
    user: perhaps(z.string()),
    vType: perhaps(z.string()),
    version: perhaps(z.string()),
  })
  .refine(({ nodeType, customitem }) => nodeType !== DOCKER || customitem !== undefined, {
    path: ['customitem'],
    error: 'object, for the node is made of an image',
  });

/** What getenvinfo and cloneenv answer, flat. */
export const envInfo = z.strictObject({
  ...ok,
  env,
  envGroups: observed(z.array(z.string())),
  nodeGroups: observed(z.array(nodeGroup)),
  nodes: observed(z.array(node)),
  nodesData: several(),
  nodesInternalDomains: several(),
  right: observed(z.string().optional()),
});

/** Calls that run behind a script put the real answer in `response`. */
export const wrappedEnvInfo = z.strictObject({ ...ok, response: client(envInfo) });

export const envList = z.strictObject({ ...ok, infos: client(z.array(envInfo)) });

/** Short names of environments. The platform's notes say 5 to 32 characters, a public client takes 33. */
export const SHORT_NAME = /^(?=.{5,33}$)[a-z0-9]+(-[a-z0-9]+)*$/;

export const shortName = () =>
  z
    .string()
    .min(5)
    .max(33)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** Settings of an environment, as JSON text in the field `env`. */
export const envSettings = z.object({
  shortdomain: orNull(shortName()),
  displayName: orNull(z.string()),
  region: orNull(z.string()),
  sslstate: orNull(z.boolean()),
  ishaenabled: orNull(z.boolean()),
  engine: orNull(z.string()),
});

const inMegabytes = (limit: number): number => (limit < 1000 ? limit * 1000 : limit);

/** More than any environment has. Without a bound a short text could ask for endless work. */
const [MOST_LAYERS, MOST_OF_A_LAYER] = [100, 1000];

const nodeSettings = z
  .object({
    ...containerSettings,
    nodeType: z.string().min(1),
    nodeGroup: orNull(z.string().min(1)),
    count: orNull(z.int().min(0).max(MOST_OF_A_LAYER)),
    fixedCloudlets: orNull(cloudlets()),
    flexibleCloudlets: orNull(cloudlets()),
    displayName: orNull(z.string()),
    extip: orNull(z.boolean()),
    /**
     * MB, as answers have it, or GB: https://github.com/liip/jelapi sends 100 for what it was shown as 100000, and no node has
     * less than a GB. 0, as a client in Go sends it, is the default.
     */
    diskLimit: client(orNull(z.int().min(0))).transform(limit => (limit ? inMegabytes(limit) : undefined)),
    docker: orNull(z.object({ ...containerSettings, nodeGroup: orNull(z.string().min(1)) })),
    /** Ids of add-ons. */
    addons: orNull(listed),
    ...newLayerSettings,
  })
  .refine(
    ({ fixedCloudlets: least = 0, flexibleCloudlets: most }) => most === undefined || most >= Math.max(1, least),
    {
      path: ['flexibleCloudlets'],
      error: 'is the scaling limit: at least one, the reserved cloudlets included',
    },
  );

/** Layers of an environment, as JSON text in the field `nodes`: a list, or one alone. */
export const nodesSettings = z.union([
  z.array(nodeSettings).min(1).max(MOST_LAYERS),
  nodeSettings.transform(one => [one]),
]);

nameSchemas({
  EnvironmentNamed: named,
  Environment: env,
  CustomItem: customItem,
  BuildItem: buildItem,
  Endpoint: endpointShown,
  NodeAddon: nodeAddon,
  EnvNode: node,
  EnvInfo: envInfo,
  WrappedEnvInfo: wrappedEnvInfo,
  EnvList: envList,
  EnvSettings: envSettings,
  NodeSettings: nodeSettings,
  NodesSettings: nodesSettings,
});

export type NodeSettings = z.output<typeof nodesSettings>[number];
export type EnvSettings = z.output<typeof envSettings>;
