import type { collaboration as operations } from '../../../../../contracts/vendors/virtuozzo/users/collaboration/operations.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { members } from './members.js';
import { resources } from './resources.js';
import { roles } from './roles.js';

export const handlers = { ...members, ...roles, ...resources } satisfies Handlers<typeof operations, VirtuozzoCloud>;
