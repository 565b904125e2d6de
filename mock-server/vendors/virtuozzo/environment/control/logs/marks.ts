import type { Instant } from '../../../../../domain/clock.js';
import type { VirtuozzoCloud } from '../../../cloud.js';
import type { AppEnvironment, Node } from '../record.js';
import { asideOf, firstWeekKept, logFilesOf, mondayOf } from './files.js';

/** Keeps that a log file was emptied or removed. Marks of files that time has taken since go. */
export function markLog(
  cloud: VirtuozzoCloud,
  environment: AppEnvironment,
  node: Node,
  path: string,
  isRemoved: boolean,
): void {
  const files = logFilesOf(cloud, environment, node);
  for (const known of cloud.logMarks.allKeyed(environment.id)) {
    if (known.nodeid !== node.id) continue;
    // A log that was emptied in an earlier week was put aside as it was left then.
    const aside = asideOf(known.path, mondayOf(known.clearedOn));
    if (known.path === path && files.some(file => file.path === aside))
      cloud.logMarks.update(known.id, { path: aside, isRemoved: false });
    else if (known.path === path || isOver(known.path, cloud.now)) cloud.logMarks.remove(known.id);
  }
  cloud.logMarks.add({
    id: cloud.nextId('log'),
    appid: environment.id,
    nodeid: node.id,
    path,
    clearedOn: cloud.now,
    isRemoved,
  });
}

/** A file put aside whose week is no longer kept. */
const isOver = (path: string, now: Instant): boolean =>
  /-\d{8}$/.test(path) && path.slice(-8) < asideOf('', firstWeekKept(now)).slice(-8);
