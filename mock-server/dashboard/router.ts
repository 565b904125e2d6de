import { computed, signal } from '@preact/signals';

/** Where the page stands: `#/{world}/{view}/{…rest}?{query}`. */
export interface ViewRoute {
  readonly world: string;
  /** Name of a view; empty where the address says none. */
  readonly view: string;
  /** What the view makes of the rest: a vendor, a resource, the key of a record. */
  readonly rest: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

const address = signal(location.hash);
let isOpening = false;
addEventListener('hashchange', () => {
  const { view } = route.peek();
  address.value = location.hash;
  if (route.peek().view !== view) isOpening = true;
});

/** Whether another view was gone to since this was asked last: its title takes the focus then, and it is seen from its head. */
export function takeOpening(): boolean {
  const was = isOpening;
  isOpening = false;
  if (was) scrollTo(0, 0);
  return was;
}

/** The route of the page's address. */
export const route = computed<ViewRoute>(() => {
  const [path = '', search = ''] = address.value.replace(/^#\/?/, '').split('?', 2);
  const [world = '', view = '', ...rest] = path.split('/').map(decoded);
  return { world, view, rest, query: Object.fromEntries(new URLSearchParams(search)) };
});

/** What is no encoded word is taken as it is written: an address that was mistyped names something that is not there. */
function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

/** The address of a route, for `href`: what is not said is as it is now, or empty. */
export function hrefTo({ world = route.value.world, view = '', rest = [], query = {} }: Partial<ViewRoute>): string {
  const words = [world || 'default', view, ...rest].map(encodeURIComponent);
  while (words.at(-1) === '') words.pop();
  const search = new URLSearchParams(query).toString();
  return `#/${words.join('/')}${search && `?${search}`}`;
}

/** Goes to a route. */
export function goTo(to: Partial<ViewRoute>): void {
  location.hash = hrefTo(to);
}

/** Writes a route into the address without a new entry of the browser's history: for filters that change as one types. */
export function stayAt(to: Partial<ViewRoute>): void {
  history.replaceState(null, '', hrefTo(to));
  address.value = location.hash;
}
