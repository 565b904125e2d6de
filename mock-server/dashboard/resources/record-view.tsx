import { joined, PlainValue, ThingName } from './cells.js';
import type { ShownThing } from './shown.js';

interface RecordViewProps {
  readonly vendor: string;
  readonly thing: ShownThing;
}

const STATE = /^(state|status|power|phase|result)$|(State|Status)$/;

/** The members of a record: ids of other things as the way to them, instants as times, states by word and colour. */
export function RecordView({ vendor, thing }: RecordViewProps) {
  return (
    <dl class="resources-members">
      {Object.entries(thing.record).map(([member, value]) => (
        <Member key={member} vendor={vendor} thing={thing} member={member} value={value} />
      ))}
    </dl>
  );
}

function Member({
  vendor,
  thing,
  member,
  value,
}: RecordViewProps & { readonly member: string; readonly value: unknown }) {
  // Links of what is nested stand above the JSON of it.
  const links = thing.links.filter(({ at }) => ['', '.', '['].some(end => isAt(at, `$.${member}`, end)));
  const isNested = value !== null && typeof value === 'object' && Object.keys(value).length > 0;
  const isPlainList = Array.isArray(value) && value.every(one => one === null || typeof one !== 'object');
  const sort = thing.times.includes(`$.${member}`) ? 'time' : STATE.test(member) ? 'state' : 'plain';
  const targets = links.map(target => (
    <ThingName key={`${target.at} ${target.key}`} vendor={vendor} target={target} isWhole={isNested && !isPlainList} />
  ));
  return (
    <>
      <dt>{member}</dt>
      <dd>
        {joined(targets)}
        {isPlainList && targets.length === 0 && value.join(', ')}
        {isNested && !isPlainList && (
          <details>
            <summary>{amount(value)}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
            <pre tabIndex={0}>{JSON.stringify(value, undefined, 2)}</pre>
          </details>
        )}
        {Array.isArray(value) && value.length === 0 && <span class="dim">none</span>}
        {(value === null || typeof value !== 'object') && targets.length === 0 && (
          <PlainValue member={member} value={value} sort={sort} />
        )}
        {value !== null && typeof value === 'object' && !Array.isArray(value) && !isNested && (
          <span class="dim">none</span>
        )}
      </dd>
    </>
  );
}

const isAt = (at: string, start: string, end: string): boolean =>
  end === '' ? at === start : at.startsWith(start + end);

function amount(value: object): string {
  const count = Object.keys(value).length;
  const [one, many] = Array.isArray(value) ? ['item', 'items'] : ['member', 'members'];
  return `${count} ${count === 1 ? one : many}`;
}
