import { isMeant } from '../../../contracts/core/names.js';
import type { LiveCall } from '../server/live-calls.js';
import { statusWord } from './call-status.js';

/** Calls of which kind are shown, each with its words. */
export const kinds = {
  '': 'All calls',
  failures: 'Failures',
  unknown: 'Unknown or unserved',
  ignored: 'With ignored names',
  findings: 'With findings',
} as const;
export type CallKind = keyof typeof kinds;

const holds: Readonly<Record<CallKind, (call: LiveCall) => boolean>> = {
  '': () => true,
  failures: call => ['fault', 'refused'].includes(statusWord(call)) || call.failure !== null,
  unknown: call => ['unknown', 'unserved'].includes(statusWord(call)),
  ignored: ({ ignored }) => ignored.length > 0,
  findings: ({ findings }) => findings.length > 0,
};

/** What the address says of which calls are shown. */
export interface CallFilter {
  readonly vendor: string;
  readonly operation: string;
  readonly status: string;
  readonly only: CallKind;
}

const isKind = (text: string): text is CallKind => Object.hasOwn(kinds, text);

export const filterFrom = (query: Readonly<Record<string, string>>): CallFilter => {
  const { vendor = '', operation = '', status = '', only = '' } = query;
  return { vendor, operation, status, only: isKind(only) ? only : '' };
};

const STATUS = /^([1-5]\d\d|[1-5]xx|0)$/i;

/** What is wrong with a status as it is typed. */
export const statusProblem = (status: string): string | undefined =>
  status === '' || STATUS.test(status) ? undefined : 'A status is three digits, such as 404, or a class, such as 4xx.';

/** Whether a call is shown. A status that is wrong is passed over: the field says so. */
export function fits(call: LiveCall, { vendor, operation, status, only }: CallFilter): boolean {
  if (vendor !== '' && call.vendor !== vendor) return false;
  if (status !== '' && STATUS.test(status) && !isStatus(`${call.status}`, status.toLowerCase())) return false;
  return holds[only](call) && (operation === '' || isNamed(call, operation));
}

const isStatus = (status: string, wanted: string): boolean =>
  wanted.endsWith('xx') ? status.length === 3 && status[0] === wanted[0] : status === wanted;

/** By a piece of the operation's id or of the path; with `*` by all of it. */
function isNamed({ vendor, operation, path }: LiveCall, wanted: string): boolean {
  const texts = [operation ?? '', `${vendor}/${operation ?? ''}`, path];
  if (!wanted.includes('*')) return texts.some(text => text.toLowerCase().includes(wanted.toLowerCase()));
  return texts.some(text => isMeant(wanted, text));
}
