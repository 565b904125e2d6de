import type { Entry } from '../../core/contract.js';
import type { Example } from '../../core/operation.js';
import type { Playbook } from '../../core/playbook.js';
import { DAY } from '../../core/time.js';

/**
 * Moves the instants in an example's query to the time of the run. There an account has something to show; the dates of the
 * documentation lie before most accounts were made.
 */
export function datedExamples({ times = {} }: Playbook, now: number): (entry: Entry) => Example {
  const written = ([name, value]: [string, string | readonly string[]]): [string, string | readonly string[]] => {
    const time = times[name];
    return [name, time === undefined ? value : time.form.format(now - time.ago * DAY)];
  };
  return ({ operation: { example = {} } }) =>
    example.query === undefined
      ? example
      : { ...example, query: Object.fromEntries(Object.entries(example.query).map(written)) };
}
