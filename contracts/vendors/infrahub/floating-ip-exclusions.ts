import { z } from 'zod';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { done, id } from './common.js';
import { ANSWERS, page } from './docs.js';
import { routes } from './routes.js';

/** A 404 whose `status` is true. */
export const notExcluded: Refusal = {
  kind: 'notFound',
  as: 'nothing',
  text: 'Org is not excluded from floating IP detachment',
  evidence: 'documented',
  docs: ANSWERS,
};

export const floatingIpExclusions = defineOperations(routes.floatingIpExclusions, {
  show: {
    summary: 'Whether the machines of an organisation keep their public addresses in hibernation',
    docs: page('FIPExclusionsApi', 'checkIfOrgIsExcludedFromFloatingIPDetachment'),
    effect: 'read',
    params: z.object({ org_id: id() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { params: { org_id: '4821' } },
    sources: { org_id: { read: 'virtualMachines.list', at: '$.instances[*].environment.org_id' } },
  },
});
