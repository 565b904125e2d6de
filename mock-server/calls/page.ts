import type { ParamNames } from '../../contracts/core/route.js';
import type { Instant } from '../domain/clock.js';
import type { Cloud } from '../domain/cloud.js';

/**
 * Pages that people open by links of a vendor's answers, by name: `{ screen: 'GET /vnc' }`. They are below no base path and
 * no part of the contract. They are known before the vendor is loaded, and so stand beside `load` where it is listed.
 */
export type PageRoutes = Readonly<Record<string, `GET /${string}`>>;

/** What the address of a page says. Of a name that is sent twice the last value is taken, as PHP does. */
export interface PageAsked<Route extends string = string> {
  readonly params: Readonly<Record<ParamNames<Route>, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** A value on a page: text, a time of the world's clock, or a link to another of the vendor's pages. */
export type PageValue = string | { readonly at: Instant } | { readonly text: string; readonly path: `/${string}` };

export type PageFact = readonly [name: string, value: PageValue];

/** A page as a plain value: what makes HTML of it escapes all of it. */
export interface PageText {
  readonly status: number;
  readonly title: string;
  /** What there is to say, in a sentence or two. */
  readonly said: string;
  readonly facts?: readonly PageFact[];
}

/** A picture that is drawn from a name. It takes letters, digits and `. _ -`, at most 64. */
export interface PageEmblem {
  readonly emblem: string;
}

export type PageAnswer = PageText | PageEmblem;

/** One page. It has never heard of HTTP. */
export interface Page<C, Route extends string = string> {
  /**
   * Whether what the address names is of this cloud. A browser carries no credential that would select a world: the first
   * world that knows what it asks for is taken, unless a prefix or a header names one.
   */
  knows?(cloud: C, asked: PageAsked<Route>): boolean;
  /** What it shows now, at once. It may change the cloud: a token that signs in once is used up then. */
  show(cloud: C, asked: PageAsked<Route>): PageAnswer;
}

/** A page for each route. */
export type Pages<R extends PageRoutes, C> = { readonly [Name in keyof R]: Page<C, R[Name]> };

/** The pages of a vendor: their routes, and what loads them when one is first opened. */
export interface PageSource<R extends PageRoutes = PageRoutes, C = Cloud> {
  readonly routes: R;
  load(): Promise<{ readonly pages: Pages<R, C> }>;
}

/** Loads the pages of a vendor. Rejects when there is not one for each route, and no other. */
export async function loadPages(vendor: string, { routes, load }: PageSource): Promise<Pages<PageRoutes, Cloud>> {
  const { pages } = await load();
  for (const name of Object.keys(pages))
    if (!Object.hasOwn(routes, name)) throw new Error(`${vendor}: a page "${name}", which has no route`);
  for (const name of Object.keys(routes))
    if (!Object.hasOwn(pages, name)) throw new Error(`${vendor}: no page for the route "${name}"`);
  return pages;
}

/** The words of a page's path before its first param: what begins so is looked for among the pages. */
export function pageRoot(route: string): string {
  const path = route.slice(route.indexOf(' ') + 1);
  const param = path.indexOf('/{');
  return param < 0 ? path : path.slice(0, param);
}
