import type { IncomingHttpHeaders } from 'node:http';
import type { Vendor } from '../calls/vendor.js';
import type { CallContext, Dispatcher } from './dispatch.js';

/** What answers below some base paths; loaded at the first call. */
export interface Api {
  /** Name of the vendor, or `control` for our own API. */
  readonly vendor: string;
  readonly basePaths: readonly string[];
  /** Starts of paths that are its own below no base path. */
  readonly roots?: readonly string[];
  /** Whether it stands outside all worlds: no prefix of a world leads to it. */
  readonly outside?: boolean;
  /** Starts of paths below a base path that are not its own: pages are there. */
  readonly leaves?: readonly string[];
  /** Most bytes of a body of a call to this path, where they may be more than the server's limit. */
  bytesAt?(path: string): number | undefined;
  load(): Promise<LoadedApi>;
}

export interface LoadedApi {
  readonly dispatcher: Dispatcher;
  /** What stands behind it: a vendor's cloud in each world, or one thing outside all worlds. */
  readonly behind: Vendor | CallContext;
  /** What is done before a call to this path is dispatched; undefined for nothing. */
  before?(path: string, headers: IncomingHttpHeaders): Promise<void> | undefined;
}

/** An API and the one of its base paths that a request is below; an empty one for a path that begins with a root. */
export interface ApiTarget {
  readonly api: Api;
  readonly base: string;
  readonly start: string;
}

/** All starts of paths below which an API answers. */
export const targetsOf = (apis: readonly Api[]): readonly ApiTarget[] =>
  apis.flatMap(api => [
    ...api.basePaths.map(base => ({ api, base, start: base })),
    ...(api.roots ?? []).map(start => ({ api, base: '', start })),
  ]);

/** The API that a path is of, if it is of any. */
export function targetOf(targets: readonly ApiTarget[], path: string): ApiTarget | undefined {
  for (const target of targets) {
    const { start } = target;
    if (path.startsWith(start) && (path.length === start.length || path[start.length] === '/')) return target;
  }
  return undefined;
}

/** Whether a path below an API's base path is left to others. */
export const isLeft = ({ leaves = [] }: Api, path: string): boolean =>
  leaves.some(start => path.startsWith(start) && (path.length === start.length || path[start.length] === '/'));
