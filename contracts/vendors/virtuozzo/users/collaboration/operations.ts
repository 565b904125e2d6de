import { members } from './members.js';
import { resources } from './resources.js';
import { roles } from './roles.js';

/** users.collaboration: who else may work on the account's environments, and what he may do there. */
export const collaboration = { ...members, ...roles, ...resources };
