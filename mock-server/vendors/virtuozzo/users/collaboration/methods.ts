import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import { routes } from '../../../../../contracts/vendors/virtuozzo/routes.js';

/** The method of a path: `environment.control.startenv` of `/environment/control/rest/startenv`. */
export const methodOf = (path: string): string =>
  path.slice(1).replace('/rest/', '/').replaceAll('/', '.').toLowerCase();

/** A method that a policy may be about. */
export interface PlatformMethod {
  readonly id: number;
  readonly name: string;
  /** A member may ever call it: what is of environments, and the account's own members. */
  readonly isShareable: boolean;
}

const SHAREABLE = /^(environment|marketplace|development|users\.collaboration)\./;

let known: ReadonlyMap<string, PlatformMethod> | undefined;

/** All methods of the platform by name, numbered in the order of the routes: no source says the numbers. */
function all(): ReadonlyMap<string, PlatformMethod> {
  known ??= new Map(
    Object.values(routes)
      .flatMap(group => Object.values<string>(group))
      .map((route, at) => {
        const name = methodOf(route.slice(route.indexOf(' ') + 1));
        return [name, { id: at + 1, name, isShareable: SHAREABLE.test(name) }];
      }),
  );
  return known;
}

/** The methods that members may call, in order. */
export const shareable = (): PlatformMethod[] => [...all().values()].filter(({ isShareable }) => isShareable);

/** A method by its full name in lower case, as records have it. */
export const knownMethod = (name: string): PlatformMethod | undefined => all().get(name);

/** Methods that a parameter names, in any writing, each once. Refuses one that the platform does not have. */
export function methodsNamed(names: readonly string[], parameter: 'methods' | 'serviceMethod'): string[] {
  const found = names.map(name => {
    const plain = name.toLowerCase().replace(/^jelastic\./, '');
    if (knownMethod(plain) === undefined) throw refuse(refusals.invalidParameter, { name: parameter });
    return plain;
  });
  return [...new Set(found)];
}
