import { loadContract } from '../../contracts/core/define-contract.js';
import { Failure } from '../../contracts/core/failure.js';
import { vendorCalled, vendorsThereAre } from '../../contracts/core/names.js';
import type { Vendors } from '../calls/listed-vendor.js';
import type { Issued, Vendor } from '../calls/vendor.js';
import { unservedOf } from './coverage.js';

/** Name of our own contract among the others. */
const CONTROL = 'control';

/** The OpenAPI document of a vendor, or of the control API. Throws `Failure` of kind `notFound` with the names there are. */
export async function openApiOf(
  { listed, load }: Vendors,
  name: string,
  origin?: string,
): Promise<Record<string, unknown>> {
  if (name === CONTROL) {
    const { toOpenApi } = await import('../../contracts/core/openapi.js');
    return toOpenApi(await loadContract((await import('../../contracts/control/index.js')).control), origin);
  }
  const called = vendorCalled(name, listed);
  if (called === undefined) {
    const near = vendorsThereAre(name, [...listed, { vendor: CONTROL }]);
    throw new Failure('notFound', { text: `there is no contract "${name}"${near}` });
  }
  const vendor = await load(called);
  const document = await documentOf(vendor, listed.find(one => one.vendor === called)?.issue('default', 1) ?? []);
  return { ...document, servers: [{ url: `${origin ?? ''}${vendor.contract.dialect.basePath}` }] };
}

/** Made once: but for its address a document is the same for each who asks. */
const made = new WeakMap<Vendor, Promise<Record<string, unknown>>>();

function documentOf(vendor: Vendor, issued: readonly Issued[]): Promise<Record<string, unknown>> {
  const before = made.get(vendor);
  if (before !== undefined) return before;
  const document = newDocument(vendor, issued);
  made.set(vendor, document);
  document.catch(() => made.delete(vendor));
  return document;
}

async function newDocument(vendor: Vendor, issued: readonly Issued[]): Promise<Record<string, unknown>> {
  const [{ toOpenApi }, { exampleAnswers }] = await Promise.all([
    import('../../contracts/core/openapi.js'),
    import('./example-answers.js'),
  ]);
  const unserved = (await unservedOf(vendor)).map(({ id }) => id);
  const contract = await loadContract(vendor.contract);
  return toOpenApi(contract, undefined, unserved, await exampleAnswers(vendor, contract, issued));
}
