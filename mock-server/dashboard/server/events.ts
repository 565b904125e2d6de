import { signal } from '@preact/signals';

/** Rises when something in the shown world changed, at most twice a second: put it among the keys of `useLoaded`. */
export const changed = signal(0);
