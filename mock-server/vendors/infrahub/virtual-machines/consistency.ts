import { countProblems } from '../../../domain/counters.js';
import { countOfTestAddress, TEST_ADDRESSES } from '../../../domain/test-network.js';
import type { InfrahubCloud } from '../cloud.js';
import { billId } from '../tenant-cloud.js';
import { attachmentOf } from '../volumes/attachment-of.js';
import { HOSTS, hostOfFixedIp } from './addresses.js';
import type { Machine } from './record.js';
import { isResting, machineSubject, passing } from './rules.js';

/** Addresses that would be given out again. When all of a network were given out, they come again. */
export function* addressProblems({ ids, machines }: InfrahubCloud): Generator<string> {
  const all = machines.all();
  const floating = all.flatMap(({ floatingIp }) => (floatingIp === null ? [] : countOfTestAddress(floatingIp)));
  if ((ids.address ?? 0) < TEST_ADDRESSES) yield* countProblems('address', ids.address, floating);
  for (const { environment, fixedIp } of all) {
    const kind = `host of ${environment}`;
    if (fixedIp !== null && (ids[kind] ?? 0) < HOSTS) yield* countProblems(kind, ids[kind], [hostOfFixedIp(fixedIp)]);
  }
}

/** Machines whose volumes, charges or waiting jobs do not go with what they are. */
export function* machineProblems(cloud: InfrahubCloud): Generator<string> {
  const waiting = new Set(cloud.agenda.all().map(({ kind, subject }) => `${kind} ${subject}`));
  for (const machine of cloud.machines.all())
    for (const problem of problemsOf(cloud, machine, waiting)) yield `vm ${machine.id} ${problem}`;
}

function* problemsOf(cloud: InfrahubCloud, machine: Machine, waiting: ReadonlySet<string>): Generator<string> {
  const { id, state, addressState, volumes } = machine;
  for (const one of volumes) {
    const volume = cloud.volumes.get(one);
    if (volume === undefined || attachmentOf(volume)?.machine !== id)
      yield `has the volume ${one}, which is not its own`;
  }
  if (new Set(volumes).size < volumes.length) yield 'has a volume twice';
  if (state === 'DELETING' && volumes.length > 0) yield 'is being deleted, and has volumes';
  const charged = cloud.charges.current(billId('vm', id))?.state;
  const due = isResting(state) && !machine.isFree ? state : undefined;
  if (charged !== due) yield `is ${state}, and charged as ${charged ?? 'nothing'}`;
  const subject = machineSubject(id);
  if (passing[state] !== undefined && !waiting.has(`machine ${subject}`)) yield `is ${state}, and nothing ends that`;
  const isBuilt = state !== 'CREATING' && state !== 'BUILD' && state !== 'DELETING';
  const isMoving = addressState === 'ATTACHING' || addressState === 'DETACHING';
  if (isBuilt && isMoving && !waiting.has(`address ${subject}`))
    yield `has an address ${addressState}, and nothing ends that`;
}
