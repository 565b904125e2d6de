import { routesOf } from '../../../../contracts/core/route.js';
import { routes } from '../../../../contracts/vendors/virtuozzo/routes.js';

let known: ReadonlyMap<string, string> | undefined;

/**
 * The operation that a manifest means by `environment.control.RestartNodes`, in any case, also as `api.`, `jelastic.` or
 * `env.control.…`. Undefined for one that the platform does not have.
 */
export function operationOf(method: string): string | undefined {
  known ??= new Map(
    routesOf(routes).map(({ id, path }) => [path.slice(1).replace('/rest/', '.').replaceAll('/', '.'), id]),
  );
  const name = method
    .trim()
    .toLowerCase()
    .replace(/^(api|jelastic)\./, '')
    .replace(/^env\./, 'environment.')
    .replace(/^dev\./, 'development.');
  return known.get(name);
}
