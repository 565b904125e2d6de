import { ChoiceField } from '../parts/fields.js';
import { goTo, hrefTo } from '../router.js';
import { titleOfMany } from './titles.js';

interface ResourceListProps {
  readonly vendor: string;
  readonly chosen: string;
  /** How many records there are of each. */
  readonly counts: Readonly<Record<string, number>>;
}

/** The resources of a vendor with how much there is of each: a list, or on narrow screens a choice. */
export function ResourceList({ vendor, chosen, counts }: ResourceListProps) {
  const all = Object.entries(counts);
  const filled = all.filter(([, count]) => count > 0);
  const empty = all.filter(([, count]) => count === 0);
  const item = ([name, count]: readonly [string, number]) => (
    <li key={name}>
      <a
        href={hrefTo({ view: 'resources', rest: [vendor, name] })}
        aria-current={name === chosen ? 'true' : undefined}
        class={count === 0 ? 'dim' : undefined}
      >
        <span>{titleOfMany(name)}</span> <span class="resources-count">{count.toLocaleString('en')}</span>
      </a>
    </li>
  );
  return (
    <>
      <div class="resources-choice">
        <ChoiceField
          label="Resource"
          value={chosen}
          options={Object.fromEntries(
            [...filled, ...empty].map(([name, count]) => [
              name,
              `${titleOfMany(name)} (${count.toLocaleString('en')})`,
            ]),
          )}
          onChange={name => goTo({ view: 'resources', rest: [vendor, name] })}
        />
      </div>
      <nav class="resources-list" aria-label={`Resources of ${vendor}`}>
        <ul>{filled.map(item)}</ul>
        {empty.length > 0 && (
          <details open={counts[chosen] === 0}>
            <summary class="dim">{empty.length} without records</summary>
            <ul>{empty.map(item)}</ul>
          </details>
        )}
      </nav>
    </>
  );
}
