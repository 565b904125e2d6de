import type { DueJob } from '../domain/agenda.js';
import type { Cloud } from '../domain/cloud.js';
import { DELIVERY } from '../domain/outbox.js';
import type { Change, ChangeSet } from '../domain/transaction.js';

/** A record that a job changed. */
export interface Touched {
  readonly resource: string;
  readonly key: string | number;
  /** What it is called, where it has a name. */
  readonly name?: string;
  /** It is no more. */
  readonly gone?: true;
}

/** Most records that are named of one job. */
const NAMED = 4;

/** Members of records by which people call them, the best first. */
const NAMES = ['name', 'hostname', 'label', 'displayName', 'email'];

/**
 * The records that a job changed, the one that it is about first; undefined for changes that are of no job of the vendor's.
 * A job is the first thing that its own changes take off the agenda.
 */
export function touchedBy(changes: ChangeSet, { parts }: Pick<Cloud, 'parts'>): readonly Touched[] | undefined {
  const taken = changes.find(({ part, after }) => part === 'agenda' && after === undefined);
  if (taken === undefined) return undefined;
  const { kind, subject } = taken.before as DueJob;
  if (kind === DELIVERY) return undefined;
  const records = new Map<string, Touched>();
  for (const change of changes)
    if (parts.get(change.part)?.form === 'records') records.set(`${change.part} ${change.key}`, touched(change));
  const own = subject.slice(subject.indexOf(':') + 1);
  const isAbout = ({ key }: Touched): boolean => `${key}` === subject || `${key}` === own;
  const all = [...records.values()];
  return [...all.filter(isAbout), ...all.filter(one => !isAbout(one))].slice(0, NAMED);
}

function touched({ part, key, before, after }: Change): Touched {
  const name = nameOf(after ?? before);
  return { resource: part, key, ...(name !== undefined && { name }), ...(after === undefined && { gone: true }) };
}

function nameOf(record: unknown): string | undefined {
  for (const member of NAMES) {
    const value: unknown = Reflect.get(Object(record), member);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}
