import type { Contract } from './contract.js';
import { type Dialect, verbsOf } from './dialect.js';
import { methods, paramNames, placeOfRoute, type Route, routesOf } from './route.js';

const PATH = /^\/$|^(?:\/(?:[\w.~-]|\{[A-Za-z_]\w*\})+)+$/;

/** Routes that are none, and those of which two match the same call. */
export function* routeProblems({ dialect, routes }: Pick<Contract, 'dialect' | 'routes'>): Generator<string> {
  const seen = new Map<string, string>();
  for (const [group, names] of Object.entries(routes))
    for (const [name, text] of Object.entries(names)) {
      const id = `${group}.${name}`;
      const { method, path } = placeOfRoute(text);
      if (!methods.includes(method) || !PATH.test(path)) {
        yield `${id}: "${text}" is no route such as GET /servers/{serverId}; its verb is one of ${methods.join(', ')}`;
        continue;
      }
      const params = paramNames(path);
      const twice = params.find((param, index) => params.indexOf(param) < index);
      if (twice !== undefined) yield `${id}: "${text}" has {${twice}} twice`;
      for (const verb of verbsOf(dialect, method)) {
        const call = `${verb} ${matched(dialect, path)}`;
        const other = seen.get(call);
        if (other !== undefined && other !== id) yield `${other} and ${id} both match ${method} ${path}`;
        seen.set(call, id);
      }
    }
}

/** The first call that is shown to a newcomer must be one that is described: it is the first thing that is tried. */
export function* firstCallProblems(
  { firstCall, dialect, routes }: Pick<Contract, 'firstCall' | 'dialect' | 'routes'>,
  isDescribed: (route: Route) => boolean,
): Generator<string> {
  if (firstCall === undefined) return;
  if (routesOfCall({ firstCall, dialect, routes }).some(isDescribed)) return;
  yield `firstCall: nothing that is described answers GET ${firstCall}`;
}

/** The routes that answer the first call, those without params first. */
export function routesOfCall({
  firstCall = '/',
  dialect,
  routes,
}: Pick<Contract, 'firstCall' | 'dialect' | 'routes'>): Route[] {
  const { basePath } = dialect;
  const [path = ''] = firstCall.startsWith(`${basePath}/`) ? firstCall.slice(basePath.length).split('?') : [];
  const called = matched(dialect, path);
  return routesOf(routes)
    .filter(route => isOfPath(matched(dialect, route.path), called) && verbsOf(dialect, route.method).includes('GET'))
    .sort((one, other) => paramNames(one.path).length - paramNames(other.path).length);
}

/** Whether a path is one of a route's. Where its beginning is another no expression is made, for there are hundreds of routes. */
function isOfPath(pattern: string, path: string): boolean {
  const [head = '', ...others] = pattern.split('{}');
  if (others.length === 0) return pattern === path;
  return path.startsWith(head) && new RegExp(`^${pattern.replaceAll('{}', '[^/]+')}$`).test(path);
}

/** A path as the route table compares it. A static path beside an open one is no conflict: the table prefers the static. */
const matched = ({ caseBlindPaths }: Dialect, path: string): string =>
  (caseBlindPaths ? path.toLowerCase() : path).replaceAll(/\{[^}]+\}/g, '{}');
