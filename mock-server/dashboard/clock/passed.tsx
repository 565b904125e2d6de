import { useSignal } from '@preact/signals';
import { Badge } from '../parts/badge.js';
import { counted, inWords } from '../parts/in-words.js';
import { Time } from '../parts/time.js';
import { hrefTo } from '../router.js';
import { About } from './about.js';
import { type RanGroup, ranGroups } from './ran-groups.js';
import type { PassedTime } from './steps.js';

/** Most things that are named of one kind of job, and most jobs that are listed one by one. */
const [NAMED, LISTED] = [4, 200];

/** What ran and what changed while time passed. */
export function Passed({ world, passed }: { readonly world: string; readonly passed: PassedTime }) {
  const groups = ranGroups(passed.ran);
  return (
    <>
      {groups.length > 0 && (
        <ul class="clock-jobs" aria-label="What ran">
          {groups.map(group => (
            <Jobs key={group.key} world={world} group={group} />
          ))}
        </ul>
      )}
      <Changes world={world} passed={passed} />
    </>
  );
}

function Jobs({ world, group }: { readonly world: string; readonly group: RanGroup }) {
  const isOpen = useSignal(false);
  const { vendor, job, isFailed, jobs, first, last, things } = group;
  return (
    <li>
      <span class="clock-when">
        <Time at={first} />
        {last !== first && (
          <>
            {' '}
            <span class="dim">to</span> <Time at={last} />
          </>
        )}
      </span>
      <div>
        <strong class="clock-job">{inWords(job)}</strong> <span class="dim">{vendor}</span>{' '}
        {jobs.length > 1 && <span class="dim">{jobs.length.toLocaleString('en')} times</span>}{' '}
        {isFailed && <Badge tone="bad">failed</Badge>}
        <div class="clock-things">
          {things.slice(0, NAMED).map(thing => (
            <span key={thing.key}>
              <About world={world} {...thing} isWhole={things.length === 1} />
              {thing.count > 1 && things.length > 1 && (
                <span class="dim"> {thing.count.toLocaleString('en')} times</span>
              )}
            </span>
          ))}
          {things.length > NAMED && <span class="dim">and {(things.length - NAMED).toLocaleString('en')} others</span>}
        </div>
        {jobs.length > 1 && (
          <details onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}>
            <summary>Each of them</summary>
            {isOpen.value && <Each world={world} group={group} />}
          </details>
        )}
      </div>
    </li>
  );
}

/** The first jobs of a kind, one by one. */
const Each = ({ world, group: { jobs } }: { readonly world: string; readonly group: RanGroup }) => (
  <ol class="clock-each">
    {jobs.slice(0, LISTED).map(({ at, vendor, subject, records = [] }, index) => (
      <li key={index}>
        <Time at={at} /> <About world={world} vendor={vendor} subject={subject} records={records} isWhole />
      </li>
    ))}
    {jobs.length > LISTED && <li class="dim">and {(jobs.length - LISTED).toLocaleString('en')} more</li>}
  </ol>
);

/** How many records changed, by vendor and part. */
function Changes({ world, passed: { ran, changed } }: { readonly world: string; readonly passed: PassedTime }) {
  const resources = new Set(
    ran.flatMap(({ vendor, records = [] }) => records.map(({ resource }) => `${vendor} ${resource}`)),
  );
  const vendors = Object.entries(changed);
  if (vendors.length === 0) return <p class="dim">No record changed.</p>;
  return (
    <dl class="clock-changes" aria-label="Records that changed">
      {vendors.map(([vendor, parts]) => (
        <div key={vendor}>
          <dt>{vendor}</dt>
          <dd>
            {Object.entries(parts).map(([part, count]) => {
              const text = counted(count, part);
              return resources.has(`${vendor} ${part}`) ? (
                <a key={part} href={hrefTo({ world, view: 'resources', rest: [vendor, part] })}>
                  {text}
                </a>
              ) : (
                <span key={part}>{text}</span>
              );
            })}
          </dd>
        </div>
      ))}
    </dl>
  );
}
