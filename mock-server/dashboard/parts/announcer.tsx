import { signal } from '@preact/signals';
import { whyOf } from '../server/refusal.js';

const said = signal<{ readonly text: string; readonly tone: 'good' | 'bad' } | undefined>(undefined);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Milliseconds for which a message stays. */
const SHOWN = 6000;

/** Tells how something that was asked for went, to eyes and to screen readers alike. */
export function announce(text: string, tone: 'good' | 'bad' = 'good'): void {
  said.value = { text, tone };
  clearTimeout(timer);
  timer = setTimeout(() => {
    said.value = undefined;
  }, SHOWN);
}

/** Does something that was asked for, and announces how it went; answers whether it went well. */
export async function tried(act: () => Promise<unknown>, done: string): Promise<boolean> {
  try {
    await act();
    announce(done);
    return true;
  } catch (error) {
    announce(whyOf(error), 'bad');
    return false;
  }
}

/** The place where messages appear: over the page, so that nothing moves for them. */
export const Announcer = () => (
  <div class="announcer" role="status">
    {said.value && <p class={`announced ${said.value.tone}`}>{said.value.text}</p>}
  </div>
);
