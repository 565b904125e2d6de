import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** What of a long list is put into the page. */
interface Windowed {
  /** Keys of all rows, in their order. */
  readonly keys: readonly string[];
  /** Rises or changes when the rows are others altogether: then the list starts at its head. */
  readonly from: string;
  /** A row that stays in the page wherever the list is scrolled to: the one that has the focus. */
  readonly kept: number;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Height of what stays at the top while the rows scroll. */
  readonly head: number;
  readonly rowHeight: number;
  readonly isOn: boolean;
}

/** Rows beyond what is seen, so that a fast scroll shows no gap. */
const OVERSCAN = 12;

/**
 * The rows of a list that are near what is seen, all of one height. Rows that come or go above leave those that one reads
 * where they are, unless the list is at its head: there one follows what comes.
 */
export function useWindow({ keys, from, kept, scroller, head, rowHeight, isOn }: Windowed) {
  const [, draw] = useState(0);
  const options = {
    count: keys.length,
    enabled: isOn,
    overscan: OVERSCAN,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: useCallback((index: number) => keys[index] ?? index, [keys]),
    scrollPaddingEnd: head,
    // Until it is measured, so that there are rows to measure.
    initialRect: { width: 0, height: 1000 },
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const indexes = defaultRangeExtractor(range);
      if (kept >= 0 && kept < (indexes[0] ?? 0)) indexes.unshift(kept);
      if (kept > (indexes.at(-1) ?? 0) && kept < keys.length) indexes.push(kept);
      return indexes;
    },
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => {
      draw(count => count + 1);
    },
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, Element>(options));
  const before = useRef({ keys, from, rowHeight });
  const moved = useRef<number | undefined>(undefined);
  const last = before.current;
  const offset = virtualizer.scrollOffset ?? 0;
  if (isOn && last.from !== from) moved.current = 0;
  else if (isOn && last.keys !== keys && (offset > 0 || isReadingIn(scroller.current)))
    moved.current = whereItWas(last.keys, keys, offset, rowHeight);
  before.current = { keys, from, rowHeight };
  virtualizer.setOptions(options);
  if (moved.current !== undefined) virtualizer.scrollOffset = moved.current;
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  useLayoutEffect(() => {
    virtualizer._willUpdate();
    if (moved.current !== undefined) scroller.current?.scrollTo({ top: moved.current });
    moved.current = undefined;
  });
  return virtualizer;
}

/** Whether a row has the focus. */
const isReadingIn = (scroller: HTMLElement | null): boolean =>
  document.activeElement?.closest('tbody')?.closest('.table-wrap') === scroller && scroller !== null;

/** The offset at which the first seen row that is still there stands as far below the head as before. */
function whereItWas(
  last: readonly string[],
  keys: readonly string[],
  offset: number,
  rowHeight: number,
): number | undefined {
  const first = Math.floor(offset / rowHeight);
  const at = new Map(keys.map((key, index) => [key, index]));
  for (let index = first; index < last.length; index += 1) {
    const now = at.get(last[index] ?? '');
    if (now !== undefined) return now === index ? undefined : Math.max(0, offset + (now - index) * rowHeight);
  }
  return undefined;
}
