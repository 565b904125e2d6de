import type { WorldEvents } from '../../contracts/control/events.js';
import { HIDDEN } from '../../contracts/core/masked.js';
import { utcTime } from '../../contracts/core/time.js';
import type { Cloud } from '../domain/cloud.js';
import { type Change, type ChangeSet, type SavedForm, thingOf } from '../domain/transaction.js';

type ToldChange = WorldEvents['change'];

/** Most things of one vendor that are told apart between two events, and most that an event names. */
const [APART, NAMED] = [1000, 100];

/** What holds things that somebody can look at: records of the vendor's, what is billed, and what is told to others. */
const LOOKED_AT: ReadonlySet<SavedForm> = new Set<SavedForm>(['records', 'intervals', 'outbox']);

interface Tally {
  readonly cloud: Cloud;
  /** The net change of each thing. */
  readonly things: Map<string, Change>;
  /** Changes beyond those that are told apart. */
  more: number;
}

/** What changed in the clouds of a world since it was last told: its size does not grow with what happens. */
export class ChangeTally {
  readonly #tallies = new Map<string, Tally>();

  get isEmpty(): boolean {
    return this.#tallies.size === 0;
  }

  add(vendor: string, cloud: Cloud, changes: ChangeSet): void {
    for (const change of changes) {
      const form = cloud.part(change.part)?.form;
      if (form === undefined || !LOOKED_AT.has(form)) continue;
      let tally = this.#tallies.get(vendor);
      if (tally?.cloud !== cloud) {
        tally = { cloud, things: new Map(), more: 0 };
        this.#tallies.set(vendor, tally);
      }
      const id = thingOf(change);
      const known = tally.things.get(id);
      if (known === undefined && tally.things.size >= APART) tally.more += 1;
      else tally.things.set(id, known === undefined ? change : { ...change, before: known.before });
    }
  }

  clear(): void {
    this.#tallies.clear();
  }

  /** What is to be told, one of each vendor, and begins anew. */
  take(): ToldChange[] {
    if (this.isEmpty) return [];
    const told = [...this.#tallies].map(([vendor, tally]) => toldOf(vendor, tally));
    this.clear();
    return told.filter(({ count }) => count > 0);
  }
}

function toldOf(vendor: string, { cloud, things, more }: Tally): ToldChange {
  const net = [...things.values()].filter(({ before, after }) => before !== after);
  return {
    vendor,
    at: utcTime.format(cloud.now),
    count: net.length + more,
    changes: net.slice(0, NAMED).map(({ part, key, before, after }) => ({
      part,
      key: typeof key === 'string' && isCredential(cloud, key) ? HIDDEN : key,
      kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    })),
  };
}

/** Whether a name of a thing is a credential that the cloud knows: some records are kept by one. */
const isCredential = ({ credentials }: Cloud, key: string): boolean =>
  credentials.all().some(({ value }) => key.includes(value));
