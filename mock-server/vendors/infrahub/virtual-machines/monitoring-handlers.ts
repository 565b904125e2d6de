import { refuse } from '../../../../contracts/core/failure.js';
import {
  metricDurations,
  monitoringRefusals,
} from '../../../../contracts/vendors/infrahub/virtual-machines/monitoring.js';
import type { virtualMachines as operations } from '../../../../contracts/vendors/infrahub/virtual-machines/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { consoleText } from './console-text.js';
import { noteRequest } from './events.js';
import { metricsOf } from './metrics.js';
import { askMachine, requestOf } from './requests.js';
import { refuseUnless } from './rules.js';

/** The command is worded by us; the agent is the vendor's: https://github.com/NexGenCloud/hyperstack-agent */
const INSTALL = 'curl -fsSL https://hyperstack-agent.example.com/install.sh | sudo bash';

export const monitoringHandlers = {
  metrics({ params, query, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    const { duration } = query;
    const known = metricDurations.find(one => one === duration);
    if (duration !== undefined && known === undefined) throw refuse(monitoringRefusals.unacceptableDuration, duration);
    return { status: 200, body: metricsOf(cloud, machine, known) };
  },

  requestLogs({ params, body, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    refuseUnless(machine, ['ACTIVE']);
    const { id } = askMachine(cloud, machine, 'logs', body.length);
    const message = `VM ${machine.name} console logs requested successfully`;
    return { status: 202, body: { status: true, message, request_id: id } };
  },

  logs({ params, query, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    refuseUnless(machine, ['ACTIVE']);
    const { id, lines, state } = requestOf(cloud, machine, 'logs', query.request_id);
    if (state === 'pending')
      return { status: 200, body: { status: false, message: `Request ${id} is still processing`, logs: null } };
    const message = `VM ${machine.name} console logs retrieved successfully`;
    return { status: 200, body: { status: true, message, logs: consoleText(machine, lines) } };
  },

  requestConsole({ params, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    refuseUnless(machine, ['ACTIVE']);
    const { id } = askMachine(cloud, machine, 'console');
    const message = 'Please wait a few seconds and visit the below link to access your VNC console URL';
    const url = `/core/virtual-machines/${machine.id}/console/${id}`;
    return { status: 200, body: { status: true, message, url } };
  },

  console({ params, cloud, caller }) {
    const machine = cloud.own(cloud.machines, params.vm_id, caller.holder);
    const { id, state } = requestOf(cloud, machine, 'console', params.job_id);
    if (state === 'pending') throw refuse(monitoringRefusals.consoleNotReady, id);
    const token = cloud.random.uuid({ entity: 'console', id, field: 'token' });
    const vnc_url = `https://console.example.com/vnc_lite.html?path=%3Ftoken%3D${token}`;
    const message = 'VNC console URL retrieved successfully';
    return { status: 200, body: { status: true, message, vnc_url: { id, vnc_url } } };
  },

  toggleEnhancedMetrics({ params, body, cloud, caller }) {
    const { id } = cloud.own(cloud.machines, params.vm_id, caller.holder);
    const { enabled } = body;
    cloud.machines.update(id, { hasEnhancedMetrics: enabled });
    noteRequest(cloud, id, 'metrics');
    return {
      status: 200,
      body: {
        status: true,
        message: 'Enhanced metrics updated.',
        metrics: { enabled },
        ...(enabled && { install_command: INSTALL }),
      },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
