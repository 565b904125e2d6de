import { z } from 'zod';
import { nearestIssue } from '../../contracts/core/issues.js';
import { didYouMean } from '../../contracts/core/names.js';
import { utcTime } from '../../contracts/core/time.js';
import { valueAtKeys } from '../../contracts/core/value-at.js';
import { inconsistenciesIn, type Vendor } from '../calls/vendor.js';
import type { Cloud } from '../domain/cloud.js';
import { type Collection, type Identified, isCollection } from '../domain/collection.js';
import { looseJobs } from '../domain/loose-jobs.js';
import type { SeedEdit } from './history.js';

/** Most things that are said of a cloud which does not hold together. */
const SAID = 3;

/** Edits records of a cloud by hand, as the vendor's own people can: each is held to its schema. */
export class SeedEditor {
  readonly #vendor: Vendor;
  readonly #cloud: Cloud;
  readonly #isStrict: boolean;

  /** Where it is not strict, it holds no record to its schema: what is edited is known to be right. */
  constructor(vendor: Vendor, cloud: Cloud, isStrict: boolean) {
    this.#vendor = vendor;
    this.#cloud = cloud;
    this.#isStrict = isStrict;
  }

  /** Does one edit. Rejects with an error that says what is wrong with it. */
  async edit({ edit: resource, id, set }: SeedEdit): Promise<void> {
    const records = this.#collection(resource);
    if (records.schema === undefined)
      throw new Error(`${resource} says no schema of its records, and so cannot be edited`);
    const schema = this.#isStrict ? await records.schema() : undefined;
    const byHand = await this.#vendor.byHand?.();
    const kept = records.get(id);
    const before = kept ?? byHand?.find?.(this.#cloud as never, resource, id);
    if (before === undefined) throw new Error(`there is no such ${resource}`);
    const along = byHand?.also?.(this.#cloud as never, before);
    const from = { ...before, ...along };
    const after = schema === undefined ? (merged(from, set) as Identified) : recordFrom(schema, from, set);
    if (after.id !== before.id) throw new Error('an id stays what it is');
    if (kept === undefined) records.add(after);
    else records.update(id, after);
  }

  /** Throws an error that says what does not hold together after edits, as a snapshot of it would be refused. */
  mustHold(): void {
    for (const { what } of looseJobs(this.#cloud, this.#vendor.jobs)) throw new Error(what);
    const said = inconsistenciesIn(this.#vendor, this.#cloud).slice(0, SAID);
    if (said.length > 0) throw new Error(`what was edited does not hold together: ${said.join('; ')}`);
  }

  #collection(resource: string): Collection<Identified> {
    const part = this.#cloud.parts.get(resource);
    if (part !== undefined && isCollection(part)) return part;
    const names = [...this.#cloud.parts].flatMap(([name, other]) => (isCollection(other) ? [name] : []));
    throw new Error(`there is no resource "${resource}"${didYouMean(resource, names)}`);
  }
}

type RecordSchema = Awaited<ReturnType<NonNullable<Collection<Identified>['schema']>>>;

/**
 * A record with what is set in it. An instant may be written as text where the record has its number. Throws an error that
 * names each place at which it is then no such record.
 */
function recordFrom(schema: RecordSchema, before: Identified, set: Readonly<Record<string, unknown>>): Identified {
  const wanted = merged(before, set);
  const issues = issuesOf(schema, wanted);
  if (issues.length === 0) return wanted as Identified;
  const dated = issues.reduce<unknown>((record, issue) => withInstant(record, issue), wanted);
  const left = dated === wanted ? issues : issuesOf(schema, dated);
  if (left.length === 0) return dated as Identified;
  throw new Error(left.flatMap(issue => inWords(issue, before)).join('; '));
}

function issuesOf(schema: RecordSchema, value: unknown): z.core.$ZodIssue[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  if (result.error instanceof z.core.$ZodError) return result.error.issues.map(nearestIssue);
  throw new Error('it is no such record');
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members that are set in the place of those there are; objects member by member, and all else whole. */
function merged(before: unknown, set: unknown): unknown {
  if (!isObject(before) || !isObject(set)) return set;
  const own = (name: string): unknown => (Object.hasOwn(before, name) ? before[name] : undefined);
  return {
    ...before,
    ...Object.fromEntries(Object.entries(set).map(([name, value]) => [name, merged(own(name), value)])),
  };
}

/** A record with the number of an instant where its text was refused for being none. */
function withInstant(record: unknown, issue: z.core.$ZodIssue): unknown {
  if (issue.code !== 'invalid_type' || (issue.expected !== 'number' && issue.expected !== 'int')) return record;
  const text = valueAtKeys(record, issue.path);
  const instant = typeof text === 'string' ? utcTime.parse(text) : undefined;
  return instant === undefined ? record : withValue(record, issue.path, instant);
}

function withValue(whole: unknown, [key, ...path]: readonly PropertyKey[], value: unknown): unknown {
  if (key === undefined) return value;
  const member = withValue(Reflect.get(Object(whole), key), path, value);
  if (Array.isArray(whole)) return whole.with(Number(key), member);
  return { ...Object(whole), [key]: member };
}

/** What is wrong, each with its place; a member that there is not, with those that are near. */
function inWords(issue: z.core.$ZodIssue, before: unknown): string[] {
  if (issue.code === 'unrecognized_keys') {
    const names = Object.keys(Object(valueAtKeys(before, issue.path)));
    return issue.keys.map(
      key => `it has no member "${z.core.toDotPath([...issue.path, key])}"${didYouMean(key, names)}`,
    );
  }
  return [issue.path.length === 0 ? issue.message : `${z.core.toDotPath([...issue.path])}: ${issue.message}`];
}
