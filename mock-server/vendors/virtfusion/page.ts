import type { Pageable } from '../../domain/kept-lists.js';
import { begunSteps } from '../../domain/money.js';

/** What a paged list needs to know of the call: where it went and what it asked. */
interface Paging {
  readonly origin: string;
  readonly path: string;
  readonly search: string;
  readonly query: { readonly results?: number | undefined; readonly page?: number | undefined };
}

const ROWS = 20;

/** Pages shown on each side of the current one, as the panel's framework counts them. */
const SIDE = 3;

/**
 * One page of rows with links to the others, as the panel's framework writes them: absolute, the request's other
 * parameters first and `page` last.
 */
export function page<Row, Wire>(call: Paging, rows: Pageable<Row>, view: (row: Row) => Wire) {
  const size = call.query.results ?? ROWS;
  const last = Math.max(1, begunSteps(rows.length, size));
  const current = Math.max(1, call.query.page ?? 1);
  const shown = rows.slice((current - 1) * size, current * size);
  const path = `${call.origin}${call.path.replace(/\/+$/, '')}`;
  const others = call.search.split('&').filter(part => part !== '' && !/^page(=|$)/.test(part));
  const url = (number: number): string => `${path}?${[...others, `page=${number}`].join('&')}`;
  const previous = current > 1 ? url(current - 1) : null;
  const next = current < last ? url(current + 1) : null;
  return {
    current_page: current,
    data: shown.map(view),
    first_page_url: url(1),
    from: shown.length === 0 ? null : (current - 1) * size + 1,
    last_page: last,
    last_page_url: url(last),
    links: [
      { url: previous, label: '&laquo; Previous', active: false },
      ...shownPages(current, last).map(number =>
        number === null
          ? { url: null, label: '...', active: false }
          : { url: url(number), label: `${number}`, active: number === current },
      ),
      { url: next, label: 'Next &raquo;', active: false },
    ],
    next_page_url: next,
    path,
    per_page: size,
    prev_page_url: previous,
    to: shown.length === 0 ? null : (current - 1) * size + shown.length,
    total: rows.length,
  };
}

const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Numbers of the pages that get a link; null stands for dots. */
function shownPages(current: number, last: number): (number | null)[] {
  const window = SIDE + 4;
  if (last < SIDE * 2 + 8) return span(1, last);
  if (current <= window) return [...span(1, window + SIDE), null, ...span(last - 1, last)];
  if (current > last - window) return [1, 2, null, ...span(last - (window + SIDE - 1), last)];
  return [1, 2, null, ...span(current - SIDE, current + SIDE), null, ...span(last - 1, last)];
}
