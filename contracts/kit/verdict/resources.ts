import type { Finding, Severity } from '../../core/checks.js';
import type { Entry, ManagedResource } from '../../core/contract.js';
import { sampleOf } from '../../core/differences.js';

type ResourceCheckId = 'never-ready' | 'after-failed';

interface ResourceCheck {
  readonly id: ResourceCheckId;
  readonly sentence: string;
  readonly severity: Severity;
}

/** The checks of things that a run makes, beside the checks of every answer. */
export const resourceChecks: readonly ResourceCheck[] = [
  {
    id: 'never-ready',
    sentence: 'A thing that was made comes to a state in which it may be worked with.',
    severity: 'error',
  },
  {
    id: 'after-failed',
    sentence: 'What a thing needs before it is of use, such as an installation, succeeds.',
    severity: 'error',
  },
];

const findingOf = (
  id: ResourceCheckId,
  { operation }: Entry,
  path: string,
  expected: string,
  found: string,
): Finding => ({
  ...{ check: id, path, place: path, expected, found },
  evidence: operation.evidence ?? 'documented',
  severity: resourceChecks.find(check => check.id === id)?.severity ?? 'error',
});

/** The finding that a thing did not become ready. */
export function neverReady(
  { read, at, is }: NonNullable<ManagedResource['ready']>,
  last: unknown,
  after: number,
): Finding {
  return findingOf(
    'never-ready',
    read,
    at,
    `${statesInWords({ is })} within ${after / 1000} s`,
    sampleOf(last, 'enum'),
  );
}

/** `"ACTIVE" or "SHUTOFF"`. */
export const statesInWords = ({ is }: Pick<NonNullable<ManagedResource['ready']>, 'is'>): string =>
  is.map(state => JSON.stringify(state)).join(' or ');

/** The finding that a call failed which a thing needs before it is of use. */
export const afterFailed = (entry: Entry, create: Entry, detail: string): Finding =>
  findingOf('after-failed', entry, '$', `a success after ${create.id}`, detail);
