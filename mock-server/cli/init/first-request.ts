import type { Dialect } from '../../../contracts/core/dialect.js';
import { firstRequest as getRequest } from '../../../contracts/core/first-request.js';
import { variable } from '../../../contracts/kit/transport/credentials.js';
import type { ListedVendor, Vendors } from '../../calls/listed-vendor.js';
import { createMockServer, type MockServer } from '../../index.js';

/** A request that shows something at once, as a test writes it. */
export interface FirstRequest {
  readonly vendor: string;
  readonly title: string;
  /** Below the vendor's address. */
  readonly path: string;
  /** Variables of the environment that hold that address and the credential. */
  readonly url: string;
  readonly variable: string;
  /** Name of the credential among those of a world. */
  readonly credential: string;
  /** The header that carries it, and what stands before it there. */
  readonly header: string;
  readonly prefix: string;
}

/** The first of the vendors' first requests that a world of this seed answers well, its credential in a header. */
export async function firstRequest(vendors: Vendors, seed: string): Promise<FirstRequest> {
  const mock = await createMockServer({ seed, vendors: vendors.listed });
  try {
    for (const listed of vendors.listed) {
      const { dialect } = (await vendors.load(listed.vendor)).contract;
      const request = requestOf(listed, dialect);
      if (request !== undefined && (await isAnswered(mock, request, dialect))) return request;
    }
  } finally {
    await mock.close();
  }
  throw new Error(`no vendor answers its first request in a world of ${seed}`);
}

function requestOf({ vendor, title, firstCall, basePaths }: ListedVendor, { schemes, basePath }: Dialect) {
  const [credential, scheme] = Object.entries(schemes)[0] ?? [];
  if (firstCall === undefined || credential === undefined || scheme?.in !== 'header') return undefined;
  const names = { url: variable(vendor, 'url'), variable: variable(vendor, credential) };
  const path = firstCall.slice((basePaths[0] ?? basePath).length);
  return { vendor, title, path, ...names, credential, header: scheme.name, prefix: scheme.prefix ?? '' };
}

async function isAnswered(mock: MockServer, request: FirstRequest, dialect: Dialect): Promise<boolean> {
  const { overFetch } = await import('../../../contracts/core/over-fetch.js');
  const credentials = new Map(Object.entries(mock.credentials)).get(request.vendor);
  const sent = getRequest(dialect, `${mock.url}${dialect.basePath}${request.path}`, credentials ?? {});
  const reply = await overFetch(sent, 30_000);
  return reply.status === 200 && dialect.failureOf(reply) === undefined;
}
