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

/** A row that is put into the page, and where it stands in the list. */
interface WindowRow {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** Rows beyond what is seen, so that a fast scroll shows no gap. */
const OVERSCAN = 12;

/** Until it is measured, so that there are rows to measure. */
const UNMEASURED = 1000;

/**
 * The rows of a list that are near what is seen, all of one height: which they are is a division, and a library for it was
 * a fifteenth of the page. Rows that come or go above leave those that one reads where they are, unless the list is at its
 * head: there one follows what comes.
 */
export function useWindow({ keys, from, kept, scroller, head, rowHeight, isOn }: Windowed) {
  const [seen, see] = useState({ first: 0, height: UNMEASURED });
  const look = useCallback(() => {
    const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    const first = Math.floor(scrollTop / rowHeight);
    const height = clientHeight || UNMEASURED;
    see(last => (last.first === first && last.height === height ? last : { first, height }));
  }, [scroller, rowHeight]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!isOn || element === null) return undefined;
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [isOn, look, scroller]);

  const before = useRef({ keys, from });
  const moved = useRef<number | undefined>(undefined);
  const last = before.current;
  const offset = scroller.current?.scrollTop ?? 0;
  if (isOn && last.from !== from) moved.current = 0;
  else if (isOn && last.keys !== keys && (offset > 0 || isReadingIn(scroller.current)))
    moved.current = whereItWas(last.keys, keys, offset, rowHeight);
  before.current = { keys, from };
  useLayoutEffect(() => {
    if (moved.current === undefined) return;
    scroller.current?.scrollTo({ top: moved.current });
    moved.current = undefined;
    look();
  });

  const total = keys.length * rowHeight;
  const top = moved.current ?? seen.first * rowHeight;
  const start = Math.max(0, Math.min(top, total - seen.height));
  const rows: WindowRow[] = [];
  const add = (index: number): void => {
    rows.push({ index, start: index * rowHeight, end: (index + 1) * rowHeight });
  };
  const first = Math.max(0, Math.floor(start / rowHeight) - OVERSCAN);
  const end = Math.min(keys.length, Math.ceil((start + seen.height) / rowHeight) + 1 + OVERSCAN);
  if (kept >= 0 && kept < first) add(kept);
  for (let index = first; index < end; index += 1) add(index);
  if (kept >= end && kept < keys.length) add(kept);

  return {
    rows,
    total,
    /** The first row that is seen whole. */
    first: rows.find(one => one.start >= start)?.index ?? 0,
    /** Scrolls no further than it must for a row to be seen below the head of the table. */
    scrollTo(index: number): void {
      const element = scroller.current;
      if (element === null) return;
      const least = (index + 1) * rowHeight - (element.clientHeight - head);
      element.scrollTop = Math.min(index * rowHeight, Math.max(least, element.scrollTop));
      look();
    },
  };
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
