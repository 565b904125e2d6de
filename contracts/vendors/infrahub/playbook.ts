import { definePlaybook } from '../../core/playbook.js';
import { naiveTime } from '../../core/time.js';
import { routes } from './routes.js';

/** How a check finds its way through this vendor's operations. */
export const playbook = definePlaybook(routes, {
  sources: {
    vm_id: { read: 'virtualMachines.list', at: '$.instances[*].id' },
    node_group_id: { read: 'clusters.nodeGroups', at: '$.node_groups[*].id' },
    node_id: { read: 'clusters.createNode', at: '$.nodes[*].id' },
    node_of_group_id: { read: 'clusters.createNodeGroup', at: '$.nodes[*].id' },
    firewall_id: { read: 'firewalls.list', at: '$.firewalls[*].id' },
    sg_rule_id: { read: 'virtualMachines.addRule', at: '$.security_rule.id' },
    firewall_rule_id: { read: 'firewalls.addRule', at: '$.firewall_rule.id' },
    volume_attachment_id: { read: 'volumes.attach', at: '$.volume_attachments[*].id' },
  },
  times: { start_date: { form: naiveTime, ago: 30 }, end_date: { form: naiveTime, ago: 0 } },
  // The vendor's OpenAPI lists these statuses (404, 405, 406, 409), its printed pages do not.
  disputedFailures: {
    'virtualMachines.create': ['methodNotAllowed'],
    'virtualMachines.resize': ['methodNotAllowed'],
    'virtualMachines.delete': ['exists'],
    'virtualMachines.editLabels': ['exists'],
    'volumes.create': ['methodNotAllowed'],
    'volumes.show': ['notFound', 'methodNotAllowed'],
    'volumes.attach': ['methodNotAllowed'],
    'volumes.detach': ['methodNotAllowed'],
    'volumes.updateAttachment': ['methodNotAllowed'],
    'pricebook.list': ['methodNotAllowed'],
    'images.list': ['conflict'],
    'resourceDefaults.list': ['methodNotAllowed'],
    'history.virtualMachineEvents': ['notFound'],
    'history.volumeEvents': ['notFound'],
  },
});
