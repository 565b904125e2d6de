import { useEffect, useRef } from 'preact/hooks';
import { changed } from '../server/events.js';
import { type LoadedValue, useLoaded } from '../server/loaded.js';

/** Reads like `useLoaded`, and anew whenever something in the world changed: what was read before stays until then. */
export function useFresh<T>(load: () => Promise<T>, keys: readonly unknown[]): LoadedValue<T> {
  const loaded = useLoaded(load, keys);
  const { again } = loaded;
  const seen = changed.value;
  const before = useRef(seen);
  useEffect(() => {
    if (before.current === seen) return;
    before.current = seen;
    again();
  }, [seen, again]);
  return loaded;
}
