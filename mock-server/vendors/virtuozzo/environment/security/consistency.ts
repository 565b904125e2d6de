import type { VirtuozzoCloud } from '../../cloud.js';
import { ADDED_FROM } from './rules.js';

/** What does not hold together about firewalls in a cloud that came from a snapshot, each with its place. */
export function* firewallInconsistencies({ firewalls, ids }: VirtuozzoCloud): Generator<string> {
  const highest = ADDED_FROM + (ids.firewallRule ?? 0);
  const owners = new Set<string>();
  for (const [index, { appid, layers }] of firewalls.all().entries()) {
    const place = `firewall[${index}]`;
    if (owners.has(appid)) yield `${place}.appid: the environment has two`;
    owners.add(appid);
    const known = new Set<number>();
    for (const [group, rules] of Object.entries(layers))
      for (const [at, { id }] of rules.entries()) {
        if (known.has(id)) yield `${place}.layers.${group}[${at}].id: is that of another rule`;
        if (id > highest) yield `${place}.layers.${group}[${at}].id: is higher than the highest that was given out`;
        known.add(id);
      }
  }
}
