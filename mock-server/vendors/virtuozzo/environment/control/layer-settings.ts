import type { z } from 'zod';
import { refuse } from '../../../../../contracts/core/failure.js';
import type { layerSettings as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/layer-settings.js';
import type { NodeSettings } from '../../../../../contracts/vendors/virtuozzo/environment/control/schemas.js';
import type { layerData, newLayerSettings } from '../../../../../contracts/vendors/virtuozzo/environment/layers.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import type { LayerSettings } from './layer-record.js';
import { fixed, layerViews } from './layer-views.js';
import { layersOf } from './layers.js';
import { nodesOfLayer } from './nodes.js';
import type { AppEnvironment } from './record.js';
import { environmentMeant } from './rules.js';

export const layerSettings = {
  getNodeGroups({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    return { status: 200, body: { result: 0, object: layerViews(cloud, environment) } };
  },

  editNodeGroup({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const { name } = query.nodeGroup;
    if (typeof name !== 'string') throw refuse(refusals.invalidParameter, { name: 'nodeGroup' });
    setOfLayer(cloud, environment, name, query.nodeGroup);
    return { status: 200, body: { result: 0 } };
  },

  applyNodeGroupData({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const name = query.nodeGroup ?? query.nodeGroupData;
    if (name === undefined) throw refuse(refusals.invalidParameter, { name: 'nodeGroup' });
    setOfLayer(cloud, environment, name, query.data);
    return { status: 200, body: { result: 0 } };
  },

  setNodeGroupDisplayName({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    setOfLayer(cloud, environment, query.nodeGroup, { displayName: query.displayName ?? null });
    return { status: 200, body: { result: 0 } };
  },

  setSlbAccessEnabled({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    setOfLayer(cloud, environment, query.nodeGroup, { isSLBAccessEnabled: query.enabled });
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Sets what is named of a layer and leaves the rest. A null takes a setting back. */
export function setOfLayer(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  name: string,
  changes: z.output<typeof layerData>,
): void {
  nodesOfLayer(environment, name);
  const before = settingsOf(cloud, environment, name);
  const data = Object.fromEntries(
    Object.entries({ ...before?.data, ...changes }).flatMap(([key, value]) =>
      value === undefined || value === null || fixed.some(member => member === key) ? [] : [[key, value] as const],
    ),
  );
  if (JSON.stringify(data).length > MOST_TEXT) throw refuse(refusals.invalidParameter, { name: 'data' });
  keep(cloud, environment, name, { data });
}

/** What a layer may keep in all, written as JSON; the bound is ours. */
const MOST_TEXT = 200_000;

/** Sets the options of a layer that concern licences. */
export function setOptionsOf(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  name: string,
  options: LayerSettings['options'],
): void {
  nodesOfLayer(environment, name);
  keep(cloud, environment, name, { options });
}

const settingsOf = (cloud: VirtuozzoCloud, { id }: AppEnvironment, name: string): LayerSettings | undefined =>
  cloud.layerSettings.allKeyed(id).find(({ group }) => group === name);

function keep(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  group: string,
  changed: Partial<Pick<LayerSettings, 'data' | 'options'>>,
): void {
  const known = settingsOf(cloud, environment, group);
  if (known !== undefined) cloud.layerSettings.update(known.id, changed);
  else
    cloud.layerSettings.add({
      id: cloud.nextId('nodeGroup'),
      appid: environment.id,
      nodeid: null,
      group,
      data: {},
      options: {},
      ...changed,
    });
}

/** What the settings of `nodes` say of the layers they make or keep. Settings of layers that are gone go with them. */
export function setLayersAsAsked(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  asked: readonly NodeSettings[],
): void {
  forgetLayers(cloud, environment);
  const layers = layersOf(asked);
  for (const [index, settings] of asked.entries()) {
    const group = layers[index]?.group;
    const wanted = Object.fromEntries(
      settingNames.flatMap(name => (settings[name] === undefined ? [] : [[name, settings[name]]])),
    );
    if (group !== undefined && Object.keys(wanted).length > 0 && environment.nodes.some(node => node.group === group))
      setOfLayer(cloud, environment, group, wanted);
  }
}

/** Settings of layers without a node go. */
export function forgetLayers(cloud: VirtuozzoCloud, { id, nodes }: AppEnvironment): void {
  for (const { id: record, group } of cloud.layerSettings.allKeyed(id))
    if (nodes.every(node => node.group !== group)) cloud.layerSettings.remove(record);
}

const settingNames: readonly (keyof typeof newLayerSettings)[] = [
  'isSLBAccessEnabled',
  'isSequentialDeploy',
  'redeployContainerDelay',
  'redeployContextDelay',
  'restartContainerDelay',
  'restartNodeDelay',
  'scalingMode',
];
