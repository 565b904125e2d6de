import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../parts/announcer.js';
import { inWords } from '../parts/in-words.js';
import { ErrorNote } from '../parts/notes.js';
import { Time } from '../parts/time.js';
import { api } from '../server/client.js';
import { changed } from '../server/events.js';
import { useLoaded } from '../server/loaded.js';
import { whyOf } from '../server/refusal.js';
import { subjectInWords } from './about.js';
import { shortly } from './length-in-words.js';
import { isStepping, step, stepsTaken } from './steps.js';
import { sayPassed } from './told-step.js';

interface AgendaProps {
  readonly world: string;
  readonly now: number;
  readonly isFrozen: boolean;
}

/** Most jobs that are named. */
const NAMED = 6;
/** Milliseconds of a clock that runs. */
const LOOKED_EVERY = 10_000;

/** What happens next by itself. */
export function Agenda({ world, now, isFrozen }: AgendaProps) {
  const { value, error, again } = useLoaded(
    () => api().clock.agenda({ params: { world }, query: { limit: NAMED } }),
    [world],
  );
  // A clock that runs reaches what is due while one looks.
  const turn = isFrozen ? now : Math.floor(now / LOOKED_EVERY);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) again();
    isFirst.current = false;
  }, [again, turn, isFrozen, stepsTaken.value, changed.value]);
  const go = async (to: string): Promise<void> => {
    try {
      announce(sayPassed(await step(world, { to })));
    } catch (cause) {
      announce(whyOf(cause), 'bad');
    }
  };
  if (error) return <ErrorNote error={error} again={again} />;
  return (
    <div class="clock-agenda">
      <h3>Due next</h3>
      {value === undefined && <p class="dim">Looking…</p>}
      {value?.count === 0 && <p class="dim">Nothing waits to happen by itself.</p>}
      <ul>
        {value?.due.map(({ at, vendor, job, subject }, index) => (
          <li key={index}>
            <span class="clock-when">
              <strong class="clock-job">{inWords(job)}</strong>{' '}
              <span class="dim">
                {vendor}, {subjectInWords(subject)}
              </span>
              <br />
              in {shortly(Date.parse(at) - now)}{' '}
              <span class="dim">
                (<Time at={at} />)
              </span>
            </span>
            <button
              type="button"
              class="quiet"
              disabled={isStepping.value}
              aria-label={`Go there: ${inWords(job)} of ${vendor} in ${shortly(Date.parse(at) - now)}`}
              onClick={() => go(at)}
            >
              Go there
            </button>
          </li>
        ))}
      </ul>
      {value !== undefined && value.count > value.due.length && (
        <p class="dim">and {(value.count - value.due.length).toLocaleString('en')} later</p>
      )}
    </div>
  );
}
