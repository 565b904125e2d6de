import type { ControlOperations } from '../../../contracts/control/index.js';
import { shownUrl } from '../../../contracts/core/shown-url.js';
import { Time } from '../parts/time.js';

/** Something that a world told somebody. */
export type ListedDelivery = ControlOperations['deliveries.list']['reply']['deliveries'][number];

/** Whom it is for, without what must not be shown of the address. */
export const shownTarget = ({ url }: ListedDelivery): string => shownUrl(url);

interface TellsNextProps {
  readonly delivery: ListedDelivery;
  readonly only?: 'time';
}

/** When it is tried next, if it is. */
export function TellsNext({ delivery: { next }, ...how }: TellsNextProps) {
  return next === null ? <span class="dim">–</span> : <Time at={next} {...how} />;
}
