import { SECOND } from '../../../domain/clock.js';
import type { TaskCourse } from '../../../domain/failing-jobs.js';
import type { TaskAction } from './actions.js';
import type { QueueItem } from './record.js';

/** A step of queued work, and the second at which it begins. */
type Step = readonly [type: string, seconds: number];

/** What a task begins with. */
const first: Step = ['server.get.status', 0];

/** Steps of a build in their documented order. */
const buildSteps: readonly Step[] = [
  first,
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

const verbOf = (action: TaskAction): string => action.split('_')[0] ?? action;

export const stepsOf = (action: TaskAction): readonly Step[] =>
  action === 'build_server' ? buildSteps : [first, [`server.${verbOf(action)}`, 1]];

/** When work began, and when each of its steps does. */
export const courseOf = ({ action, started }: QueueItem): TaskCourse => ({
  begun: started,
  steps: new Map(stepsOf(action).map(([type, seconds]) => [type, started + seconds * SECOND])),
});
