import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ShownWorld } from '../server/worlds.js';

/** The present of a clock as it was read, moving on while it runs. */
export function useNow({ now, mode }: ShownWorld['clock']): number {
  const read = Date.parse(now);
  const moved = useSignal({ of: now, by: 0 });
  useEffect(() => {
    if (mode === 'frozen') return;
    const since = performance.now();
    const timer = setInterval(() => {
      moved.value = { of: now, by: performance.now() - since };
    }, 1000);
    return () => clearInterval(timer);
  }, [now, mode, moved]);
  return moved.value.of === now && mode === 'running' ? read + moved.value.by : read;
}
