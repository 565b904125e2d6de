import type { About } from '../../contracts/core/contract.js';
import { Failure } from '../../contracts/core/failure.js';
import { VENDOR_NAME, vendorCalled, vendorsThereAre } from '../../contracts/core/names.js';
import type { Routes } from '../../contracts/core/route.js';
import { type PageRoutes, pageRoot } from './page.js';
import type { IssueCredentials, Vendor } from './vendor.js';

/** A vendor that is loaded when it is first called: what a server must know of it before stands beside `load`. */
export interface ListedVendor extends About {
  readonly issue: IssueCredentials;
  /** Routes of its pages; default: it has none. */
  readonly pages?: PageRoutes;
  /** All routes that it has; default: those of the loaded vendor, which take longer to get at. */
  routes?(): Promise<Routes>;
  load(): Promise<Vendor>;
}

/** The vendors of one server. */
export interface Vendors {
  readonly listed: readonly ListedVendor[];
  readonly names: string[];
  /** Own name of the vendor that is called so. Throws `Failure` that names those there are. */
  need(name: string): string;
  /** The routes of a vendor. Rejects with `Failure` for one that is not served. */
  routes(name: string): Promise<Routes>;
  /** Loads a vendor once. Rejects with `Failure` for one that is not served. */
  load(name: string): Promise<Vendor>;
  /** A vendor if it was loaded already. */
  atHand(name: string): Vendor | undefined;
}

const PATH = /^(\/[\w.~-]+)+$/;
/** Names that mean something else where vendors are named: the control API, our own variables, a member of the credentials. */
const TAKEN = ['control', 'hostdouble', 'others'];
/** Paths of ours: the control API, and the prefix of worlds. */
const OURS = ['/__admin', '/w'];

/** The vendors of a server. Throws an error for what is no vendor, and for a name or a base path that is taken. */
export function vendorsOf(given: readonly (Vendor | ListedVendor)[]): Vendors {
  if (!Array.isArray(given)) throw new Error('the vendors are a list, such as [...builtIn, acme]');
  const listed = given.map(listedFrom);
  for (const [index, vendor] of listed.entries()) needFree(vendor, listed.slice(0, index));
  const loaded = new Map<string, Promise<Vendor>>();
  const ready = new Map<string, Vendor>();
  const listedAs = (name: string): ListedVendor => {
    const own = vendorCalled(name, listed);
    const found = listed.find(({ vendor }) => vendor === own);
    if (found === undefined)
      throw new Failure('invalid', { text: `there is no vendor "${name}"${vendorsThereAre(name, listed)}` });
    return found;
  };
  return {
    listed,
    names: listed.map(({ vendor }) => vendor),
    need: name => listedAs(name).vendor,
    async routes(name) {
      const found = listedAs(name);
      return found.routes?.() ?? (await this.load(name)).contract.routes;
    },
    async load(called) {
      const found = listedAs(called);
      const name = found.vendor;
      const known = loaded.get(name) ?? loadedFrom(found);
      loaded.set(name, known);
      ready.set(name, await known);
      return known;
    },
    atHand: name => ready.get(name),
  };
}

async function loadedFrom(listed: ListedVendor): Promise<Vendor> {
  const given = await listed.load();
  // One that was written without the compiler may have none.
  const vendor: Vendor = given.jobs === undefined ? { ...given, jobs: {} } : given;
  const { contract } = vendor;
  if (contract.vendor !== listed.vendor)
    throw new Error(`what is listed as "${listed.vendor}" calls itself "${contract.vendor}"`);
  if (basePathsOf(contract).join() !== listed.basePaths.join())
    throw new Error(`"${listed.vendor}" is listed at ${listed.basePaths}, and is at ${basePathsOf(contract)}`);
  if (JSON.stringify(vendor.pages?.routes) !== JSON.stringify(listed.pages))
    throw new Error(`"${listed.vendor}" is listed with other pages than it has`);
  return vendor;
}

const basePathsOf = ({ dialect }: Vendor['contract']): ListedVendor['basePaths'] => [
  dialect.basePath,
  ...(dialect.aliases ?? []),
];

function listedFrom(given: Vendor | ListedVendor): ListedVendor {
  if (!isVendor(given)) throw new Error('one of the vendors is none: give what `defineVendor` returns');
  if ('load' in given) return given;
  const { contract, issue, pages } = given;
  const { vendor, title, firstCall, alsoKnownAs } = contract;
  const basePaths = basePathsOf(contract);
  const known = { vendor, title, basePaths, ...(firstCall && { firstCall }), ...(pages && { pages: pages.routes }) };
  return { ...known, ...(alsoKnownAs && { alsoKnownAs }), issue, load: async () => given };
}

/** Whether a value is a vendor or a listed one: it may come from a file of the user's own. */
export function isVendor(value: unknown): value is Vendor | ListedVendor {
  if (value === null || typeof value !== 'object' || !isFunction(value, 'issue')) return false;
  if (isFunction(value, 'load')) return 'vendor' in value && 'basePaths' in value && Array.isArray(value.basePaths);
  return 'contract' in value && 'groups' in value && isFunction(value, 'createCloud');
}

const isFunction = (value: object, name: string): boolean => typeof Reflect.get(value, name) === 'function';

function needFree(listed: ListedVendor, others: readonly ListedVendor[]): void {
  const { vendor } = listed;
  if (!VENDOR_NAME.test(vendor))
    throw new Error(`"${vendor}" is no name of a vendor: it matches ${VENDOR_NAME.source}`);
  if (TAKEN.includes(vendor)) throw new Error(`a vendor cannot be named "${vendor}"`);
  for (const name of [vendor, ...(listed.alsoKnownAs ?? [])]) {
    const taken = vendorCalled(name, others);
    if (taken === name) throw new Error(`there is a vendor "${name}" already`);
    if (taken !== undefined) throw new Error(`"${name}" is a name of the vendor "${taken}" already`);
  }
  const wrong = Object.values(listed.pages ?? {}).find(route => !route.startsWith('GET /'));
  if (wrong !== undefined) throw new Error(`"${vendor}" has a page at "${wrong}", which is no route such as GET /help`);
  const pages = pageRootsOf(listed);
  for (const path of [...pathsOf(listed), ...pages]) {
    if (!PATH.test(path)) throw new Error(`"${vendor}" is at "${path}", which is no base path such as /api/v1`);
    const ours = OURS.find(other => meet(path, other));
    if (ours !== undefined) throw new Error(`"${vendor}" is at ${path}, which is kept for ${ours}`);
    for (const other of others)
      for (const taken of [...pathsOf(other), ...pageRootsOf(other)])
        if (meet(path, taken)) throw new Error(`"${vendor}" is at ${path}, where "${other.vendor}" is (${taken})`);
  }
  for (const page of pages) {
    const own = pathsOf(listed).find(path => meet(page, path));
    if (own !== undefined) throw new Error(`"${vendor}" has a page at ${page}, where its API is (${own})`);
  }
}

const pathsOf = ({ basePaths, roots = [] }: ListedVendor): string[] => [...basePaths, ...roots];
const pageRootsOf = ({ pages = {} }: ListedVendor): string[] => [...new Set(Object.values(pages).map(pageRoot))];

/** Whether one of two paths is the other, or lies below it: a call could be for both. */
const meet = (one: string, other: string): boolean =>
  `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`);
