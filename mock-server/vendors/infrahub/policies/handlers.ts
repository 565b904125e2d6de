import type { z } from 'zod';
import type { policies as operations, shownPolicy } from '../../../../contracts/vendors/infrahub/policies.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import { LAID_DOWN } from '../permissions/catalogue.js';
import { grantedView } from '../permissions/view.js';
import { allPolicies, type Policy } from './catalogue.js';

const policyView = ({ id, name, description, permissions }: Policy): z.output<typeof shownPolicy> => ({
  id,
  name,
  description,
  permissions: permissions.map(grantedView),
  created_at: timeText(LAID_DOWN),
});

export const handlers = {
  list() {
    const policies = allPolicies().map(policyView);
    return { status: 200, body: { status: true, message: 'Getting policies success', policies } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
