import { loadGroup } from '../../contracts/core/define-contract.js';
import type { Operation } from '../../contracts/core/operation.js';
import { utcTime } from '../../contracts/core/time.js';
import { issuedSecrets } from '../worlds/credentials.js';
import type { JournalEntry } from '../worlds/journal.js';
import { type Marks, shownAt, shownExchange, shownPath } from '../worlds/shown-call.js';
import type { NearMiss } from '../worlds/verify.js';
import type { World } from '../worlds/world.js';
import type { RunningServer } from './running-server.js';

/** Most bytes of what calls exchanged that one answer shows: of the older ones it then shows how much there was. */
const MOST_SHOWN = 8 * 2 ** 20;

/** Shows calls as the control API does, with all that is a secret masked by their contracts. */
export class ShownCalls {
  readonly #server: RunningServer;
  readonly #issued: readonly string[];
  readonly #marks = new Map<string, Marks>();

  constructor(server: RunningServer, world: World) {
    this.#server = server;
    this.#issued = issuedBy(world);
  }

  /** Calls in their order; where bodies are wanted, the newest have them. */
  async all(calls: readonly JournalEntry[], hasBodies: boolean) {
    const marks = await this.#marksOf(calls);
    let room = MOST_SHOWN;
    return calls
      .toReversed()
      .map(call => {
        room -= sizeOf(call);
        const exchange = !hasBodies ? {} : room >= 0 ? shownExchange(call, marks(call)) : tooMuch(call);
        return { ...plain(call, marks(call)), ...exchange };
      })
      .toReversed();
  }

  /** Calls that came near to what was wanted, with what they exchanged. */
  async nearest(nearest: readonly NearMiss[]) {
    const shown = await this.all(
      nearest.map(({ call }) => call),
      true,
    );
    const marks = await this.#marksOf(nearest.map(({ call }) => call));
    return shown.map((call, index) => {
      const near = nearest[index];
      const differs = near?.differs.map(({ at, keys, expected, found }) => {
        const of = (value: unknown, isWanted: boolean) =>
          shownAt(near.call, keys, value, marks(near.call), { isWanted });
        return { at, expected: of(expected, true), ...(found !== undefined && { found: of(found, false) }) };
      });
      return { call, differs: differs ?? [] };
    });
  }

  /** What says of each of these calls which of its values are secrets. */
  async #marksOf(calls: readonly JournalEntry[]): Promise<(call: JournalEntry) => Marks> {
    for (const { vendor, operation } of calls) {
      const key = `${vendor} ${operation}`;
      if (!this.#marks.has(key))
        this.#marks.set(key, { ...(await marksOf(this.#server, vendor, operation)), issued: this.#issued });
    }
    return ({ vendor, operation }) => {
      const marks = this.#marks.get(`${vendor} ${operation}`);
      if (marks === undefined) throw new Error(`nothing says what is a secret in ${vendor}/${operation}`);
      return marks;
    };
  }
}

/** The credentials that a world hands out. */
export const issuedBy = ({ issued }: World): readonly string[] => issuedSecrets(issued);

async function marksOf({ vendors }: RunningServer, vendor: string, id: string | null): Promise<Omit<Marks, 'issued'>> {
  const { contract } = await vendors.load(vendor);
  const [group = '', name = ''] = id?.split('.') ?? [];
  let operation: Operation | undefined;
  if (Object.hasOwn(contract.groups, group)) operation = (await loadGroup(contract, group)).operations[name];
  return { contract, operation, id };
}

function plain(call: JournalEntry, marks: Marks) {
  const { at, ignored, findings, duration, exchanged: _exchanged, cut: _cut, ...told } = call;
  return {
    ...told,
    path: shownPath(call, marks),
    at: utcTime.format(at),
    ignored: [...ignored],
    findings: [...findings],
    duration: Number(duration.toFixed(3)),
  };
}

const sizeOf = ({ exchanged }: JournalEntry): number =>
  exchanged === null ? 0 : exchanged.bytes + exchanged.replyBytes;

const tooMuch = ({ status, exchanged, cut }: JournalEntry) => ({
  reply: { status },
  cut: cut ?? { body: exchanged?.bytes ?? 0, reply: exchanged?.replyBytes ?? 0 },
});
