import { useEffect } from 'preact/hooks';
import { changed } from './events.js';
import { type LoadedValue, useLoaded } from './loaded.js';

/** Milliseconds after which it is read anew, whatever is told. */
const PACE = 2000;

/**
 * Like `useLoaded`, and reads anew when the shown world changed, and now and then: counts of rules rise with calls that
 * change nothing. What was read stays until then. A page that nobody sees reads nothing.
 */
export function useLive<T>(load: () => Promise<T>, keys: readonly unknown[]): LoadedValue<T> {
  const loaded = useLoaded(load, keys);
  const { again } = loaded;
  useEffect(() => changed.subscribe(() => again()), [again]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) again();
    }, PACE);
    return () => clearInterval(timer);
  }, [again]);
  return loaded;
}
