import { effect, signal } from '@preact/signals';
import { elapsed } from './elapsed.js';
import { world } from './worlds.js';

/** How the clock of the shown world stands, in milliseconds since 1970; it moves on once a second while the clock runs. */
export const present = signal<number | undefined>(undefined);

effect(() => {
  const clock = world.value?.clock;
  const shown = clock && Date.parse(clock.now);
  present.value = shown;
  if (clock?.mode !== 'running' || shown === undefined) return undefined;
  const read = elapsed();
  const timer = setInterval(() => {
    present.value = shown + Math.round(elapsed() - read);
  }, 1000);
  return () => clearInterval(timer);
});
