import type { Jobs } from '../../../domain/cloud.js';
import type { InfrahubCloud } from '../cloud.js';
import { settled } from './rules.js';

const idOf = (subject: string): number => Number(/^firewall:(\d+)$/.exec(subject)?.[1]);

/** What happens to firewalls by itself. */
export const firewallJobs: Jobs<InfrahubCloud> = {
  firewall: {
    about: 'firewall',
    has: (cloud, subject) => cloud.firewalls.get(idOf(subject)) !== undefined,
    run: (cloud, subject) => pass(cloud, idOf(subject)),
  },
};

function pass(cloud: InfrahubCloud, id: number): void {
  const { state, rules, attachments } = cloud.firewalls.need(id);
  if (state === 'DELETING') cloud.firewalls.remove(id);
  else
    cloud.firewalls.update(id, {
      rules: rules.map(rule => settled(cloud, rule)),
      attachments: attachments.map(attachment => settled(cloud, attachment)),
    });
}
