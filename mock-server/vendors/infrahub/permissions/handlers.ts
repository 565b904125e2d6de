import type { permissions as operations } from '../../../../contracts/vendors/infrahub/permissions.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { allPermissions } from './catalogue.js';
import { permissionView } from './view.js';

export const handlers = {
  list() {
    const permissions = allPermissions().map(permissionView);
    return {
      status: 200,
      body: { status: true, message: 'Getting permissions success', permissions },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
