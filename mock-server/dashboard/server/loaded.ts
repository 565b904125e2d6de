import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';

/** Something that is read from the server: while it is read anew, what was read before stays. */
export interface LoadedValue<T> {
  readonly value: T | undefined;
  readonly error: Error | undefined;
  readonly isLoading: boolean;
  /** Reads it anew. */
  readonly again: () => void;
}

/**
 * Reads when the view appears and whenever one of `keys` changes. An answer that a later question overtook is passed over.
 * What was read under other keys is not shown under new ones.
 */
export function useLoaded<T>(load: () => Promise<T>, keys: readonly unknown[]): LoadedValue<T> {
  const state = useSignal<{
    readonly key: string;
    readonly value?: T;
    readonly error?: Error;
    readonly isLoading: boolean;
  }>({
    key: '',
    isLoading: true,
  });
  const turn = useRef(0);
  const key = JSON.stringify(keys);
  const again = useCallback(() => {
    turn.current += 1;
    const mine = turn.current;
    const { error: _, ...before } = state.peek();
    state.value = before.key === key ? { ...before, isLoading: true } : { key, isLoading: true };
    load().then(
      value => {
        if (turn.current === mine) state.value = { key, value, isLoading: false };
      },
      (cause: unknown) => {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        if (turn.current === mine) state.value = { ...state.peek(), error, isLoading: false };
      },
    );
  }, [key]);
  useEffect(() => {
    again();
    return () => {
      turn.current += 1;
    };
  }, [again]);
  const { value, error, isLoading } = state.value;
  return { value: state.value.key === key ? value : undefined, error, isLoading, again };
}
