import type { ComponentChildren } from 'preact';
import { Badge, StateBadge, toneOf } from '../parts/badge.js';
import { inWords } from '../parts/in-words.js';
import { Time } from '../parts/time.js';
import { hrefTo } from '../router.js';
import { isHidden, type ThingTarget } from './shown.js';
import { capitals } from './titles.js';

interface ThingNameProps {
  readonly vendor: string;
  readonly target: ThingTarget;
  /** Says what it is before its name. */
  readonly isWhole?: boolean;
  /** Leaves its id out, for that stands beside it. */
  readonly isAlone?: boolean;
}

/** The longest id that is shown whole beside a name. */
const SHORT = 12;

/** A thing by its name and its id, as the way to it. */
export function ThingName({
  vendor,
  target: { resource, key, name },
  isWhole = false,
  isAlone = false,
}: ThingNameProps) {
  const what = capitals(inWords(resource));
  return (
    <a
      class="resources-thing"
      href={hrefTo({ view: 'resources', rest: [vendor, resource, key] })}
      title={`${what} ${key}`}
    >
      {(isWhole || name === null) && `${what} `}
      {name ?? key}
      {!isAlone && name !== null && name !== key && (
        <span class="resources-key">{key.length > SHORT ? `${key.slice(0, SHORT - 1)}…` : key}</span>
      )}
    </a>
  );
}

/** Yes or no, where the word of the member says what yes is: `suspended`. */
export const flagText = (member: string, value: boolean): string =>
  value ? inWords(member).replace(/^(terms\.)?(is|has) /, '') : 'no';

export function FlagCell({ member, value }: { readonly member: string; readonly value: boolean }) {
  const text = flagText(member, value);
  return value ? <Badge tone={toneOf(text)}>{text}</Badge> : <span class="dim">{text}</span>;
}

/** A value that is neither a link nor nested. */
export function PlainValue({
  member,
  value,
  sort,
}: {
  readonly member: string;
  readonly value: unknown;
  readonly sort?: string;
}) {
  if (value === null || value === undefined || value === '') return <span class="dim">–</span>;
  if (isHidden(value)) return <span class="dim">secret, not shown</span>;
  if (sort === 'time' && typeof value === 'number') return <Time at={value} />;
  if (sort === 'state' && typeof value === 'string') return <StateBadge state={value} />;
  if (typeof value === 'boolean') return <FlagCell member={member} value={value} />;
  if (typeof value === 'number')
    return <>{value.toLocaleString('en', { maximumSignificantDigits: 15, useGrouping: value >= 10_000 })}</>;
  return <>{typeof value === 'string' ? value : JSON.stringify(value)}</>;
}

/** Several of something, with commas. */
export const joined = (all: readonly ComponentChildren[]): ComponentChildren[] =>
  all.flatMap((one, index) => (index === 0 ? [one] : [', ', one]));
