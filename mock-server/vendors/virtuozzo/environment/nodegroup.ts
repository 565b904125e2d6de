import { refuse } from '../../../../contracts/core/failure.js';
import type { nodeGroup as operations } from '../../../../contracts/vendors/virtuozzo/environment/nodegroup.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { setOfLayer, setOptionsOf } from './control/layer-settings.js';
import { layerViews } from './control/layer-views.js';
import { environmentMeant } from './control/rules.js';

export const handlers = {
  applyData({ query, cloud, caller }) {
    setOfLayer(cloud, environmentMeant(cloud, caller.holder, query), query.nodeGroup, query.data);
    return { status: 200, body: { result: 0 } };
  },

  get({ query, cloud, caller }) {
    const views = layerViews(cloud, environmentMeant(cloud, caller.holder, query));
    const nodeGroup = views.find(({ name }) => name === query.nodeGroup);
    if (nodeGroup === undefined) throw refuse(refusals.noObject, { what: 'node group', name: query.nodeGroup });
    return { status: 200, body: { result: 0, nodeGroup } };
  },

  setOptions({ query, cloud, caller }) {
    setOptionsOf(cloud, environmentMeant(cloud, caller.holder, query), query.nodeGroup, query.options);
    return { status: 200, body: { result: 0 } };
  },

  setSlbAccessEnabled({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    setOfLayer(cloud, environment, query.nodeGroup, { isSLBAccessEnabled: query.enabled });
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
