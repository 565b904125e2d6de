import { setImmediate as others } from 'node:timers/promises';
import type { Contract, Entry } from '../../contracts/core/contract.js';
import { describedBy, loadGroup } from '../../contracts/core/define-contract.js';
import { wordingAt } from '../../contracts/core/dialect.js';
import { formsOf } from '../../contracts/core/disputed.js';
import { disputedFailures, failuresBeside } from '../../contracts/core/disputed-failures.js';
import { Failure } from '../../contracts/core/failure.js';
import { fieldInWords, fieldsOf } from '../../contracts/core/fields.js';
import { didYouMean } from '../../contracts/core/names.js';
import { type Route, routesOf } from '../../contracts/core/route.js';
import { loadHandlers } from '../calls/handler.js';
import type { Vendor } from '../calls/vendor.js';
import { byEvidence, unservedOf } from './coverage.js';
import { vendorAt } from './known-names.js';
import type { ControlHandlers } from './running-server.js';

export const handlers = {
  async list({ cloud: { vendors }, params }) {
    const vendor = await vendors.load(vendorAt(vendors, params.vendor));
    return { status: 200, body: await listOf(vendor) };
  },
  async show({ cloud: { vendors }, params }) {
    const vendor = await vendors.load(vendorAt(vendors, params.vendor));
    const { contract, groups } = vendor;
    const route = routeOf(contract, params.operation);
    const entry = await describedBy(contract, route);
    const served = Object.hasOwn(await loadHandlers(groups, route.group), route.name);
    return {
      status: 200,
      body: {
        vendor: contract.vendor,
        ...rowOf(contract, route, entry, served),
        fields: entry === undefined ? [] : fieldsOf(entry.operation).map(shownField),
        failures: entry === undefined ? [] : failuresOf(contract, entry),
        rules: [...(entry?.operation.rules ?? [])],
      },
    };
  },
} satisfies ControlHandlers<'operations'>;

function routeOf({ vendor, routes }: Contract, id: string): Route {
  const all = routesOf(routes);
  const route = all.find(one => one.id === id);
  if (route !== undefined) return route;
  const near = didYouMean(
    id,
    all.map(one => one.id),
  );
  throw new Failure('notFound', { text: `${vendor} has no operation "${id}"${near}` });
}

const rowOf = (contract: Contract, { id, method, path }: Route, entry: Entry | undefined, served: boolean) => ({
  ...{ id, method, path },
  summary: entry?.operation.summary ?? null,
  effect: entry?.operation.effect ?? null,
  evidence: entry === undefined ? null : (entry.operation.evidence ?? 'documented'),
  docs: entry?.operation.docs ?? null,
  described: entry !== undefined,
  served,
  disputed: entry === undefined ? 0 : disputesIn(contract, entry),
});

const disputesIn = (contract: Contract, entry: Entry): number =>
  fieldsOf(entry.operation).filter(({ schema }) => formsOf(schema) !== undefined).length +
  disputedFailures(contract, entry).length;

/** Made once of a vendor: what it has does not change while the server runs. */
const made = new WeakMap<Vendor, ReturnType<typeof newList>>();

function listOf(vendor: Vendor): ReturnType<typeof newList> {
  const list = made.get(vendor) ?? newList(vendor);
  made.set(vendor, list);
  list.catch(() => made.delete(vendor));
  return list;
}

/** Reads one group after the other, so that calls that come in meanwhile need not wait for all of them. */
async function newList(vendor: Vendor) {
  const { contract } = vendor;
  const unserved = new Set((await unservedOf(vendor)).map(({ id }) => id));
  const entries = new Map<string, Entry>();
  const fields = byEvidence();
  for (const group of Object.keys(contract.groups)) {
    for (const entry of (await loadGroup(contract, group)).entries) {
      entries.set(entry.id, entry);
      for (const { evidence } of fieldsOf(entry.operation)) fields[evidence] += 1;
    }
    await others();
  }
  const { title, docs, dialect, routes } = contract;
  return {
    ...{ vendor: contract.vendor, title, docs, basePath: dialect.basePath },
    operations: routesOf(routes).map(route => rowOf(contract, route, entries.get(route.id), !unserved.has(route.id))),
    fields,
  };
}

function shownField(field: Parameters<typeof fieldInWords>[0]) {
  const { type, required, forms } = fieldInWords(field);
  const { path, evidence } = field;
  return {
    in: field.in,
    path,
    type,
    required,
    evidence,
    forms: forms === null ? null : ([...forms] as [string, string]),
  };
}

/** The failures of an operation, one for each status, those that every call may meet last. */
function failuresOf(contract: Contract, entry: Entry) {
  const { failures } = wordingAt(contract.dialect, entry.operation.path);
  const { common } = contract.dialect;
  const disputed = disputedFailures(contract, entry);
  const kinds = new Set([...failuresBeside(contract, entry), ...common]);
  return [...kinds].flatMap(kind => {
    const { status, others: more = [], evidence } = failures[kind];
    return [status, ...more].map(each => ({
      ...{ kind, status: each, evidence },
      common: common.includes(kind),
      disputed: disputed.includes(kind),
    }));
  });
}
