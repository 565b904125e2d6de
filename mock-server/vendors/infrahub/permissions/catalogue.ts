import { routesOf } from '../../../../contracts/core/route.js';
import { routes } from '../../../../contracts/vendors/infrahub/routes.js';

/** The right to one call. */
export interface Permission {
  readonly id: number;
  /** `Environment`. */
  readonly resource: string;
  /** `environment:list`. */
  readonly word: string;
  readonly group: string;
  readonly method: string;
  /** A regular expression. */
  readonly endpoint: string;
  /** Whether the call only reads. */
  readonly isRead: boolean;
}

/** What a call asks of whoever makes it: nothing, that they belong to the organisation, or the permission of this id. */
export type Claim = 'nothing' | 'membership' | number;

/** What people may always call: it is about themselves. */
const ownAffairs: ReadonlySet<string> = new Set(['me', 'emailPreferences', 'userConsents', 'betaAccessRequests']);
/** What is the same for everybody, and the way into an organisation. */
const open: ReadonlySet<string> = new Set([
  ...['invites.accept', 'billing.alive', 'billing.aliveDoc', 'objectStorage.health'],
  ...['partnerConfigs.show', 'partnerConfigs.showByDomain'],
]);
/** What each member may call: keys are personal, and the lists of what roles are made of are no secret. */
const ofMembers: ReadonlySet<string> = new Set(['apiKeys', 'permissions', 'policies']);

/** GETs that do more than read. */
const acts: ReadonlySet<string> = new Set(
  ['start', 'stop', 'hardReboot', 'hibernate', 'hibernateRestore', 'requestConsole', 'console'].map(
    name => `virtualMachines.${name}`,
  ),
);

/** What there is to permit, and what each call asks, by its verb and path. */
interface Catalogue {
  readonly claims: ReadonlyMap<string, Claim>;
  readonly byId: ReadonlyMap<number, Permission>;
}

/**
 * Every call has a permission unless it is free; the four whose words are printed (`environment:list`, `:create`,
 * `:details`, `:update`) tell how the others are called. Ids are places in the list of routes.
 */
function laidDown(): Catalogue {
  const claims = new Map<string, Claim>();
  const byId = new Map<number, Permission>();
  for (const [index, { id: name, group, name: call, method, path }] of routesOf(routes).entries()) {
    const id = index + 1;
    const claim = ownAffairs.has(group) || open.has(name) ? 'nothing' : ofMembers.has(group) ? 'membership' : id;
    claims.set(`${method} ${path}`, claim);
    if (claim !== id) continue;
    const words = wordsOf(group);
    byId.set(id, {
      id,
      resource: words.map(titled).join(' '),
      word: `${words.join('-')}:${actionOf(call)}`,
      group,
      method,
      endpoint: `^${path.replaceAll(/\{(\w+)\}/g, (_, param: string) => (param.endsWith('id') ? '\\d+' : '[^/]+'))}/?$`,
      isRead: method === 'GET' && !acts.has(name),
    });
  }
  return { claims, byId };
}

const actionOf = (call: string): string =>
  call === 'show' ? 'details' : call.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

let known: Catalogue | undefined;

/** Made when it is first asked for, which is not by whoever owns an organisation. */
function catalogue(): Catalogue {
  known ??= laidDown();
  return known;
}

/** The thing that a group is about, in small words: `virtual`, `machine`. */
export function wordsOf(group: string): string[] {
  const words = group.replaceAll(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`).split(' ');
  return words.map((word, index) =>
    index < words.length - 1 ? word : word.replace(/ies$/, 'y').replace(/([^s])s$/, '$1'),
  );
}

export function titled(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** When the vendor laid down its permissions and policies. */
export const LAID_DOWN = Date.UTC(2023, 5, 1);

export const allPermissions = (): readonly Permission[] => [...catalogue().byId.values()];

export const permissionOf = (id: number): Permission | undefined => catalogue().byId.get(id);

/** What a call of this verb and path asks; a path that is in no route asks nothing. */
export const claimOf = (method: string, path: string): Claim =>
  catalogue().claims.get(`${method} ${path}`) ?? 'nothing';
