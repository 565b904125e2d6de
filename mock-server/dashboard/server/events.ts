import { computed, effect, signal } from '@preact/signals';
import type { WorldEvents } from '../../../contracts/control/events.js';
import { elapsed } from './elapsed.js';
import { eventsOf, type StreamEvent } from './event-stream.js';
import { forgetCalls, takeCall } from './live-calls.js';
import { present } from './present.js';
import { isTokenWanted, token } from './session.js';
import { readWorlds, world, worlds } from './worlds.js';

/** Rises when something in the shown world changed, at most twice a second: put it among the keys of `useLoaded`. */
export const changed = signal(0);

/** Whether the page hears what happens in the shown world. `asleep`: the page was hidden for long. */
export const connection = signal<'connecting' | 'live' | 'lost' | 'asleep'>('connecting');

/** How many parts of the page want to hear of each call. */
export const callListeners = signal(0);

/** Milliseconds by which a clock that only runs may be told otherwise than it is shown. */
const RUNNING = 1500;

/** Milliseconds: between two rises of `changed`; until a hidden page stops to listen; until it tries once more, at first and at most. */
const [PACE, HIDDEN, FIRST, LAST] = [500, 60_000, 500, 10_000];

const isAsleep = signal(false);
let sleep: ReturnType<typeof setTimeout> | undefined;
document.addEventListener('visibilitychange', () => {
  clearTimeout(sleep);
  if (document.hidden)
    sleep = setTimeout(() => {
      isAsleep.value = true;
    }, HIDDEN);
  else isAsleep.value = false;
});

const hasCalls = computed(() => callListeners.value > 0);
const name = computed(() => world.value?.name);

/** Of the last call that was seen: where to go on. It holds for one world. */
let last: { readonly world: string; readonly id: string } | undefined;

effect(() => {
  const [followed, wantsCalls] = [name.value, hasCalls.value];
  const carried = token.value;
  if (isAsleep.value) connection.value = 'asleep';
  if (followed === undefined || isAsleep.value || isTokenWanted.value) return undefined;
  const ending = new AbortController();
  void follow(followed, wantsCalls, carried, ending.signal);
  return () => ending.abort();
});

/** Follows a world until it is gone or another is shown; tries again when the stream breaks off. */
async function follow(
  followed: string,
  wantsCalls: boolean,
  carried: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (wantsCalls && last?.world !== followed) {
    forgetCalls();
    last = undefined;
  }
  const kinds = ['change', 'clock', 'reset', ...(wantsCalls ? ['call'] : [])];
  const query = new URLSearchParams([...kinds.map(kind => ['kinds', kind]), ['after', '0']]);
  const url = `/__admin/worlds/${encodeURIComponent(followed)}/events?${query}`;
  for (let wait = FIRST; !signal.aborted; wait = Math.min(wait * 2, LAST)) {
    try {
      const headers: Record<string, string> = {};
      if (carried !== undefined) headers.authorization = `Bearer ${carried}`;
      if (wantsCalls && last !== undefined) headers['last-event-id'] = last.id;
      const reply = await fetch(url, { headers, signal });
      if (reply.status === 401) isTokenWanted.value = true;
      if (reply.status === 404) return void (await readWorlds());
      if (!reply.ok || reply.body === null) throw new Error(`the stream was answered ${reply.status}`);
      if (connection.peek() === 'lost') rise();
      connection.value = 'live';
      wait = FIRST;
      for await (const event of eventsOf(reply.body)) take(followed, event);
    } catch {
      // whatever it was, it is tried again
    }
    if (signal.aborted) return;
    connection.value = 'lost';
    await new Promise(resolve => setTimeout(resolve, wait));
  }
}

/** Each event's data is what the contract says. */
const takers: {
  readonly [Name in keyof WorldEvents]: (data: WorldEvents[Name], followed: string, id?: string) => void;
} = {
  call(data, followed, id) {
    takeCall(data);
    if (id !== undefined) last = { world: followed, id };
  },
  missed: ({ calls }) => takeCall(calls),
  change: rise,
  clock(clock, followed) {
    const isNews = Math.abs(Date.parse(clock.now) - (present.peek() ?? 0)) > RUNNING;
    worlds.value = worlds.peek()?.map(one => (one.name === followed ? { ...one, clock } : one));
    if (isNews) rise();
  },
  reset({ why }) {
    forgetCalls();
    last = undefined;
    if (why !== 'cleared') void readWorlds();
    rise();
  },
};

function take(followed: string, { name, data, id }: StreamEvent): void {
  if (Object.hasOwn(takers, name)) Reflect.get(takers, name)(data, followed, id);
}

let isRising = false;
let risen = Number.NEGATIVE_INFINITY;

/** At once where it is long since it rose, else as soon as it may. */
function rise(): void {
  if (isRising) return;
  isRising = true;
  setTimeout(
    () => {
      isRising = false;
      risen = elapsed();
      changed.value += 1;
    },
    Math.max(0, PACE - (elapsed() - risen)),
  );
}
