import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { inWords } from '../parts/in-words.js';
import { Time } from '../parts/time.js';
import { ThingName } from './cells.js';
import type { ShownThing } from './shown.js';

type ThingEvent = ShownThing['events'][number];

/** Events that are shown at first, and jobs that wait. */
const [FEW, JOBS] = [12, 5];

/** What waits for a thing, and what happened to it, the latest first. */
export function EventsCard({ thing, vendor }: { readonly thing: ShownThing; readonly vendor: string }) {
  const { events, eventCount, waiting } = thing;
  const isAll = useSignal(false);
  const shown = isAll.value ? events : events.slice(0, FEW);
  return (
    <section class="card" aria-labelledby="thing-events">
      <h2 id="thing-events">Events</h2>
      {waiting.length > 0 && (
        <>
          <h3>To come</h3>
          <dl class="resources-events" aria-label="To come">
            {waiting.slice(0, JOBS).map(({ at, job }) => (
              <Told key={`${at} ${job}`} at={at}>
                {inWords(job)}
              </Told>
            ))}
          </dl>
          {waiting.length > JOBS && <p class="dim">and {waiting.length - JOBS} more on the agenda</p>}
          <h3>So far</h3>
        </>
      )}
      {events.length === 0 && <p class="dim">Nothing that is kept says when something happened to it.</p>}
      <dl class="resources-events" aria-label="So far">
        {shown.map((event, index) => (
          <Told key={`${index} ${event.at}`} at={event.at}>
            <EventText event={event} vendor={vendor} />
          </Told>
        ))}
      </dl>
      {!isAll.value && events.length > FEW && (
        <button type="button" onClick={() => (isAll.value = true)}>
          Show {events.length} events
        </button>
      )}
      {isAll.value && eventCount > events.length && (
        <p class="dim">
          The latest {events.length} of {eventCount.toLocaleString('en')}.
        </p>
      )}
    </section>
  );
}

const Told = ({ at, children }: { readonly at: string; readonly children: ComponentChildren }) => (
  <>
    <dt>
      <Time at={at} />
    </dt>
    <dd>{children}</dd>
  </>
);

/** `Queue item 12 started: build_server`. */
function EventText({ event, vendor }: { readonly event: ThingEvent; readonly vendor: string }) {
  const { resource, key, name, what, said } = event;
  const words = Object.entries(said)
    .filter(([, value]) => value !== false)
    .map(([member, value]) => (value === true ? inWords(member).replace(/^is /, '') : value));
  return (
    <>
      {key === null ? (
        happened(what)
      ) : (
        <>
          <ThingName vendor={vendor} target={{ resource, key, name }} isWhole /> {happened(what)}
        </>
      )}
      {words.length > 0 && <span class="dim">{`: ${words.join(', ')}`}</span>}
    </>
  );
}

/** What a time is of, by its member: `createdAt` is `created`, `events.at` is `event`, `disks.updated` is `disk updated`. */
function happened(what: string): string {
  const steps = what.split('.');
  const last = inWords((steps.pop() ?? '').replace(/(?<=[a-z])(At|On)$/, '')).replace(/^at$/, '');
  const of = steps.map(step => inWords(step).replace(/s$/, ''));
  return [...of, last].join(' ').trim();
}
