import { zonedTime } from '../../../../contracts/core/time.js';
import { SECOND } from '../../../domain/clock.js';
import type { QueueItem, TaskAction } from './record.js';
import { progressOf } from './rules.js';

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

type Step = readonly [type: string, seconds: number];

/** Steps of a build in their documented order, with the second at which each begins. */
const buildSteps: readonly Step[] = [
  ['server.get.status', 0],
  ['server.config.dhcp', 0],
  ['server.os.template.exists', 1],
  ['server.os.template.download', 1],
  ['server.os.template.download.check', 3],
  ['server.create.ci', 4],
  ['server.disk.create.os', 5],
  ['server.os.install.check', 16],
  ['server.vnc.disable', 17],
  ['server.boot', 18],
  ['server.config.statistics', 22],
];

const stepsOf = (action: TaskAction): readonly Step[] =>
  action === 'build_server' ? buildSteps : [buildSteps[0] ?? ['server.get.status', 0], [`server.${verbOf(action)}`, 1]];

const verbOf = (action: TaskAction): string => action.split('_')[0] ?? action;

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

function dataOf(type: string): Record<string, unknown> {
  if (type === 'server.get.status') return status;
  return type === 'server.config.dhcp' ? dhcp : { success: true };
}

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
    job: `App\\Jobs\\Server\\KVM\\${jobs[item.action]}`,
    hypervisorId: item.hypervisorId,
    serverId: item.serverId,
    action: item.action,
    queue: 'default',
    started: zonedTime.format(item.started),
    updated: zonedTime.format(updated),
    finished: over ? zonedTime.format(item.ends) : null,
    failed,
    progress: progressOf(item, now),
    errors: {
      exception: {
        stringable: failed,
        errors: [],
        type: null,
        trace: null,
        message: failed ? 'The task failed' : null,
      },
    },
    primaryActions: begun.map(([type, seconds]) => {
      const at = zonedTime.format(item.started + seconds * SECOND);
      return { type, dataType: 'object', data: dataOf(type), created: at, updated: at };
    }),
    subActions: [],
  };
}
