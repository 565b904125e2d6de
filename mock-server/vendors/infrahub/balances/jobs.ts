import type { Jobs } from '../../../domain/cloud.js';
import { topUpAt } from '../auto-top-up/rules.js';
import type { InfrahubCloud } from '../cloud.js';
import { revive, suspend } from './suspension.js';

const orgOf = (subject: string): number => Number(/^org:(\d+)$/.exec(subject)?.[1]);

/** What happens to balances by itself. */
export const balanceJobs: Jobs<InfrahubCloud> = {
  balance: {
    about: 'organization',
    has: (cloud, subject) => cloud.organizations.get(orgOf(subject)) !== undefined,
    run: (cloud, subject) => look(cloud, orgOf(subject)),
  },
};

/** Does what is due at a balance: warns, tops up, suspends, or brings back what was suspended. */
function look(cloud: InfrahubCloud, org: number): void {
  if (cloud.balances.get(org)?.check !== cloud.now) return; // another look was entered since
  const credit = cloud.credit(org);
  const rate = cloud.rate(org);
  cloud.watch.measured(org, credit, rate, cloud.now);
  warn(cloud, org, rate === 0 ? Number.POSITIVE_INFINITY : credit / rate);
  topUpAt(cloud, org, credit);
  if (credit < 0) suspend(cloud, org);
  else revive(cloud, org);
  cloud.watch.plan(org, cloud.now);
}

/** Notes the warnings that are sent. Once there is credit for longer, each may be sent again. */
function warn(cloud: InfrahubCloud, org: number, hours: number): void {
  for (const threshold of cloud.thresholds.filter(one => one.org === org && one.isSubscribed)) {
    if (hours > threshold.hours) cloud.thresholds.update(threshold.id, { warnedAt: null });
    else if (threshold.warnedAt === null) cloud.thresholds.update(threshold.id, { warnedAt: cloud.now });
  }
}
