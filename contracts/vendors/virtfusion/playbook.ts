import { definePlaybook } from '../../core/playbook.js';
import { dayTime } from '../../core/time.js';
import { routes } from './routes.js';

/** How a check finds its way through this vendor's operations. */
export const playbook = definePlaybook(routes, {
  sources: {
    userId: { read: 'servers.list', at: '$.data[*].owner' },
    newOwnerId: { read: 'servers.list', at: '$.data[*].owner' },
    keyId: { read: 'sshKeys.listOfUser', at: '$.data[*].id' },
    serverPackageId: { read: 'packages.list', at: '$.data[*].id' },
    creditId: { read: 'selfService.addCredit', at: '$.data.id' },
    queueId: { read: 'power.restart', at: '$.data.queueId' },
    templateId: { read: 'servers.templates', at: '$.data[*].templates[*].id' },
  },
  times: { 'period[]': { form: dayTime, ago: 0 } },
});
