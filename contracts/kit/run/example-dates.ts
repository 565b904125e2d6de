import type { Entry } from '../../core/contract.js';
import type { Example } from '../../core/operation.js';
import type { Playbook } from '../../core/playbook.js';
import { DAY } from '../../core/time.js';

/** Examples that ask for the time before a run, where an account that is in use has something to show. */
export function recent({ times = {} }: Playbook, now: number): (entry: Entry) => Example {
  const written = ([name, value]: [string, string | readonly string[]]): [string, string | readonly string[]] => {
    const days = times[name];
    return [name, days === undefined ? value : days.form.format(now - days.ago * DAY)];
  };
  return ({ operation: { example = {} } }) =>
    example.query === undefined
      ? example
      : { ...example, query: Object.fromEntries(Object.entries(example.query).map(written)) };
}
