import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { api } from '../server/client.js';
import { changed } from '../server/events.js';
import type { ShownPage, ThingLink } from './shown.js';

/** Records in a page of the API, and the most that are read. */
const [PAGE, MOST] = [1000, 20_000];

/** The records of a resource, as far as they are read. */
export interface ReadRecords extends Pick<ShownPage, 'resource' | 'count' | 'records' | 'links' | 'times'> {
  /** All are read that are read at all. */
  readonly isWhole: boolean;
}

export interface RecordsState {
  readonly value: ReadRecords | undefined;
  readonly error: Error | undefined;
  readonly again: () => void;
}

interface Asked {
  readonly world: string;
  readonly vendor: string;
  readonly resource: string;
}

/**
 * Reads the records of a resource page by page: the first are shown at once, the others follow. When something changed they
 * are read anew, and take the place of those before when all are there, so that nothing moves under the reader.
 */
export function useRecords({ world, vendor, resource }: Asked): RecordsState {
  const state = useSignal<Pick<RecordsState, 'value' | 'error'>>({ value: undefined, error: undefined });
  const turn = useRef(0);
  const isStale = useRef(false);
  const isReading = useRef(false);
  const read = useCallback(async () => {
    if (isReading.current) {
      isStale.current = true;
      return;
    }
    isReading.current = true;
    isStale.current = false;
    const mine = ++turn.current;
    const shown = state.peek().value;
    try {
      let all: ReadRecords | undefined;
      for (let offset: number | null = 0; offset !== null && offset < MOST; ) {
        const page: ShownPage = await api().state.show({
          params: { world, vendor, resource },
          query: { limit: PAGE, offset },
        });
        if (turn.current !== mine) return;
        offset = page.next;
        all = joinedTo(all, page, offset === null || offset >= MOST);
        if (shown === undefined || !shown.isWhole) state.value = { value: all, error: undefined };
      }
      state.value = { value: all, error: undefined };
    } catch (cause) {
      if (turn.current === mine)
        state.value = { ...state.peek(), error: cause instanceof Error ? cause : new Error(String(cause)) };
    } finally {
      if (turn.current === mine) {
        isReading.current = false;
        if (isStale.current) void read();
      }
    }
  }, [world, vendor, resource, state]);
  const seen = changed.value;
  useEffect(() => {
    void read();
  }, [read, seen]);
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );
  return { ...state.value, again: () => void read() };
}

function joinedTo(before: ReadRecords | undefined, page: ShownPage, isWhole: boolean): ReadRecords {
  const { resource, count, records, links, times } = page;
  if (before === undefined) return { resource, count, records, links, times, isWhole };
  return {
    resource,
    count,
    records: [...before.records, ...records],
    links: links.reduce(withLink, before.links),
    times: [...new Set([...before.times, ...times])],
    isWhole,
  };
}

/** What a page's link leads to beside what it led to before. */
function withLink(all: readonly ThingLink[], link: ThingLink): ThingLink[] {
  const isSame = ({ at, resource, when }: ThingLink): boolean =>
    at === link.at && resource === link.resource && when?.value === link.when?.value;
  const before = all.find(isSame);
  if (before === undefined) return [...all, link];
  const joined = { ...link, found: { ...before.found, ...link.found } };
  return all.map(one => (one === before ? joined : one));
}
