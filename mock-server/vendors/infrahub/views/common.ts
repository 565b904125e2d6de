import { naiveTime } from '../../../../contracts/core/time.js';
import type { Instant } from '../../../domain/clock.js';
import { regionOf } from '../catalogue.js';
import type { Environment } from '../records.js';

/** UTC without a zone: the vendor's own Go client reads nothing else. */
export const time = (instant: Instant): string => naiveTime.format(instant);
export const timeOrNull = (instant: Instant | null): string | null => (instant === null ? null : time(instant));

export const featuresOf = ({ region }: Pick<Environment, 'region'>) => {
  const { networkOptimised, green } = regionOf(region);
  return { network_optimised: networkOptimised, green_status: green };
};

interface ListQuery {
  readonly page?: number | undefined;
  readonly pageSize?: number | undefined;
}

/** The page asked for, and how the core service counts it: everything, on page null, when none was asked for. */
export function pageOf<T>(records: readonly T[], { page, pageSize }: ListQuery) {
  if (page === undefined && pageSize === undefined)
    return { records, listed: { page: null, page_size: null, count: records.length } };
  const size = pageSize ?? 10;
  const number = page ?? 1;
  return {
    records: records.slice((number - 1) * size, number * size),
    listed: { page: number, page_size: size, count: records.length },
  };
}

/** Whether any of the texts holds what is searched for, whatever its case. */
export const matches = (search: string | undefined, ...texts: readonly (string | number)[]): boolean =>
  search === undefined || texts.some(text => `${text}`.toLowerCase().includes(search.toLowerCase()));
