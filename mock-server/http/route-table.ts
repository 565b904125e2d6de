import findMyWay, { type HTTPMethod } from 'find-my-way';
import type { Contract, Entry } from '../../contracts/core/contract.js';
import { loadGroup } from '../../contracts/core/define-contract.js';
import { verbsOf } from '../../contracts/core/dialect.js';
import { methods, type Route, routesOf } from '../../contracts/core/route.js';
import { namesOf } from '../calls/fields.js';
import { type AnyHandler, type HandlerSource, loadHandlers } from '../calls/handler.js';
import { type Writer, writerOf } from './json-writer.js';

/** An operation made ready to be called. */
export interface Served extends Entry {
  readonly handler: AnyHandler;
  /** Names the query takes by their lower-case form, for dialects that match names without regard to case. */
  readonly names: ReadonlyMap<string, string>;
  /** Writes the body of a success of this status. */
  writer(status: number): Writer;
}

/** One of the vendor's routes, and what serves it: undefined before its group is loaded, null where nothing does. */
export interface Place extends Route {
  readonly served: Served | null | undefined;
}

type Radix = ReturnType<typeof findMyWay>;

/** What a method and a path lead to: a route with its path's params, verbs the path answers instead, or nothing. */
export type Found =
  | { readonly place: Place; readonly params: Readonly<Record<string, string | undefined>> }
  | { readonly allowed: readonly string[] }
  | undefined;

export interface RouteTable {
  /** `path` is below the base path and may end in a slash; a query is not part of it. */
  find(method: string, path: string): Found;
  /** The verbs that a path is called with; none for a path of no route. */
  verbsAt(path: string): readonly string[];
  /** The place of an operation by its id; undefined where no route has it. */
  named(id: string): Place | undefined;
  /** Loads what serves a group, and notes it in each of its places. */
  load(group: string): Promise<void>;
}

/** A route with what serves it, as it is noted when its group loads. */
type Noted = { -readonly [Key in keyof Place]: Place[Key] };

/**
 * Radix tables of a contract's paths, one for each start of a path, made at the first call that begins so. Finding a path
 * costs the same with 700 operations as with one, loads none, and makes no table of what nobody calls.
 */
export function createRouteTable(contract: Contract, handlers: Readonly<Record<string, HandlerSource>>): RouteTable {
  const { dialect } = contract;
  const places = routesOf(contract.routes).map(
    (route): Noted => ({ ...route, served: Object.hasOwn(contract.groups, route.group) ? undefined : null }),
  );
  const cased = dialect.caseBlindPaths ? (text: string) => text.toLowerCase() : (text: string) => text;
  const byStart = new Map<string, Noted[]>();
  for (const place of places) {
    const start = cased(startOf(place.path));
    const known = byStart.get(start);
    if (known === undefined) byStart.set(start, [place]);
    else known.push(place);
  }
  const tables = new Map<string, Radix>();
  const loading = new Map<string, Promise<void>>();
  let byId: ReadonlyMap<string, Place> | undefined;

  function tableOf(start: string): Radix | undefined {
    const known = tables.get(start);
    if (known !== undefined) return known;
    const routes = byStart.get(start);
    if (routes === undefined) return undefined;
    const table = findMyWay({ ignoreTrailingSlash: true, caseSensitive: !dialect.caseBlindPaths });
    for (const place of routes) {
      const path = place.path.replaceAll(/\{([^}]+)\}/g, ':$1');
      for (const verb of verbsOf(dialect, place.method)) table.on(verb, path, () => {}, place);
    }
    tables.set(start, table);
    return table;
  }

  /** The longest start decides: a word matches before a param does. */
  function at(method: string, path: string): ReturnType<Radix['find']> {
    const plain = cased(path.includes('%') ? decoded(path) : path);
    const first = plain.indexOf('/', 1);
    const second = first < 0 ? -1 : plain.indexOf('/', first + 1);
    const verb = method as HTTPMethod;
    return (
      (first < 0 ? null : tableOf(second < 0 ? plain : plain.slice(0, second))?.find(verb, path)) ??
      tableOf(first < 0 ? plain : plain.slice(0, first))?.find(verb, path) ??
      tableOf('')?.find(verb, path) ??
      null
    );
  }

  const verbsAt = (path: string): readonly string[] => methods.filter(verb => at(verb, path) !== null);

  return {
    verbsAt,
    find(method, path) {
      const found = at(method === 'HEAD' ? 'GET' : method, path);
      if (found !== null) return { place: found.store as Place, params: found.params };
      const allowed = verbsAt(path);
      return allowed.length > 0 ? { allowed } : undefined;
    },
    named(id) {
      byId ??= new Map(places.map(place => [place.id, place]));
      return byId.get(id);
    },
    load(group) {
      const known = loading.get(group) ?? load(group);
      loading.set(group, known);
      return known;
    },
  };

  async function load(group: string): Promise<void> {
    const [{ entries }, served] = await Promise.all([loadGroup(contract, group), loadHandlers(handlers, group)]);
    const unknown = Object.keys(served).find(name => !entries.some(entry => entry.name === name));
    if (unknown !== undefined)
      throw new Error(`${contract.vendor}: a handler for ${group}.${unknown}, which is not described`);
    for (const place of places) {
      if (place.group !== group) continue;
      const entry = entries.find(({ name }) => name === place.name);
      const handler = served[place.name];
      place.served = entry === undefined || handler === undefined ? null : ready(entry, handler);
    }
  }
}

/** The first two words of a route's path, or as many as stand before its first param. */
function startOf(path: string): string {
  const words = path.split('/').slice(1, 3);
  const param = words.findIndex(word => word.includes('{'));
  return words
    .slice(0, param < 0 ? words.length : param)
    .map(word => `/${word}`)
    .join('');
}

/** A path as the radix tables compare its words; one that cannot be decoded matches none of them. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

function ready(entry: Entry, handler: AnyHandler): Served {
  let names: ReadonlyMap<string, string> | undefined;
  const writers = new Map<number, Writer>();
  return {
    ...entry,
    handler,
    get names() {
      names ??= namesOf(entry.operation.query);
      return names;
    },
    writer(status) {
      const known = writers.get(status);
      if (known !== undefined) return known;
      const schema = entry.operation.responses[status];
      if (schema === undefined) throw new Error(`${entry.id} has no response of the status ${status}`);
      const writer = writerOf(schema);
      writers.set(status, writer);
      return writer;
    },
  };
}
