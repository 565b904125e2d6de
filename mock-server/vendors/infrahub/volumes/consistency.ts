import type { InfrahubCloud } from '../cloud.js';
import { billId } from '../tenant-cloud.js';
import { attachmentOf } from './attachment-of.js';
import type { Volume } from './record.js';
import { volumeSubject } from './rules.js';

/** Volumes whose machine, charges or waiting jobs do not go with what they are. */
export function* volumeProblems(cloud: InfrahubCloud): Generator<string> {
  const waiting = new Set(cloud.agenda.all().map(({ kind, subject }) => `${kind} ${subject}`));
  for (const volume of cloud.volumes.all())
    for (const problem of problemsOf(cloud, volume, waiting)) yield `volume ${volume.id} ${problem}`;
}

/** As what a volume is charged in each state. */
const charges: Partial<Readonly<Record<Volume['state'], 'AVAILABLE' | 'IN-USE'>>> = {
  available: 'AVAILABLE',
  'in-use': 'IN-USE',
};

function* problemsOf(cloud: InfrahubCloud, volume: Volume, waiting: ReadonlySet<string>): Generator<string> {
  const { id, state, attachments } = volume;
  if (attachments.filter(one => one.state !== 'DETACHED').length > 1) yield 'is attached twice';
  const attachment = attachmentOf(volume);
  const how = attachment?.state;
  const machine = attachment && cloud.machines.get(attachment.machine);
  if (attachment !== undefined && !machine?.volumes.includes(id))
    yield `is attached to the vm ${attachment.machine}, which does not have it`;
  const isUsed = how === 'ATTACHED' || how === 'DETACHING';
  if (state === 'in-use' ? !isUsed : state === 'available' ? how === 'ATTACHED' : state === 'deleting' && how)
    yield `is ${state}, and ${how ?? 'not attached'}`;
  const charged = cloud.charges.current(billId('volume', id))?.state;
  if (charged !== charges[state]) yield `is ${state}, and charged as ${charged ?? 'nothing'}`;
  const subject = volumeSubject(id);
  if (charges[state] === undefined && state !== 'error' && !waiting.has(`volume ${subject}`))
    yield `is ${state}, and nothing ends that`;
  if ((how === 'ATTACHING' || how === 'DETACHING') && !waiting.has(`attachment ${subject}`))
    yield `is ${how}, and nothing ends that`;
}
