import type { ControlOperations } from '../../../contracts/control/index.js';

/** A thing in full, as the control API tells it. */
export type ShownThing = ControlOperations['state.one']['reply'];

/** A page of a resource's records. */
export type ShownPage = ControlOperations['state.show']['reply'];

export type ThingRecord = ShownPage['records'][number];
export type ThingLink = ShownPage['links'][number];

/** What a link leads to. */
export interface ThingTarget {
  readonly resource: string;
  readonly key: string;
  readonly name: string | null;
}

/** The member of a record at a path of one step, `$.ownerId`, or of an interval's terms, also for the items of its list. */
export const topMember = (at: string): string | undefined => /^\$\.((?:terms\.)?[^.[\]]+)(?:\[\*\])?$/.exec(at)?.[1];

/** What a value of a record leads to. */
export function targetOf(
  links: readonly ThingLink[],
  record: ThingRecord,
  member: string,
  value: unknown,
): ThingTarget | undefined {
  for (const { at, resource, when, found } of links) {
    if (topMember(at) !== member || (when !== null && record[when.member] !== when.value)) continue;
    const target = Object.hasOwn(found, `${value}`) ? found[`${value}`] : undefined;
    if (target !== undefined) return { resource, ...target };
  }
  return undefined;
}

/** Stands in place of what is not shown. */
export const isHidden = (value: unknown): boolean => value === '[redacted]' || value === '[undescribed]';

/** The key of a record; undefined where it has none that may be shown. */
export const keyOf = ({ id }: ThingRecord): string | undefined =>
  (typeof id === 'string' || typeof id === 'number') && !isHidden(id) ? `${id}` : undefined;

/** A column of the table: a member of the record, or one of the terms of an interval. */
export interface Member {
  /** `state`, `terms.planId`. */
  readonly id: string;
  readonly of: (record: ThingRecord) => unknown;
}
