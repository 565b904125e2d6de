import type { Example, Guide } from '../core/playbook.js';
import { DAY } from '../core/time.js';

/** A guide whose examples ask for the time before a run, where an account that is in use has something to show. */
export function recent(guide: Guide, now: number): Guide {
  const { times = {}, examples } = guide;
  const written = ([name, value]: [string, string | readonly string[]]): [string, string | readonly string[]] => {
    const days = times[name];
    return [name, days === undefined ? value : days.form.format(now - days.ago * DAY)];
  };
  const dated = ({ query, ...example }: Example): Example =>
    query === undefined ? example : { ...example, query: Object.fromEntries(Object.entries(query).map(written)) };
  return {
    ...guide,
    examples: Object.fromEntries(Object.entries(examples).map(([id, example]) => [id, dated(example)])),
  };
}
