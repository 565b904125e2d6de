import type { InfrahubCloud } from '../cloud.js';
import { firewallSubject } from './rules.js';

/** Firewalls that guard machines which do not know of it, and what waits with nothing to end it. */
export function* firewallProblems(cloud: InfrahubCloud): Generator<string> {
  const waiting = new Set(cloud.agenda.all().map(({ kind, subject }) => `${kind} ${subject}`));
  for (const { id, environment, state, rules, attachments } of cloud.firewalls.all()) {
    if (new Set(attachments.map(({ machine }) => machine)).size < attachments.length)
      yield `firewall ${id} guards a vm twice`;
    for (const { machine } of attachments) {
      const guarded = cloud.machines.get(machine);
      if (guarded?.environment !== environment || !guarded.firewalls.includes(id))
        yield `firewall ${id} guards the vm ${machine}, which does not have it`;
    }
    const isWaiting = state !== 'SUCCESS' || [...rules, ...attachments].some(one => one.state !== 'SUCCESS');
    if (isWaiting && !waiting.has(`firewall ${firewallSubject(id)}`))
      yield `firewall ${id} waits, and nothing ends that`;
    if (state === 'DELETING' && attachments.length > 0) yield `firewall ${id} is deleted, and guards a vm`;
  }
  for (const { id, firewalls, rules } of cloud.machines.all()) {
    for (const one of firewalls)
      if (cloud.firewalls.get(one)?.attachments.some(({ machine }) => machine === id) !== true)
        yield `vm ${id} has the firewall ${one}, which does not guard it`;
    if (rules.some(({ state }) => state === 'pending') && !waiting.has(`rules vm:${id}`))
      yield `vm ${id} waits for a rule, and nothing ends that`;
  }
}
