import type { z } from 'zod';
import type { nodeGroup } from '../../../../../contracts/vendors/virtuozzo/environment/layers.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { contextsOf } from '../deployment/view.js';
import type { LayerSettings } from './layer-record.js';
import type { AppEnvironment } from './record.js';

export type LayerView = z.output<typeof nodeGroup>;

/** As the observed sample has a layer of which nothing was set. */
const unset = {
  isSLBAccessEnabled: true,
  isSequentialDeploy: true,
  redeployContainerDelay: 20,
  redeployContextDelay: 30,
  restartContainerDelay: 20,
  restartNodeDelay: 30,
  scalingMode: 'STATELESS',
} as const;

/** Members that tell what a layer is; no setting changes them. */
export const fixed = ['name', 'deployments', 'features', 'templateType', 'vType'] as const;

/** The layers of an environment with what was set of each, in the order of its nodes. */
export function layerViews(cloud: VirtuozzoCloud, { id, nodes }: AppEnvironment): LayerView[] {
  const all = cloud.layerSettings.allKeyed(id);
  return [...new Set(nodes.map(({ group }) => group))].map(name => ({
    ...layerView(
      name,
      all.find(({ group }) => group === name),
    ),
    deployments: contextsOf(cloud, id, name),
  }));
}

const layerView = (name: string, settings: LayerSettings | undefined): LayerView => ({
  ...unset,
  ...settings?.data,
  isSLBAccessEnabled: settings?.data.isSLBAccessEnabled ?? unset.isSLBAccessEnabled,
  name,
  deployments: [],
  features: [],
  templateType: 'NATIVE',
  vType: 'CT',
});
