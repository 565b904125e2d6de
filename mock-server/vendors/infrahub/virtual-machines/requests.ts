import { HOUR, SECOND } from '../../../domain/clock.js';
import type { Job } from '../../../domain/cloud.js';
import { Missing } from '../../../domain/collection.js';
import type { InfrahubCloud } from '../cloud.js';
import { noteRequest, tellMachine } from './events.js';
import type { Machine } from './record.js';
import type { MachineRequest } from './request-record.js';

/** Clients are told to wait a few seconds. */
const FETCHING_TAKES = 3 * SECOND;
/** How long the answer may be read. GUESSED; it keeps their number bounded. */
const KEPT = HOUR;

const subjectOf = (id: number): string => `request:${id}`;
const idOf = (subject: string): number => Number(/^request:(\d+)$/.exec(subject)?.[1]);

/** Asks for something of a machine. */
export function askMachine(
  cloud: InfrahubCloud,
  { id: machine, org }: Machine,
  what: MachineRequest['what'],
  lines: number | null = null,
): MachineRequest {
  const id = cloud.nextId('machineRequest');
  noteRequest(cloud, machine, what);
  cloud.agenda.enter(cloud.now + FETCHING_TAKES, 'machineRequest', subjectOf(id));
  return cloud.machineRequests.add({ id, org, machine, what, lines, state: 'pending' });
}

/** What was asked of this machine; throws `Missing` if it was another machine, another thing, or too long ago. */
export function requestOf(
  cloud: InfrahubCloud,
  machine: Machine,
  what: MachineRequest['what'],
  id: number,
): MachineRequest {
  const request = cloud.machineRequests.get(id);
  if (request === undefined || request.machine !== machine.id || request.what !== what)
    throw new Missing('request', id);
  return request;
}

/** What was asked for comes, and is forgotten later. */
export const requestJob: Job<InfrahubCloud> = {
  about: 'machineRequest',
  has: (cloud, subject) => cloud.machineRequests.get(idOf(subject)) !== undefined,
  run(cloud, subject) {
    const { id, state, machine, what } = cloud.machineRequests.need(idOf(subject));
    if (state === 'ready') {
      cloud.machineRequests.remove(id);
      return;
    }
    cloud.machineRequests.update(id, { state: 'ready' });
    if (what === 'console' && cloud.machines.get(machine) !== undefined)
      tellMachine(cloud, machine, 'console', 'SUCCESS', 'Success');
    cloud.agenda.enter(cloud.now + KEPT, 'machineRequest', subject);
  },
};

/** Requests of nobody, and those that nothing ends. */
export function* requestProblems(cloud: InfrahubCloud): Generator<string> {
  const waiting = new Set(cloud.agenda.all().map(({ kind, subject }) => `${kind} ${subject}`));
  for (const { id, org, machine } of cloud.machineRequests.all()) {
    if (!waiting.has(`machineRequest ${subjectOf(id)}`)) yield `request ${id} waits, and nothing ends that`;
    if (cloud.organizations.get(org) === undefined || (cloud.machines.get(machine)?.org ?? org) !== org)
      yield `request ${id} is of the organization ${org}, and its vm ${machine} is not`;
  }
}
