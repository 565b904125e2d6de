import { inWords } from '../parts/in-words.js';
import { hrefTo } from '../router.js';
import type { JobThing } from './ran-groups.js';

interface AboutProps extends Pick<JobThing, 'vendor' | 'subject' | 'records'> {
  readonly world: string;
  /** Whether the other records are named that changed with it. */
  readonly isWhole?: boolean;
}

/** What a job was about: the records that it changed, with links to those that are there. */
export function About({ world, vendor, subject, records, isWhole = false }: AboutProps) {
  const isNamed = records.some(
    ({ key }) => `${key}` === subject || `${key}` === subject.slice(subject.indexOf(':') + 1),
  );
  const told = isNamed || /^\d+$/.test(subject) ? '' : subjectInWords(subject);
  if (records.length === 0) return <span>{subjectInWords(subject)}</span>;
  return (
    <>
      {told && (
        <span>
          {told}
          <span class="dim">, with </span>
        </span>
      )}
      {records.slice(0, isWhole ? undefined : 1).map(({ resource, key, name, gone }, index) => {
        const text = name === undefined ? `${inWords(resource)} ${key}` : `${inWords(resource)} ${name}`;
        return (
          <span key={`${resource} ${key}`}>
            {index > 0 && <span class="dim">, with </span>}
            {gone ? (
              <span>
                <s>{text}</s> <span class="dim">gone</span>
              </span>
            ) : (
              <a href={hrefTo({ world, view: 'resources', rest: [vendor, resource, `${key}`] })}>{text}</a>
            )}
          </span>
        );
      })}
    </>
  );
}

/** `bucket:1` is `bucket 1`, and `7` is `no. 7`. */
export const subjectInWords = (subject: string): string =>
  /^\d+$/.test(subject) ? `no. ${subject}` : inWords(subject.replace(':', ' '));
