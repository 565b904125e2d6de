import { zonedTime } from '../../../../contracts/core/time.js';
import { SECOND } from '../../../domain/clock.js';
import type { TaskAction } from './actions.js';
import type { QueueItem } from './record.js';
import { progressOf } from './rules.js';
import { stepsOf } from './steps.js';

/** Names of the work. That of a build is documented; the others follow it. */
export const jobs: Readonly<Record<TaskAction, string>> = {
  build_server: 'Build',
  boot_server: 'Boot',
  shutdown_server: 'Shutdown',
  restart_server: 'Restart',
  poweroff_server: 'Poweroff',
  reset_password: 'ResetPassword',
  vnc_server: 'Vnc',
};

/** The version stands as the vendor's page prints it. */
const status = {
  success: true,
  version: '{{VERSION}}',
  setOpts: {
    failOnVersionCheck: true,
    failOnDisasterRecovery: true,
    createDirStructure: true,
    writeXMLConfiguration: false,
    failOnCustomXML: false,
    failOnPriorityXML: false,
    failOnElevateXML: true,
  },
  actions: {
    createDirStructure: {
      requested: true,
      output: 'server directory structure set. No action required',
      msg: null,
      success: true,
    },
  },
  statusTree: { disasterRecoveryActive: false, customXML: false, priorityXML: false, elevateXML: false },
};

const dhcp = { system: { success: true, commandline: [], data: [] } };

/** What a step did. The one at which work failed did not succeed. */
function dataOf(type: string, success: boolean): Record<string, unknown> {
  if (type === 'server.get.status') return { ...status, success };
  return type === 'server.config.dhcp' ? { system: { ...dhcp.system, success } } : { success };
}

/** ASSUMED: an exception as PHP tells one. No public source shows that of work that failed. */
function exception({ action, failed, text }: QueueItem) {
  if (!failed) return { stringable: false, errors: [], type: null, trace: null, message: null };
  return {
    stringable: true,
    errors: [],
    type: 'Exception',
    trace: `#0 [internal function]: ${jobName(action)}->handle()\n#1 {main}`,
    message: text ?? 'The task failed',
  };
}

const jobName = (action: TaskAction): string => `App\\Jobs\\Server\\KVM\\${jobs[action]}`;

/** A queue item as it stands at an instant. */
export function queueItem(item: QueueItem, now: number) {
  const over = now >= item.ends;
  const begun = stepsOf(item.action).filter(
    ([, seconds]) => item.started + seconds * SECOND <= Math.min(now, item.ends),
  );
  const last = begun.at(-1);
  const failed = item.failed && over;
  const updated = over ? item.ends : item.started + (last?.[1] ?? 0) * SECOND;
  return {
    id: item.id,
    jobId: `${item.jobId}`,
    job: jobName(item.action),
    hypervisorId: item.hypervisorId,
    serverId: item.serverId,
    action: item.action,
    queue: 'default',
    started: zonedTime.format(item.started),
    updated: zonedTime.format(updated),
    finished: over ? zonedTime.format(item.ends) : null,
    failed,
    progress: progressOf(item, now),
    errors: { exception: exception({ ...item, failed }) },
    primaryActions: begun.map(step => {
      const [type, seconds] = step;
      const at = zonedTime.format(item.started + seconds * SECOND);
      return { type, dataType: 'object', data: dataOf(type, !failed || step !== last), created: at, updated: at };
    }),
    subActions: [],
  };
}
