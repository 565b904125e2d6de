import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The row of a table that has the focus, or had it last. */
export interface RowFocus {
  /** Its place; -1 where none had it. */
  readonly index: number;
  readonly body: RefObject<HTMLTableSectionElement | null>;
  /** Brings a row to where it is seen; the browser does where nothing is said. */
  readonly moveBy: { current: ((index: number) => void) | undefined };
  readonly choose: (key: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocusIn: (event: FocusEvent) => void;
}

const isRow = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement && target.dataset.row !== undefined;

/** Has one row of a table in the order of the page; arrows, the keys of pages, Home and End move the focus among them. */
export function useRowFocus(keys: readonly string[], scroller: RefObject<HTMLElement | null>): RowFocus {
  const body = useRef<HTMLTableSectionElement>(null);
  const moveBy = useRef<((index: number) => void) | undefined>(undefined);
  const chosen = useSignal<string | undefined>(undefined);
  // Asked before the page is changed: of a row that goes the browser forgets it.
  const hadFocus = body.current?.contains(document.activeElement) ?? false;
  const wanted = useRef(false);
  const lastIndex = useRef(-1);
  const found = chosen.value === undefined ? -1 : keys.indexOf(chosen.value);
  // Where the row is gone, its place is taken by the one that came to stand there.
  const index = found >= 0 || !hadFocus ? found : Math.min(lastIndex.current, keys.length - 1);
  lastIndex.current = index;
  useLayoutEffect(() => {
    if (!wanted.current && !(hadFocus && document.activeElement === document.body)) return;
    const row = body.current?.querySelector<HTMLElement>(`:scope > [data-row="${index}"]`);
    if (!row) return;
    wanted.current = false;
    row.focus({ preventScroll: moveBy.current !== undefined });
  });
  return {
    index,
    body,
    moveBy,
    choose: key => {
      chosen.value = key;
    },
    onKeyDown: event => {
      if (!isRow(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = Number(event.target.dataset.row);
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / event.target.offsetHeight) - 2);
      const steps: Record<string, number> = {
        ArrowDown: at + 1,
        ArrowUp: at - 1,
        PageDown: at + page,
        PageUp: at - page,
        Home: 0,
        End: keys.length - 1,
      };
      const step = steps[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const to = Math.min(Math.max(step, 0), keys.length - 1);
      wanted.current = true;
      chosen.value = keys[to];
      moveBy.current?.(to);
    },
    onFocusIn: ({ target }) => {
      if (isRow(target)) chosen.value = keys[Number(target.dataset.row)];
    },
  };
}
