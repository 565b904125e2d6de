import { visible } from '../../contracts/kit/report/visible.js';
import type { LoggedCall } from '../log.js';

/** What is told of a call on one line: also of one of the journal. */
export type ToldCall = Omit<LoggedCall, 'milliseconds' | 'sent' | 'answered'> &
  Partial<Pick<LoggedCall, 'milliseconds'>>;

/** `GET /v1/core/flavors  default  infrahub/flavors.list  401  0.4 ms  unauthenticated (expired)`, whatever is in the path. */
export function callLine(call: ToldCall): string {
  const { method, path, world, vendor, operation, status, milliseconds, failure, why, near } = call;
  const reason = [
    failure ?? why,
    failure !== null && why !== null && `(${why})`,
    near !== null && `did you mean ${near}?`,
  ];
  return [
    `${method} ${visible(path)}`,
    world ?? '-',
    `${vendor}/${operation ?? '-'}`,
    `${status}`,
    milliseconds === undefined ? '' : `${milliseconds.toFixed(1)} ms`,
    reason.filter(Boolean).join(' '),
  ]
    .filter(text => text !== '')
    .join('  ');
}
