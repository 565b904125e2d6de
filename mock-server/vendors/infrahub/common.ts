import { naiveTime } from '../../../contracts/core/time.js';
import type { Instant } from '../../domain/clock.js';
import type { Collection, Identified } from '../../domain/collection.js';
import type { Pageable } from '../../domain/kept-lists.js';
import { regionOf } from './catalogue.js';
import type { Environment } from './environments/record.js';

/** UTC without a zone: the vendor's own Go client reads nothing else. */
export const timeText = (instant: Instant): string => naiveTime.format(instant);
export const timeTextOrNull = (instant: Instant | null): string | null => (instant === null ? null : timeText(instant));

export const featuresOf = ({ region }: Pick<Environment, 'region'>) => {
  const { networkOptimised, green } = regionOf(region);
  return { network_optimised: networkOptimised, green_status: green };
};

interface ListQuery {
  readonly page?: number | undefined;
  readonly pageSize?: number | undefined;
}

/** The page asked for, and how the core service counts it: everything, on page null, when none was asked for. */
export function pageOf<T>(records: Pageable<T>, { page, pageSize }: ListQuery) {
  if (page === undefined && pageSize === undefined)
    return {
      records: records.slice(0, records.length),
      listed: { page: null, page_size: null, count: records.length },
    };
  const size = pageSize ?? 10;
  const number = page ?? 1;
  return {
    records: records.slice((number - 1) * size, number * size),
    listed: { page: number, page_size: size, count: records.length },
  };
}

/** The text under which a list is kept: all that it was asked for. */
export const askedFor = (...asked: readonly unknown[]): string => JSON.stringify(asked);

/** Ids of the environments of which something is true; `key` says what. */
export const placesWhere = (
  { environments }: { readonly environments: Collection<Environment> },
  key: string,
  isMeant: (environment: Environment) => boolean,
): ReadonlySet<number> => {
  const places = environments.listed(key, isMeant);
  return new Set(places.slice(0, places.length).map(({ id }) => id));
};

/** What lives in an environment and has a name. */
interface Located extends Identified {
  readonly org: number;
  readonly name: string;
  readonly environment: number;
}

/** Those of an organisation that a list is asked for, by a part of their names and by an environment's id or name. */
export function listedIn<T extends Located>(
  cloud: { readonly environments: Collection<Environment> },
  records: Collection<T>,
  holder: number,
  { search, environment: called }: { readonly search?: string | undefined; readonly environment?: string | undefined },
): Pageable<T> {
  const places =
    called === undefined
      ? undefined
      : placesWhere(cloud, askedFor('called', called), ({ id, name }) => called === `${id}` || called === name);
  return records.listed(
    askedFor(holder, search, places && [...places]),
    ({ org, name, environment }) => org === holder && matches(search, name) && (places?.has(environment) ?? true),
  );
}

/** Whether any of the texts holds what is searched for, whatever its case. */
export const matches = (search: string | undefined, ...texts: readonly (string | number)[]): boolean =>
  search === undefined || texts.some(text => `${text}`.toLowerCase().includes(search.toLowerCase()));

/** Whether a name may be had, in the words of every such call; those for a taken one are ours. */
export const availability = (name: string, taken: boolean, most = 50) => {
  if (name.length > most) return { name, available: false, message: `Name must not exceed ${most} characters` };
  return { name, available: !taken, message: taken ? 'This name is not available' : 'This name is available' };
};

/** A success that only says so. */
export const saying = (message: string) => ({ status: 200 as const, body: { status: true, message } });
