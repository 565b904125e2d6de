export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof methods)[number];

/** `GET /servers/{serverId}`: the path is below the dialect's base path, with `{name}` for each param. */
export type RouteText = `${Method} /${string}`;
/** Routes of one resource, by the operation's name. */
export type RouteGroup = Readonly<Record<string, RouteText>>;
/** All that a vendor has, by resource: described or not. Light, so that finding an operation loads no schema. */
export type Routes = Readonly<Record<string, RouteGroup>>;

/** The ids of operations, `servers.show`, of these routes or of a contract; any two words with a point if none are given. */
export type OperationId<Of extends Routes | { readonly routes: Routes } = Routes> = Of extends {
  readonly routes: infer R extends Routes;
}
  ? IdOf<R>
  : IdOf<Of>;

type IdOf<R> = { [Group in keyof R & string]: `${Group}.${keyof R[Group] & string}` }[keyof R & string];

/** The names in braces of a route or a path, as a type. */
export type ParamNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;

/** A route as its parts. */
export interface Route {
  /** `servers.show` */
  readonly id: OperationId;
  readonly group: string;
  readonly name: string;
  readonly method: Method;
  readonly path: `/${string}`;
}

/** Splits a route's text. */
export function placeOfRoute(text: RouteText): Pick<Route, 'method' | 'path'> {
  const blank = text.indexOf(' ');
  // The type of the text says that both parts are there.
  return { method: text.slice(0, blank) as Method, path: text.slice(blank + 1) as `/${string}` };
}

const routesKnown = new WeakMap<Routes, readonly Route[]>();

/** All routes, in the order they are written. */
export function routesOf(routes: Routes): readonly Route[] {
  const before = routesKnown.get(routes);
  if (before !== undefined) return before;
  const all = Object.entries(routes).flatMap(([group, names]) =>
    Object.entries(names).map(
      ([name, text]): Route => ({ id: `${group}.${name}`, group, name, ...placeOfRoute(text) }),
    ),
  );
  routesKnown.set(routes, all);
  return all;
}

/** Names in braces of a path, in order. */
export const paramNames = (path: string): string[] => [...path.matchAll(/\{([^}]+)\}/g)].map(match => match[1] ?? '');

const paramsKnown = new WeakMap<Routes, ReadonlySet<string>>();

/** Names in braces of all these routes. */
export function allParamNames(routes: Routes): ReadonlySet<string> {
  const names = paramsKnown.get(routes) ?? new Set(routesOf(routes).flatMap(({ path }) => paramNames(path)));
  paramsKnown.set(routes, names);
  return names;
}
