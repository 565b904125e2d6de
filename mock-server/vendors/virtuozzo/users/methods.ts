import type { z } from 'zod';
import { routesOf } from '../../../../contracts/core/route.js';
import { routes } from '../../../../contracts/vendors/virtuozzo/routes.js';
import type { apiListItem } from '../../../../contracts/vendors/virtuozzo/users/authentication/schemas.js';

type Item = z.output<typeof apiListItem>;

/** All methods by their full names, as their routes tell: `billing.account.GetAccount`. */
export const methods: readonly Item[] = routesOf(routes).map(({ name, path }, at) => ({
  id: at + 1,
  method: `${serviceOf(path)}.${name.charAt(0).toUpperCase()}${name.slice(1)}`,
}));

/** The same by their names in lower case. */
export const methodsByName: ReadonlyMap<string, Item> = new Map(
  routesOf(routes).flatMap(({ path }, at) => {
    const item = methods[at];
    return item === undefined ? [] : [[methodOf(path), item] as const];
  }),
);

/** `/billing/account/rest/getaccount` is of the service `billing.account`. */
function serviceOf(path: string): string {
  return path.slice(1, path.indexOf('/rest/')).replaceAll('/', '.');
}

/** The name in lower case of the method that a path calls: `billing.account.getaccount`. */
export function methodOf(path: string): string {
  return path.slice(1).replace('/rest/', '/').replaceAll('/', '.').toLowerCase();
}

/** A name as clients write it, in lower case: they say `Jelastic.` before it, and `env` and `dev` for the first word. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^jelastic\./, '')
    .replace(/^env\./, 'environment.')
    .replace(/^dev\./, 'development.');

/** Methods by their names in lower case; one that there is not is shown as it was named. */
export const itemsOf = (names: readonly string[]): Item[] =>
  names.map((name, at) => ({ ...(methodsByName.get(name) ?? { id: methods.length + at + 1, method: name }) }));
