import { counted } from '../parts/in-words.js';
import { hrefTo } from '../router.js';
import { api } from '../server/client.js';
import { changed } from '../server/events.js';
import { useLoaded } from '../server/loaded.js';

interface HoldsProps {
  readonly world: string;
  readonly vendor: string;
  /** Read anew when the world was reset or its time passed. */
  readonly now: string;
}

/** Most kinds of things that are named. */
const NAMED = 8;

/** What lives in a world at one vendor: the kinds of which there are most. */
export function Holds({ world, vendor, now }: HoldsProps) {
  const { value } = useLoaded(
    () => api().state.list({ params: { world, vendor }, query: { limit: 1 } }),
    [world, vendor, now, changed.value],
  );
  const kinds = Object.entries(value?.resources ?? {})
    .map(([name, { count }]) => ({ name, count }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
  return (
    <p class="worlds-holds">
      {value === undefined && <span class="dim">Counting…</span>}
      {value !== undefined && kinds.length === 0 && <span class="dim">Nothing lives here yet.</span>}
      {kinds.slice(0, NAMED).map(({ name, count }) => (
        <a key={name} href={hrefTo({ view: 'resources', rest: [vendor, name] })}>
          {counted(count, name)}
        </a>
      ))}
      {kinds.length > NAMED && (
        <a href={hrefTo({ view: 'resources', rest: [vendor] })}>and {kinds.length - NAMED} more kinds</a>
      )}
    </p>
  );
}
