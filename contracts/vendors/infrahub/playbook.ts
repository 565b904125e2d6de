import { definePlaybook } from '../../core/playbook.js';
import { naiveTime } from '../../core/time.js';
import { routes } from './routes.js';

/** How a check finds its way through this vendor's operations. */
export const playbook = definePlaybook(routes, {
  sources: {
    vm_id: { read: 'virtualMachines.list', at: '$.instances[*].id' },
    volume_attachment_id: { read: 'volumes.attach', at: '$.volume_attachments[*].id' },
  },
  times: { start_date: { form: naiveTime, ago: 30 }, end_date: { form: naiveTime, ago: 0 } },
});
