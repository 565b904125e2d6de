import { refuse } from '../../../../../contracts/core/failure.js';
import type { templates as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/templates.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import { software } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { manifestOf } from './images.js';

export const templates = {
  getTemplates({ query }) {
    const wanted = query.type ?? 'ALL';
    const array = [...software].map(([nodeType, { name, group, version }]) => ({
      name,
      nodeType,
      nodeMission: group,
      type: typeOf(nodeType),
      guestOSType: 'LINUX',
      hostOSType: 'LINUX',
      vType: 'CT' as const,
      enabled: true,
      published: true,
      isExternalIpRequired: false,
      tags: [{ name: version, nodeVersion: version, isDefault: true, isEnabled: true }],
    }));
    return {
      status: 200,
      body: { result: 0, array: array.filter(({ type }) => wanted === 'ALL' || type === wanted) },
    };
  },

  getTemplateManifest({ query, cloud }) {
    const { nodeType, tag } = query;
    if (!software.has(nodeType)) throw refuse(refusals.unknownNodeType, { nodeType });
    return { status: 200, body: { result: 0, object: manifestOf(cloud.random, { name: nodeType, tag }) } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** A guess: the names of the types are the vendor's, but no source says which software is of which. */
const typeOf = (nodeType: string): 'DOCKER' | 'OS' | 'DOCKERIZED' => {
  if (nodeType === 'docker') return 'DOCKER';
  return nodeType.endsWith('-vps') ? 'OS' : 'DOCKERIZED';
};
