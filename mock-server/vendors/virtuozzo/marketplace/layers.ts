import { isObject, type Json, type JsonObject, listOf, member, textAt, textOf } from './json.js';

/** Members of a layer that a manifest and createenvironment write alike. */
const ALIKE = [
  ...['nodeType', 'nodeGroup', 'displayName', 'tag', 'scalingMode', 'isSLBAccessEnabled', 'startServiceOnCreation'],
  ...['restartDelay', 'redeployDelay'],
];
/** Members of a layer made of an image, which createenvironment takes as `docker`. */
const OF_IMAGE = ['image', 'cmd', 'entrypoint', 'registry', 'volumesFrom'];

/** A layer of a manifest as createenvironment takes it. */
export function layerOf(node: Json): JsonObject {
  const image = textAt(node, 'image') ?? textAt(node, 'dockerName');
  const tag = textAt(node, 'dockerTag');
  const disk = textAt(node, 'diskLimit');
  const env = member(node, 'env') ?? member(node, 'dockerEnvVars');
  const links = listed(member(node, 'links') ?? member(node, 'dockerLinks'));
  const volumes = listed(member(node, 'volumes') ?? member(node, 'dockerVolumes'));
  const more = {
    ...(isObject(env) && {
      env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, textOf(value)])),
    }),
    ...(links.length > 0 && { links }),
    ...(volumes.length > 0 && { volumes }),
    ...(isObject(member(node, 'volumeMounts')) && { volumeMounts: member(node, 'volumeMounts') ?? null }),
  };
  const docker = {
    ...Object.fromEntries(OF_IMAGE.flatMap(name => present(node, name))),
    ...(image !== undefined && { image: tag === undefined ? image : `${image}:${tag}` }),
    ...more,
  };
  return {
    nodeType: image === undefined ? '' : 'docker',
    ...Object.fromEntries(ALIKE.flatMap(name => present(node, name))),
    count: numberAt(node, 'count') ?? 1,
    ...(numberAt(node, 'fixedCloudlets') !== undefined && { fixedCloudlets: numberAt(node, 'fixedCloudlets') ?? 0 }),
    flexibleCloudlets: flexibleOf(node),
    ...flagAt(node, 'extip'),
    ...(disk !== undefined && { diskLimit: megabytes(disk) }),
    ...(image === undefined ? more : { docker }),
  };
}

const present = (node: Json, name: string): [string, Json][] => {
  const value = member(node, name);
  return value === undefined || value === null ? [] : [[name, value]];
};

/** Placeholders make texts of numbers. */
function numberAt(node: Json, name: string): number | undefined {
  const text = textAt(node, name);
  return text === undefined || !/^\s*\d{1,6}\s*$/.test(text) ? undefined : Number(text);
}

const flagAt = (node: Json, name: string): JsonObject => {
  const text = textAt(node, name);
  return text === undefined ? {} : { [name]: text === 'true' };
};

/** A scaling limit below the reserved cloudlets means no more than these. */
const flexibleOf = (node: Json): number => {
  const wanted = numberAt(node, 'cloudlets') ?? numberAt(node, 'flexibleCloudlets') ?? 1;
  return Math.max(1, wanted, numberAt(node, 'fixedCloudlets') ?? 0);
};

const listed = (value: Json | undefined): string[] => listOf(value).map(textOf);

/** Gigabytes unless a letter says another unit. */
function megabytes(text: string): number {
  const [, amount = '0', unit = 'G'] = /^\s*(\d{1,7})\s*([MGT]?)B?\s*$/i.exec(text) ?? [];
  const factor = { M: 1, G: 1024, T: 1024 * 1024 }[(unit || 'G').toUpperCase()] ?? 1024;
  return Math.min(Number(amount) * factor, 2 ** 31);
}

/** The layers that an environment has, as changetopology takes them: each with its number of nodes. */
export function layersNow(info: JsonObject): JsonObject[] {
  const found = new Map<string, { nodeType: string; nodeGroup: string; count: number }>();
  for (const node of listOf(member(info, 'nodes'))) {
    const nodeType = textAt(node, 'nodeType') ?? '';
    const nodeGroup = textAt(node, 'nodeGroup') ?? '';
    const key = `${nodeGroup}/${nodeType}`;
    const layer = found.get(key) ?? { nodeType, nodeGroup, count: 0 };
    found.set(key, { ...layer, count: layer.count + 1 });
  }
  return [...found.values()];
}
