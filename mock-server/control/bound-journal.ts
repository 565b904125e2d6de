import type { JournalEntry } from '../worlds/journal.js';
import { matching } from '../worlds/verify.js';
import { JUDGE, judged, judgeOf, needAtHandTaken, needMeant, operationNames } from './judge.js';
import type { RunningServer } from './running-server.js';
import { ShownCalls } from './shown-calls.js';
import { waitedFor } from './waiting.js';
import { type GivenWanted, wantedOf, whereOf } from './wanted-call.js';

/** What a test asks of the journal of one world, beside the calls of the control API. */
export async function journalOf(server: RunningServer, name: string) {
  const names = await operationNames(server);
  const world = () => server.worlds.need(name);

  /** Calls as they may be shown. */
  const shown = async (calls: readonly JournalEntry[]): Promise<unknown[]> =>
    structuredClone(await new ShownCalls(server, world()).all(calls, true));

  return {
    [JUDGE]: judgeOf(server, world, names),
    async calls(operation?: unknown, where?: unknown): Promise<unknown[]> {
      const all = world().journal.all();
      if (operation === undefined) return shown(all);
      needMeant(operation, names);
      const wanted = { operation, where: whereOf(where) };
      needAtHandTaken(server, world(), wanted, names);
      return shown(matching(all, wanted));
    },
    async received(operation: unknown, ...given: GivenWanted): Promise<unknown> {
      needMeant(operation, names);
      const wanted = wantedOf(operation, given, ['within']);
      if (wanted.never || wanted.atMost !== undefined || wanted.times === 0)
        throw new TypeError('`received` waits for calls; `assertReceived` says that there were none, or not too many');
      const found = world();
      needAtHandTaken(server, found, wanted, names);
      const call = await waitedFor(found, wanted, () => new Error(judged(server, found, wanted).message()));
      const [newest] = await shown([call]);
      return newest;
    },
  };
}
