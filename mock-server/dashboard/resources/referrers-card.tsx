import { counted } from '../parts/in-words.js';
import { hrefTo } from '../router.js';
import { joined, ThingName } from './cells.js';
import type { ShownThing } from './shown.js';
import { capitals } from './titles.js';

/** What refers to a thing, by resource. */
export function ReferrersCard({
  thing: { referrers },
  vendor,
}: {
  readonly thing: ShownThing;
  readonly vendor: string;
}) {
  return (
    <section class="card" aria-labelledby="thing-referrers">
      <h2 id="thing-referrers">What refers to it</h2>
      {referrers.length === 0 && <p class="dim">Nothing does.</p>}
      <ul class="resources-refs">
        {referrers.map(({ resource, at, count, first }) => (
          <li key={`${resource} ${at}`}>
            <strong>{capitals(counted(count, resource))}</strong>{' '}
            <span class="dim">by {at.slice(2).replaceAll('[*]', '')}:</span>{' '}
            {joined(
              first.map(target => <ThingName key={target.key} vendor={vendor} target={{ resource, ...target }} />),
            )}
            {count > first.length && (
              <>
                {', '}
                <a href={hrefTo({ view: 'resources', rest: [vendor, resource] })}>
                  and {(count - first.length).toLocaleString('en')} more
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
