import type { JournalEntry } from '../worlds/journal.js';
import { concerns } from '../worlds/rule.js';
import { verify } from '../worlds/verify.js';
import type { World } from '../worlds/world.js';
import type { SoughtCall } from './wanted-call.js';

/**
 * The newest call of a kind, as soon as as many of it were received as are wanted: now, or when one comes in the time that
 * is given. Rejects with what `missed` says when the time is over, or at once when there are too many. Each call wakes it.
 */
export function waitedFor(
  { journal }: World,
  { within = 0, ...wanted }: SoughtCall,
  missed: () => Error,
): Promise<JournalEntry> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let stop = (): void => {};
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      stop();
      settle();
    };
    const look = (): void => {
      const { holds, matched } = verify(journal, wanted);
      const newest = matched.at(-1);
      if (holds && newest !== undefined) end(() => resolve(newest));
      else if (wanted.times !== undefined && matched.length > wanted.times) end(() => reject(missed()));
    };
    stop = journal.onCall(({ vendor, operation }) => {
      if (operation === null || !concerns(wanted.operation, vendor, operation)) return;
      try {
        look();
      } catch (error) {
        end(() => reject(error)); // a matcher of the test's own threw
      }
    });
    timer = setTimeout(() => end(() => reject(missed())), within);
    look();
  });
}
