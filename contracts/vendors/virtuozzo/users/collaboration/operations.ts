import { defineResource } from '../../../../core/resource.js';
import { members } from './members.js';
import { resources } from './resources.js';
import { roles } from './roles.js';

/** users.collaboration: who else may work on the account's environments, and what he may do there. */
export const collaboration = { ...members, ...roles, ...resources };

/** After the roles and the member, which sharing needs. */
defineResource(collaboration, {
  create: 'addResources',
  ids: { resourceIds: '$.responses[0].id', resourceName: '$.responses[0].resourceId' },
  destroy: 'deleteResources',
  destroyWith: { query: { ids: '{resourceIds}' } },
  gone: { read: 'getMemberResources', at: '$.responses[*].id' },
});
